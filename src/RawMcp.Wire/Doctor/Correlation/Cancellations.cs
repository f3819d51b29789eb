using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>MT502 and MT503: what came after a cancellation, and what might have prevented it.</summary>
internal static class Cancellations
{
    private static readonly string[] Reasons = ["timed out", "timeout", "time out", "-32001", "deadline"];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        var cancelled = facts.Calls.OfClient.Select(call => (Call: call, At: facts.Calls.Cancelled(call))).Where(pair => pair.At is not null).Select(pair => (pair.Call, At: pair.At!)).ToList();
        var late = cancelled.Where(pair => pair.Call.Response?.LastByte > pair.At.LastByte && (pair.Call.Response.LastByte - pair.At.LastByte > DoctorLimits.CancelRace.Nanoseconds() || Dropped(facts, pair.Call.Response))).ToList();
        if (late is [var (call, at), ..])
        {
            var dropped = late.FirstOrDefault(pair => Dropped(facts, pair.Call.Response!));
            if (dropped.Call is not null) (call, at) = dropped;
            yield return new Finding(Faults.LateAnswer, dropped.Call is not null ? Severity.Error : Severity.Warning,
                $"The server answered {Calls.Name(call)} {Amounts.Time(call.Response!.LastByte - at.LastByte)} after the client "
                    + "had cancelled "
                    + $"it{(late.Count > 1 ? $" ({Amounts.Count(late.Count, "such answer")} in all)" : "")}{(dropped.Call is not null ? $", and the host then {facts.Life.Left}" : "; some clients end the session at such an answer")}.",
                [facts.Show(call.Request), facts.Show(at), facts.Show(call.Response)],
                "In the server, stop the work and write no response once a request is cancelled. In a client, pass over an "
                    + "answer that nobody waits for any more.");
        }

        var timedOut = cancelled.Where(pair => pair.Call.Method == Mcp.Methods.CallTool).Take(DoctorLimits.FramesRead).Where(pair => IsTimeout(facts, pair.Call, pair.At)).ToList();
        var bare = timedOut.Where(pair => facts.Params(pair.Call).Find("_meta"u8).Find("progressToken"u8).IsAbsent).ToList();
        if (bare is [var (asked, end), ..])
        {
            yield return new Finding(Faults.NoProgressToken, Severity.Warning,
                $"The client gave {Calls.Name(asked)} up after {Amounts.Time(end.LastByte - asked.Request.LastByte)}, and the "
                    + "request had no progressToken, so that the server could not show that it was still at "
                    + $"work{(bare.Count > 1 ? $" ({Amounts.Count(bare.Count, "such call")})" : "")}.",
                [facts.Show(asked.Request), facts.Show(end)],
                "In the client, send _meta.progressToken with calls that may take long and begin the time anew with each "
                    + "notifications/progress; or raise the host's timeout for tools. In the server, answer at once with a handle and "
                    + "let a second tool ask for the result.");
        }

        var ignored = timedOut.Where(pair => facts.Calls.Progress(pair.Call) is { } progress && pair.At.LastByte - progress.LastByte < DoctorLimits.HungCall.Nanoseconds() && progress.LastByte <= pair.At.LastByte).ToList();
        if (ignored is [var (reported, cut), ..])
        {
            yield return new Finding(Faults.NoProgressToken, Severity.Warning,
                $"The client gave {Calls.Name(reported)} up after {Amounts.Time(cut.LastByte - reported.Request.LastByte)} "
                    + "although the server had reported progress "
                    + $"{Amounts.Time(cut.LastByte - facts.Calls.Progress(reported)!.LastByte)} before.",
                [facts.Show(reported.Request), facts.Show(facts.Calls.Progress(reported)!), facts.Show(cut)],
                "In the client, let progress begin the timeout anew (resetTimeoutOnProgress in the TypeScript SDK), or raise the host's timeout for tools.");
        }
    }

    private static bool Dropped(Facts facts, IndexedFrame answer) => facts.Life.HostLeftFirst && !facts.ClientWentOn(answer.LastByte)
        && facts.Life.HostLeft!.Time >= answer.LastByte && facts.Life.HostLeft.Time - answer.LastByte <= DoctorLimits.Effect.Nanoseconds() && facts.Calls.Open.Any();

    private static bool IsTimeout(Facts facts, IndexedCall call, IndexedFrame at)
    {
        var reason = facts.Read(at).Select(pair => pair.Message).OfType<Message.Notification>().Select(message => message.Params.Find("reason"u8).Text()).FirstOrDefault();
        return reason is not null && Reasons.Any(word => reason.Contains(word, StringComparison.OrdinalIgnoreCase))
            || (string.IsNullOrWhiteSpace(reason) && at.LastByte - call.Request.LastByte >= DoctorLimits.Timeout.Nanoseconds());
    }
}
