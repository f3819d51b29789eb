using System.Text.Json;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.Mcp;
using RawMcp.WireDictionary;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>The dictionary's files keep their own rules: words in both languages, ranges that mean something, names that exist.</summary>
public sealed class FormTests(ITestOutputHelper output)
{
    private static readonly FixtureFolder Folder = new("schema");
    private static readonly string[] Keywords = ["in", "needed", "by", "en", "zh", "page", "moved"];

    private static IEnumerable<(string Place, JsonElement Json)> Files() =>
        Folder.Files().Where(file => file.EndsWith(".json", StringComparison.Ordinal))
            .Select(file => (file[..^".json".Length], JsonElement.Parse(Folder.Read(file), new JsonDocumentOptions { AllowDuplicateProperties = false })));

    [Fact]
    public void Every_file_is_read()
    {
        Assert.NotEmpty(Entries());
        Assert.Equal(["README.md"], Folder.Unread());
    }

    // Everything that has words, or should: concepts, members, methods, errors of methods, what moved.
    private static IEnumerable<(string Place, JsonElement Json)> Entries()
    {
        foreach (var (file, json) in Files())
        {
            foreach (var group in json.EnumerateObject())
            {
                foreach (var entry in group.Value.EnumerateObject())
                {
                    foreach (var found in Within($"{file}: {entry.Name}", entry.Value)) yield return found;
                }
            }
        }
    }

    private static IEnumerable<(string Place, JsonElement Json)> Within(string place, JsonElement entry)
    {
        yield return (place, entry);
        foreach (var part in Parts(entry))
        {
            if (!part.TryGetProperty("properties", out var members)) continue;
            foreach (var member in members.EnumerateObject())
            {
                foreach (var found in Within($"{place}.{member.Name}", member.Value)) yield return found;
            }
        }

        if (entry.TryGetProperty("moved", out var moved)) yield return (place + " moved", moved);
        if (!entry.TryGetProperty("errors", out var errors)) yield break;
        foreach (var error in errors.EnumerateArray()) yield return (place + " error", error);
    }

    private static IEnumerable<JsonElement> Parts(JsonElement entry)
    {
        yield return entry;
        if (entry.TryGetProperty("items", out var items)) yield return items;
    }

    [Fact]
    public void Everything_has_words_in_both_languages()
    {
        var (count, wrong) = (0, new List<string>());
        foreach (var (place, entry) in Entries())
        {
            count++;
            var english = entry.TryGetProperty("en", out var en) ? en.GetString()! : "";
            var chinese = entry.TryGetProperty("zh", out var zh) ? zh.GetString()! : "";
            if (english.Length < 8 || !english.EndsWith('.') || english.Any(IsHan)) wrong.Add($"{place}: {english}");
            if (chinese.Count(IsHan) < 3 || !chinese.EndsWith('。')) wrong.Add($"{place}: {chinese}");
        }

        output.WriteLine($"{count} entries with words in both languages");
        Assert.True(count > 600, $"only {count}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsHan(char character) => character is >= '\u4E00' and <= '\u9FFF';

    [Fact]
    public void Every_range_and_every_name_means_something()
    {
        var concepts = Files().Where(file => file.Json.TryGetProperty("$defs", out _)).SelectMany(file => file.Json.GetProperty("$defs").EnumerateObject().Select(entry => entry.Name)).ToList();
        Assert.Equal(concepts.Distinct().Count(), concepts.Count);
        var wrong = new List<string>();
        foreach (var (file, json) in Files()) Check(file, json);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void Check(string place, JsonElement json)
        {
            if (json.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in json.EnumerateArray()) Check(place, item);
            }

            if (json.ValueKind != JsonValueKind.Object) return;
            foreach (var member in json.EnumerateObject())
            {
                var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : null;
                if (member.Name is "in" or "needed" or "paramsNeeded" && !RevisionRange.TryParse(text, out _)) wrong.Add($"{place}.{member.Name}: {member.Value}");
                if (member.Name is "page" && member.Value.EnumerateObject().Any(page => !RevisionRange.TryParse(page.Name, out _))) wrong.Add($"{place}.page: {member.Value}");
                if (text is ['#', .. var name] && !concepts.Contains(name)) wrong.Add($"{place}.{member.Name}: there is no concept {name}");
                if (member.Name == "by" && Overlap(member.Value)) wrong.Add($"{place}.by: two alternatives hold in one revision");
                Check($"{place}.{member.Name}", member.Value);
            }
        }
    }

    private static bool Overlap(JsonElement alternatives) => Revision.All.Any(revision =>
        alternatives.EnumerateArray().Count(one => RevisionRange.TryParse(one.GetProperty("in").GetString(), out var range) && range.Contains(revision)) > 1);

    // What a plain validator gets must be plain: no keyword of ours, and no key twice.
    [Theory, MemberData(nameof(DifferentialTests.Revisions), MemberType = typeof(DifferentialTests))]
    public void A_projection_is_plain_JSON_Schema(string name)
    {
        var vocabulary = Vocabulary.Of(Revision.Find(name)!);
        var whole = JsonElement.Parse(vocabulary.WholeSchema("en").Utf8.Span, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var concepts = whole.GetProperty("$defs").EnumerateObject().ToList();
        Assert.Equal(vocabulary.Concepts, concepts.Select(concept => concept.Name));
        foreach (var concept in concepts)
        {
            Assert.NotEmpty(concept.Value.GetProperty("description").GetString()!);
            Assert.DoesNotContain(concept.Value.EnumerateObject(), keyword => Keywords.Contains(keyword.Name));
        }

        foreach (var method in vocabulary.Methods)
        {
            OfficialSchema.Compile(JsonElement.Parse(vocabulary.MessageSchema(method.Name, "zh").Utf8.Span));
            if (method.IsRequest) OfficialSchema.Compile(JsonElement.Parse(vocabulary.ResultSchema(method.Name).Utf8.Span));
            else Assert.True(vocabulary.ResultSchema(method.Name).IsAbsent);
        }
    }

    [Theory]
    [InlineData("..", "all revisions")]
    [InlineData("2025-06-18..", "from 2025-06-18 on")]
    [InlineData("..2025-06-18", "until 2025-06-18")]
    [InlineData("2025-03-26..2025-06-18", "2025-03-26 to 2025-06-18")]
    [InlineData("2024-11-05", "2024-11-05")]
    [InlineData("2024-11-05,2025-06-18..", "2024-11-05 and from 2025-06-18 on")]
    public void A_range_in_words(string text, string words)
    {
        Assert.True(RevisionRange.TryParse(text, out var range));
        Assert.Equal(words, range.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2025")]
    [InlineData("2025-06-18..2024-11-05")]
    [InlineData("2025-06-18,")]
    [InlineData("2027-01-01..")]
    public void What_is_no_range(string? text) => Assert.False(RevisionRange.TryParse(text, out _));
}
