using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Mcp;

public sealed class RevisionTests
{
    // In the order of Revision.All, 1 for "has it".
    [Theory]
    [InlineData(nameof(Revision.HasBatches), "01000")]
    [InlineData(nameof(Revision.HasAudio), "01111")]
    [InlineData(nameof(Revision.HasToolAnnotations), "01111")]
    [InlineData(nameof(Revision.HasProgressMessage), "01111")]
    [InlineData(nameof(Revision.HasStructuredContent), "00111")]
    [InlineData(nameof(Revision.HasTitles), "00111")]
    [InlineData(nameof(Revision.HasResourceLinks), "00111")]
    [InlineData(nameof(Revision.HasIcons), "00011")]
    [InlineData(nameof(Revision.OmitsUnreadableId), "00011")]
    [InlineData(nameof(Revision.HasAnyStructuredContent), "00001")]
    [InlineData(nameof(Revision.HasPing), "11110")]
    [InlineData(nameof(Revision.HasSetLevel), "11110")]
    public void Knows_what_it_has(string property, string expected)
    {
        var has = typeof(Revision).GetProperty(property)!;
        Assert.Equal(expected, string.Concat(Revision.All.Select(revision => (bool)has.GetValue(revision)! ? '1' : '0')));
    }

    [Fact]
    public void They_are_five_in_order()
    {
        Assert.Equal(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"], Revision.All.Select(revision => revision.Text));
        Assert.Equal([Era.Legacy, Era.Legacy, Era.Legacy, Era.Legacy, Era.Modern], Revision.All.Select(revision => revision.Era));
        Assert.Equal(Era.Legacy, Revision.LatestLegacy.Era);
        foreach (var (earlier, later) in Revision.All.Zip(Revision.All.Skip(1)))
        {
            Assert.True(earlier < later && later > earlier && earlier <= later && later >= earlier);
            Assert.False(earlier > later || later < earlier);
        }
    }

    [Theory]
    [InlineData("2025-06-18", true)]
    [InlineData("2025-06-19", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Are_found_by_their_date(string? text, bool found) => Assert.Equal(found, Revision.Find(text) is not null);
}
