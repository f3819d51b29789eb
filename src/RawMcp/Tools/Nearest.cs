namespace RawMcp;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Nearest
{
    private const int MaxLength = 64;

    /// <summary><c>; did you mean "b"?</c>, or nothing where no known name is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        if (name.Length > MaxLength) return "";
        var best = known
            .Where(one => one.Length <= MaxLength)
            .Select(one => (Name: one, Edits: Edits(name.ToUpperInvariant(), one.ToUpperInvariant())))
            .Where(one => one.Edits <= Math.Max(name.Length, one.Name.Length) / 3)
            .OrderBy(one => one.Edits)
            .Select(one => one.Name)
            .FirstOrDefault();
        return best is null ? "" : $"; did you mean \"{best}\"?";
    }

    // Levenshtein's distance, one row at a time.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
