using System.Text.Json;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Requirements;

/// <summary>What holds for every entry of protocol-fixtures/requirements.</summary>
public sealed class RequirementDataTests
{
    private static readonly string[] Members =
    [
        "id", "en", "zh", "level", "party", "revisions", "pages", "basis", "inferredIn", "observable", "how", "heuristic", "example", "overreach",
        "read", "note",
    ];

    [Fact]
    public void No_id_stands_twice()
    {
        var ids = RequirementFixture.Entries.Concat(RequirementFixture.Ambiguities).Select(Id).ToList();
        Assert.Empty(ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.All(ids, id => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", id));
    }

    [Fact]
    public void No_page_or_anchor_that_a_revision_does_not_have()
    {
        var missing =
            from item in RequirementFixture.Entries.Concat(RequirementFixture.Ambiguities)
            from page in item.GetProperty("pages").EnumerateArray()
            let place = page.GetProperty("page").GetString() + (page.TryGetProperty("anchor", out var anchor) ? "#" + anchor.GetString() : "")
            from revision in Dates(page)
            where !RequirementFixture.Headings.TryGetValue(place, out var revisions) || !revisions.Contains(revision)
            select $"{Id(item)}: {place} in {revision}";
        Assert.Empty(missing);
    }

    // A page of another revision proves nothing, and a revision without a page was never looked up.
    [Fact]
    public void The_pages_cover_the_revisions_and_no_other() =>
        Assert.All(RequirementFixture.Entries.Concat(RequirementFixture.Ambiguities), item => Assert.Equal(
            Dates(item),
            item.GetProperty("pages").EnumerateArray().SelectMany(Dates).Distinct().Order(StringComparer.Ordinal)));

    [Fact]
    public void Revisions_are_known_and_stand_in_their_order()
    {
        var known = Revision.All.Select(revision => revision.Text).ToList();
        Assert.All(RequirementFixture.Entries.Concat(RequirementFixture.Ambiguities), item =>
        {
            Assert.NotEmpty(Dates(item));
            Assert.Equal(known.Intersect(Dates(item)), Dates(item));
            if (item.TryGetProperty("inferredIn", out var inferred))
                Assert.Empty(inferred.EnumerateArray().Select(date => date.GetString()).Except(Dates(item)));
        });
    }

    [Fact]
    public void Both_languages_stand_in_every_entry()
    {
        var sentences = RequirementFixture.Entries
            .Concat(RequirementFixture.Ambiguities.SelectMany(item => item.GetProperty("readings").EnumerateArray().Append(item.GetProperty("report"))));
        Assert.All(sentences, item =>
        {
            Assert.DoesNotContain(item.GetProperty("en").GetString()!, IsHan);
            Assert.Contains(item.GetProperty("zh").GetString()!, IsHan);
            Assert.EndsWith("。", item.GetProperty("zh").GetString(), StringComparison.Ordinal);
        });
    }

    // Half-width commas between Chinese words are the first sign of a sentence nobody read again.
    [Fact]
    public void Chinese_sentences_have_Chinese_punctuation() =>
        Assert.All(RequirementFixture.Entries, item => Assert.DoesNotMatch(
            "\\p{IsCJKUnifiedIdeographs}[,;:?!()]|[,;?!]\\p{IsCJKUnifiedIdeographs}", item.GetProperty("zh").GetString()!));

    [Fact]
    public void No_member_that_the_format_does_not_have() =>
        Assert.All(RequirementFixture.Entries, item => Assert.Empty(item.EnumerateObject().Select(member => member.Name).Except(Members)));

    [Fact]
    public void A_permission_has_no_example_of_failure_and_everything_else_has_one() =>
        Assert.All(RequirementFixture.Entries, item =>
        {
            var isPermission = item.GetProperty("level").GetString() == "MAY";
            Assert.Equal(!isPermission, item.TryGetProperty("example", out _));
            if (item.TryGetProperty("overreach", out _)) Assert.True(isPermission, Id(item));
        });

    [Fact]
    public void Steps_fit_what_can_be_observed() =>
        Assert.All(RequirementFixture.Entries, item =>
        {
            var probes = item.GetProperty("how").EnumerateArray().Select(step => step.GetProperty("probe").GetString()).ToList();
            Assert.NotEmpty(probes);
            Assert.All(item.GetProperty("how").EnumerateArray(), step => Assert.NotEqual("", step.GetProperty("text").GetString()));
            if (item.GetProperty("observable").GetString() == "yes-from-outside") Assert.Contains(probes, probe => probe != "review");
        });

    [Fact]
    public void Examples_that_are_lines_are_JSON() =>
        Assert.All(RequirementFixture.Entries, item =>
        {
            if (item.TryGetProperty("example", out var example) && example.TryGetProperty("line", out var line))
                Assert.Contains(JsonElement.Parse(line.GetString()!).ValueKind, new[] { JsonValueKind.Object, JsonValueKind.Array });
        });

    [Fact]
    public void The_register_of_ambiguities_has_no_orphan()
    {
        var entries = RequirementFixture.Entries.ToDictionary(Id);
        Assert.True(RequirementFixture.Ambiguities.Count >= 20);
        Assert.All(RequirementFixture.Ambiguities, item =>
        {
            var requirements = item.GetProperty("requirements").EnumerateArray().Select(id => id.GetString()!).ToList();
            Assert.NotEmpty(requirements);
            Assert.All(requirements, id => Assert.NotEmpty(Dates(entries[id]).Intersect(Dates(item))));
            Assert.Equal(2, item.GetProperty("readings").GetArrayLength());
            Assert.Contains(item.GetProperty("readings").EnumerateArray(), reading => reading.GetProperty("accepted").GetBoolean());
        });
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static List<string> Dates(JsonElement item) => [.. item.GetProperty("revisions").EnumerateArray().Select(date => date.GetString()!)];

    private static bool IsHan(char character) => character is >= '\u4e00' and <= '\u9fff';
}
