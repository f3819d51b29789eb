using System.Text.Json;
using RawMcp.Core.Tests.Fixtures;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>Our explanations are our own: none repeats eight words in a row of the official schemas' descriptions.</summary>
public sealed class OwnWordsTests(ITestOutputHelper output)
{
    private const int Words = 8;
    private static readonly FixtureFolder Folder = new("schema");

    [Fact]
    public void No_eight_words_in_a_row_are_those_of_the_official_schemas()
    {
        var theirs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Oracles.Files("mcp-schema"))
        {
            foreach (var text in Texts(JsonElement.Parse(File.ReadAllBytes(file)), "description")) theirs.UnionWith(Runs(text));
        }

        Assert.NotEmpty(theirs);
        var (count, wrong) = (0, new List<string>());
        foreach (var file in Folder.Files().Where(file => file.EndsWith(".json", StringComparison.Ordinal)))
        {
            foreach (var text in Texts(JsonElement.Parse(Folder.Read(file)), "en"))
            {
                count++;
                wrong.AddRange(Runs(text).Where(theirs.Contains).Select(run => $"{file}: {run}"));
            }
        }

        output.WriteLine($"{count} explanations, none with {Words} words in a row of {theirs.Count} such runs in the official schemas");
        Assert.True(count > 600, $"only {count}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<string> Texts(JsonElement json, string member) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Texts(item, member)),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(one =>
            one.Name == member && one.Value.ValueKind == JsonValueKind.String ? [one.Value.GetString()!] : Texts(one.Value, member)),
        _ => [],
    };

    private static IEnumerable<string> Runs(string text)
    {
        var words = text.ToLowerInvariant().Split(text.Where(character => !char.IsLetterOrDigit(character)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + Words <= words.Length; i++) yield return string.Join(' ', words[i..(i + Words)]);
    }
}
