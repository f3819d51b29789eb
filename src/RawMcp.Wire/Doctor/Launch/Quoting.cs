namespace RawMcp.Wire;

/// <summary>MT103: a Windows shell took a command apart at a space.</summary>
internal static class Quoting
{
    private const string NotRecognized = "is not recognized as";

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (!Failures.Happened(facts)) yield break;
        foreach (var line in Failures.Lines(facts, NotRecognized))
        {
            if (Cut(facts, line.Text) is not { } piece) continue;
            yield return new Finding(Faults.WindowsQuoting, Severity.Error,
                $"The shell looked for a program '{Excerpt.Of(piece)}', which is only the beginning of a path: the path has a "
                    + "space in it and was not quoted for the shell.",
                Failures.Evidence(facts, [line]),
                "Quote the path for the shell, or use its short form without spaces (dir /x shows it, such as C:\\PROGRA~1), or "
                    + "install the program where the path has no space.");
            yield break;
        }
    }

    /// <summary>The name that a shell could not find; null where the line says nothing of the kind.</summary>
    public static string? Missing(string line)
    {
        var end = line.IndexOf(NotRecognized, StringComparison.OrdinalIgnoreCase);
        if (end < 0) return null;
        var before = line[..end].TrimEnd();
        if (before is not [.., '\'' or '"']) return null;
        var start = before[..^1].LastIndexOf(before[^1]);
        return start < 0 ? null : before[(start + 1)..^1];
    }

    // What was looked for is a path, and either one of our own arguments goes on behind it with a space, or it ends where paths on Windows have one.
    private static string? Cut(Facts facts, string line) =>
        Missing(line) is { } piece && piece is [_, ':', '\\' or '/', ..]
        && ((facts.Life.Command?.Arguments.Any(word => word.Contains(piece + " ", StringComparison.OrdinalIgnoreCase)) ?? false)
            || piece.EndsWith("\\Program", StringComparison.OrdinalIgnoreCase) || piece.EndsWith("/Program", StringComparison.OrdinalIgnoreCase))
            ? piece : null;
}
