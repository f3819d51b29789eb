using System.Text.Json;
using System.Text.RegularExpressions;
using RawMcp.Core.Tests.Fixtures;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>One thing has one name in the Chinese of the dictionary and of the registry.</summary>
public sealed partial class ChineseWordsTests
{
    // Elicitation is 征询 in Chinese; the English word stands only in names from the wire, and with the capability.
    [GeneratedRegex("(?<![/.A-Za-z])elicitation(?![/.A-Za-z])(?! 能力)|向用户提问")]
    private static partial Regex Elsewhere { get; }

    [Theory]
    [InlineData("schema")]
    [InlineData("requirements")]
    public void No_other_word_stands_for_it(string folder)
    {
        var files = new FixtureFolder(folder);
        var sentences = files.Files().Where(file => file.EndsWith(".json", StringComparison.Ordinal)).SelectMany(file => Texts(JsonElement.Parse(files.Read(file)))).ToList();
        Assert.True(sentences.Count > 500, $"only {sentences.Count}");
        Assert.DoesNotContain(sentences, sentence => Elsewhere.IsMatch(sentence));
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(one => one is { Name: "zh", Value.ValueKind: JsonValueKind.String } ? [one.Value.GetString()!] : Texts(one.Value)),
        _ => [],
    };
}
