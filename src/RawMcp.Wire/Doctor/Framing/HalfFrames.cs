using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>MT205 and MT208: the end of a stream stands in the middle of a line.</summary>
internal static class HalfFrames
{
    /// <summary>What pipes and buffers hold is a multiple of this.</summary>
    private const int Page = 4096;

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (facts.OnStdout.Tail is { } tail && facts.Life.OutputBroken is null && FromServer(facts, tail) is { } finding) yield return finding;
        if (facts.OnStdin.Tail is { } last && FromClient(facts, last) is { } other) yield return other;
    }

    private static Finding? FromServer(Facts facts, IndexedFrame tail)
    {
        var end = facts.Life.ServerLeft?.Time ?? facts.Until;
        var waited = end - tail.LastByte;
        if (facts.Life.ServerLeft is null && waited < facts.Options.Stuck.Nanoseconds()) return null; // the rest may be on its way
        var bytes = Amounts.Bytes(tail.Length);
        List<Evidence> evidence = [facts.Show(tail), facts.Show(tail, Math.Max(0, tail.Length - 40)), new Evidence.Span(tail.LastByte, end, "nothing more came")];
        if (facts.Life.Exit is { } exit) evidence.Add(exit);
        if (IsWhole(facts, tail))
        {
            return new Finding(Faults.Unterminated, facts.Life.HostLeftFirst || facts.Calls.Open.Any() || facts.Life.End is null ? Severity.Error : Severity.Warning,
                $"The last {bytes} of stdout are a complete message without a line feed behind it (from byte {tail.Offset} on); "
                    + $"without that no client takes it, and it waited {Amounts.Time(waited)} for it.",
                evidence, "In the server, write a \\n behind every message, in the same write, and flush.");
        }

        if (facts.Life.ServerLeft is not null && waited <= DoctorLimits.Effect.Nanoseconds() && facts.Life.ExitSignal is null)
        {
            var atPage = tail.Length >= Page && (tail.Length % Page == 0 || (tail.Offset + tail.Length) % Page == 0);
            if (!atPage && facts.Life.ExitCode is not 0) return null; // a crash: MT706 says so
            return new Finding(Faults.Truncated, Severity.Error,
                $"The last message of stdout breaks off after {bytes}{(atPage ? ", where a pipe or a buffer was full" : "")}, "
                    + $"because the server {facts.Life.Ended} before all of it was written.",
                evidence, "In the server, wait until stdout has taken everything before exiting: in Node set process.exitCode and return instead of process.exit(), or exit in the callback of the last write; elsewhere flush and close stdout first.");
        }

        if (waited <= DoctorLimits.Effect.Nanoseconds()) return null;
        return new Finding(Faults.Unterminated, Severity.Error,
            $"Half a frame of {bytes} (from byte {tail.Offset} of stdout on) has been waiting {Amounts.Time(waited)} for its rest.",
            evidence, "Look at what the server does while it writes: it may be blocked by a full pipe, or may write a message in pieces and forget the last one.");
    }

    private static Finding? FromClient(Facts facts, IndexedFrame tail)
    {
        if (!IsWhole(facts, tail) || tail.Messages is not [{ Id: { } id }, ..]) return null;
        var end = facts.Life.InputEnded?.Time ?? facts.Life.ServerLeft?.Time ?? facts.Until;
        if (end - tail.LastByte < facts.Options.Stuck.Nanoseconds() && facts.Life.InputEnded is null) return null;
        if (facts.FromServer.Any(frame => frame.Messages.Any(message => Session.IsResponse(message) && message.Id == id && message.Call is null))) return null; // it was taken all the same
        return new Finding(Faults.Unterminated, Severity.Error,
            $"The client's last message ({Amounts.Bytes(tail.Length)} from byte {tail.Offset} of stdin on) has no line feed "
                + "behind it, so the server does not take it, and it was never answered.",
            [facts.Show(tail), new Evidence.Span(tail.LastByte, end, "no line feed came")], "In the client, write a \\n behind every message, and flush.");
    }

    private static bool IsWhole(Facts facts, IndexedFrame tail) =>
        tail.Length <= DoctorLimits.MessageBytes && MessageReader.Read(facts.Bytes(tail, DoctorLimits.MessageBytes)) is not Message.Malformed { Defect.Kind: <= DefectKind.NotJson };
}
