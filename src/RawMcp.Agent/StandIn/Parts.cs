using System.Text.RegularExpressions;

namespace RawMcp.Agent.StandIn;

/// <summary>The parts of a question, each of which asks for one call: "What is 2+3 and 4+5?" has two.</summary>
internal static partial class Parts
{
    /// <summary>
    /// Cuts at "and", "then", commas and ends of sentences, and joins what was cut until <paramref name="isWhole"/> says that a
    /// part can stand alone: "Add 2 and 3" has no part that can, but the whole.
    /// </summary>
    public static IReadOnlyList<string> Of(string question, Func<string, bool> isWhole)
    {
        var parts = new List<(int Start, int End)>();
        var start = 0;
        foreach (var (end, next) in Cuts(question).Append((question.Length, question.Length)))
        {
            if (end <= start || !isWhole(question[start..end].Trim())) continue;
            parts.Add((start, end));
            start = next;
        }

        if (parts.Count == 0) return [question.Trim()];
        // What is left over at the end belongs to the part before it.
        if (question[start..].Trim().Length > 0) parts[^1] = (parts[^1].Start, question.Length);
        return [.. parts.Select(part => question[part.Start..part.End].Trim())];
    }

    private static IEnumerable<(int End, int Next)> Cuts(string question)
    {
        var values = new Evidence(question).Pieces;
        foreach (Match cut in Joint.Matches(question))
        {
            if (!values.Exists(value => value.Start < cut.Index + cut.Length && cut.Index < value.End)) yield return (cut.Index, cut.Index + cut.Length);
        }
    }

    [GeneratedRegex(@"[;?!\n]\s*|\.(?=\s|$)\s*|,\s+(?:and\s+)?(?:then\s+)?|\s+and\s+(?:then\s+)?|\s+then\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joint { get; }
}
