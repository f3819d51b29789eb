using System.Text;

namespace RawMcp.Cli.Show.Tui;

/// <summary>
/// JSON with a line a member, made without reading it as JSON: half a document, or one with a mistake in it, comes out as far as it goes.
/// </summary>
internal static class PrettyJson
{
    private const int DeepestIndent = 20;

    /// <summary>The lines of a text that is JSON or nearly.</summary>
    public static IEnumerable<string> Lines(string json)
    {
        var line = new StringBuilder();
        var (depth, inString, previous) = (0, false, '\0');
        for (var i = 0; i < json.Length; i++)
        {
            var one = json[i];
            if (inString)
            {
                line.Append(one);
                if (one == '\\' && i + 1 < json.Length) line.Append(json[++i]);
                else if (one == '"') inString = false;
                continue;
            }

            if (one is ' ' or '\t' or '\r' or '\n') continue;
            var closesEmpty = (previous, one) is ('{', '}') or ('[', ']');
            if ((previous is '{' or '[' or ',' || one is '}' or ']') && !closesEmpty && line.Length > 0)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (one is '}' or ']') depth = Math.Max(0, depth - 1);
            if (line.Length == 0) line.Append(' ', 2 * Math.Min(depth, DeepestIndent));
            line.Append(one);
            if (one is '{' or '[') depth++;
            if (one == ':') line.Append(' ');
            inString = one == '"';
            previous = one;
        }

        if (line.Length > 0) yield return line.ToString();
    }
}
