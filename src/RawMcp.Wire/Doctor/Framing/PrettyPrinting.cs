namespace RawMcp.Wire;

/// <summary>MT202: messages written over several lines.</summary>
internal static class PrettyPrinting
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        foreach (var (side, who) in new[] { (facts.OnStdout, "server"), (facts.OnStdin, "client") })
        {
            if (side.Pretty is not [var first, ..]) continue;
            yield return new Finding(Faults.PrettyPrinted, Severity.Error,
                $"The {who} spreads {(side.Pretty.Count == 1 ? "a message" : Amounts.Count(side.Pretty.Count, "message"))} over "
                    + $"{Amounts.Count(side.PrettyLines, "line")} (from byte {first.Offset} of {first.Stream.Name()} on); a message "
                    + "must stand on one line, so that the other side read only pieces.",
                facts.Show(side.Pretty),
                $"In the {who}, write JSON without line breaks and indentation: JSON.stringify(message) without a third argument, "
                    + "json.dumps without indent, WriteIndented = false.");
        }
    }
}
