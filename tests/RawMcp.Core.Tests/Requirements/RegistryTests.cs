using System.Text;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.Mcp;
using RawMcp.Requirements;

namespace RawMcp.Core.Tests.Requirements;

public sealed class RegistryTests
{
    [Fact]
    public void The_assembly_holds_the_files_byte_by_byte()
    {
        Assert.Equal(RequirementFixture.Areas.Select(area => area.Area), Registry.Areas);
        Assert.All(RequirementFixture.Areas, area => Assert.Equal(Trimmed(area.Json), Encoding.UTF8.GetString(Registry.Json(area.Area))));
        Assert.Equal(Trimmed(RequirementFixture.AmbiguityFile), Encoding.UTF8.GetString(Registry.Json("ambiguities")));
        Assert.True(Registry.Json("no-such-area").IsEmpty);
    }

    [Fact]
    public void All_entries_are_read_in_the_order_of_the_files() =>
        Assert.Equal(
            RequirementFixture.Entries.Select(entry => entry.GetProperty("id").GetString()),
            Registry.All.Select(requirement => requirement.Id));

    [Fact]
    public void An_entry_arrives_whole()
    {
        var requirement = Registry.Find("tools-list-answered")!;
        Assert.Equal("tools", requirement.Area);
        Assert.Equal((RequirementLevel.Must, Party.Server), (requirement.Level, requirement.Party));
        Assert.Equal((Basis.Stated, Observability.FromOutside), (requirement.Basis, requirement.Observable));
        Assert.Equal(Revision.All, requirement.Revisions);
        Assert.Equal(Revision.All.Take(4), requirement.InferredIn);
        Assert.Equal(
            [new SpecPage("server/tools", "capabilities", [Revision.V20260728]), new SpecPage("server/tools", "listing-tools", [.. Revision.All.Take(4)])],
            requirement.Pages, SamePage);
        Assert.Equal([(ProbeKind.Active, "tools")], requirement.How.Select(step => (step.Probe, step.If)));
        Assert.StartsWith("{\"jsonrpc\"", requirement.Example!.Line, StringComparison.Ordinal);
        Assert.Contains("tools/list", requirement.Zh, StringComparison.Ordinal);
        Assert.True(requirement.IsRead);
    }

    [Fact]
    public void A_permission_says_what_would_be_too_strict()
    {
        var requirement = Registry.Find("jsonrpc-batch-send")!;
        Assert.Equal(RequirementLevel.May, requirement.Level);
        Assert.Null(requirement.Example);
        Assert.NotNull(requirement.Overreach);
        Assert.False(requirement.MayFail(Revision.V20250326));
    }

    [Fact]
    public void An_unknown_id_is_nobody() => Assert.Null(Registry.Find("no-such-requirement"));

    [Theory]
    [InlineData("jsonrpc-notification-no-id", "2025-06-18", true)]
    [InlineData("tools-list-answered", "2026-07-28", true)]
    [InlineData("tools-list-answered", "2025-11-25", false)] // only our reading there
    [InlineData("jsonrpc-no-batch", "2025-06-18", false)] // inferred
    [InlineData("jsonrpc-batch-receive", "2025-06-18", false)] // not in force
    [InlineData("tools-name-length", "2025-11-25", false)] // SHOULD
    [InlineData("jsonrpc-param-names-exact", "2025-11-25", false)] // unread
    public void Only_what_was_read_and_is_stated_may_fail_anybody(string id, string revision, bool expected) =>
        Assert.Equal(expected, Registry.Find(id)!.MayFail(Revision.Find(revision)!));

    [Fact]
    public void Requirements_are_found_by_revision_and_level()
    {
        foreach (var revision in Revision.All)
        {
            var byLevel = Enum.GetValues<RequirementLevel>().SelectMany(level => Registry.In(revision, level));
            Assert.Equal(Registry.In(revision).OrderBy(requirement => requirement.Level), byLevel);
        }

        Assert.DoesNotContain(Registry.In(Revision.V20260728), requirement => requirement.Id == "ping-answered");
        Assert.Contains(Registry.In(Revision.V20251125, RequirementLevel.Must), requirement => requirement.Id == "ping-answered");
    }

    [Fact]
    public void An_ambiguity_is_found_by_requirement_and_revision()
    {
        var ambiguity = Assert.Single(Registry.AmbiguitiesOf("versioning-client-disconnect", Revision.V20250618));
        Assert.Equal("client-disconnects", ambiguity.Id);
        Assert.Equal([false, true], ambiguity.Readings.Select(reading => reading.IsAccepted));
        Assert.Empty(Registry.AmbiguitiesOf("versioning-client-disconnect", Revision.V20260728));
        Assert.Empty(Registry.AmbiguitiesOf("jsonrpc-notification-no-id", Revision.V20250618));
        Assert.Equal(RequirementFixture.Ambiguities.Count, Registry.Ambiguities.Count);
    }

    private static bool SamePage(SpecPage left, SpecPage right) =>
        left.Page == right.Page && left.Anchor == right.Anchor && left.Revisions.SequenceEqual(right.Revisions);

    private static string Trimmed(byte[] json) => Encoding.UTF8.GetString(json).Trim();
}
