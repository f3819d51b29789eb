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

    // How many letters were left out, put in, mistaken, or swapped with a neighbour.
    private static int Edits(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var mistaken = table[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(mistaken, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[from.Length, to.Length];
    }
}
