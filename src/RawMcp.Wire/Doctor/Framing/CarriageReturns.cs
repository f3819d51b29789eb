using RawMcp.Framing;

namespace RawMcp.Wire;

/// <summary>MT206: lines that end with CR LF.</summary>
internal static class CarriageReturns
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (Among(facts, facts.FromServer) is { Count: > 0 } fromServer)
        {
            yield return new Finding(Faults.CarriageReturns, facts.Toll(fromServer[0].LastByte),
                $"The server ends its lines with CR LF ({Seen(fromServer)}); JSON reads the CR as white space, but some clients "
                    + "and proxies hand the line on with it and then fail.",
                Show(facts, fromServer), "Write \\n alone: on Windows, open stdout in binary mode or set the writer's NewLine to \"\\n\"; in Python sys.stdout.reconfigure(newline=\"\\n\").");
        }

        if (Among(facts, facts.ToServer) is { Count: > 0 } fromClient)
        {
            yield return new Finding(Faults.CarriageReturns, Severity.Warning,
                $"The client ends its lines with CR LF ({Seen(fromClient)}); most servers read the CR as white space, but some fail or exit without a word.",
                Show(facts, fromClient), "In the client, write \\n alone after each message.");
        }
    }

    // A habit shows in the first lines: not every one of 100,000 is looked at.
    private static List<IndexedFrame> Among(Facts facts, IReadOnlyList<IndexedFrame> frames)
    {
        if (frames.Any(ContentLengthFraming.IsHeader)) return []; // there it belongs to the header
        return [.. frames.Where(frame => frame.Ending == FrameEnding.Complete && !frame.IsBlank && frame.Messages.Any(message => message.Defect is null))
            .Take(DoctorLimits.FramesRead).Where(frame => facts.Bytes(frame, frame.Length - 1, 1) is [(byte)'\r'])];
    }

    private static string Seen(List<IndexedFrame> frames) => $"{Amounts.Count(frames.Count, "line")}, the first ends at byte {frames[0].Offset + frames[0].Length}";

    private static List<Evidence> Show(Facts facts, List<IndexedFrame> frames) => [.. frames.Take(DoctorLimits.MaxEvidence).Select(frame => facts.Show(frame, frame.Length - Math.Min(frame.Length, 20)))];
}
