using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>MT209: messages with a mistake that some hosts forgive.</summary>
internal static class Tolerances
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        foreach (var (side, who) in new[] { (facts.OnStdout, "server"), (facts.OnStdin, "client") })
        {
            foreach (var group in side.Odd.Where(frame => !Strays.IsReplyToNotification(facts, frame) && !IsAllowed(facts, frame)).GroupBy(frame => Unreadable.Defect(frame)!.Value.Kind).Take(10))
            {
                var frames = group.ToList();
                var severity = who == "server" ? facts.Toll(frames[0].LastByte) : Severity.Warning;
                yield return new Finding(Faults.Tolerance, severity,
                    $"The {who} wrote {Amounts.Count(frames.Count, "message")} in which "
                        + $"{Unreadable.Defect(frames[0])!.Value.Sentence}: strict hosts end the session there, others pass over "
                        + $"it{(severity == Severity.Error ? $"; this one {facts.Life.Left}" : ", as this one did")}.",
                    facts.Show(frames), $"In the {who}, correct the message; do not rely on the host at hand: it is the next one that refuses it.");
            }

            if (Batches(facts, who == "server" ? facts.FromServer : facts.ToServer) is [var batch, ..] batches)
            {
                yield return new Finding(Faults.Tolerance, who == "server" ? facts.Toll(batch.LastByte) : Severity.Warning,
                    $"The {who} wrote {Amounts.Count(batches.Count, "batch", "batches")} (JSON arrays of messages); only revision "
                        + "2025-03-26 has them, and this session is of "
                        + $"{facts.Session.Returned ?? (facts.Session.IsModern ? "2026-07-28" : "an unknown revision")}.",
                    facts.Show(batches), $"In the {who}, write each message on a line of its own.");
            }

            if (side.Blank is [var first, ..])
            {
                yield return new Finding(Faults.Tolerance, Severity.Info,
                    $"The {who} wrote {Amounts.Count(side.Blank.Count, "blank line")} (the first at byte {first.Offset} of "
                        + $"{first.Stream.Name()}); most programs pass over them, some take them for broken messages.",
                    facts.Show(side.Blank), $"In the {who}, write one line feed behind each message and none elsewhere.");
            }
        }
    }

    private static List<IndexedFrame> Batches(Facts facts, IReadOnlyList<IndexedFrame> frames) =>
        facts.Session.Returned is null && !facts.Session.IsModern || facts.Session.Returned == Mcp.Revision.V20250326.Text ? [] : [.. frames.Where(frame => frame.Messages.Count > 1)];

    // A batch that could be split has no defect of its own here.
    private static bool IsAllowed(Facts facts, IndexedFrame frame) =>
        Unreadable.Defect(frame) is { Kind: DefectKind.Batch } && facts.Session.Returned == Mcp.Revision.V20250326.Text;

}
