using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RawMcp.Cli.Tests;

/// <summary>What demo printed for people, taken apart again.</summary>
/// <param name="Frames">Number, direction and raw line of each frame.</param>
/// <param name="Sentences">All other lines.</param>
internal sealed partial record Story(List<(int Number, string Direction, string Raw)> Frames, List<string> Sentences)
{
    [GeneratedRegex("^([0-9]+)  client (→|←) server  [0-9,]+ bytes (?:with|,).*ms ─+$")]
    private static partial Regex Head { get; }

    public static Story Read(Launch demo)
    {
        var story = new Story([], []);
        var lines = demo.OutputLines;
        for (var at = 0; at < lines.Length; at++)
        {
            story.Sentences.Add(lines[at]);
            if (Head.Match(lines[at]) is { Success: true } head)
                story.Frames.Add((int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture), head.Groups[2].Value == "→" ? "c2s" : "s2c", lines[++at]));
        }

        return story;
    }

    /// <summary>What demo --json printed.</summary>
    public static List<JsonElement> ReadJson(Launch demo) => [.. demo.OutputLines.Select(line => JsonElement.Parse(line))];
}
