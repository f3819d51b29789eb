namespace RawMcp.Core.Tests.Fixtures;

public sealed class FixtureTests
{
    [Fact]
    public void Every_frame_fixture_is_read()
    {
        Assert.NotEmpty(FrameFixture.All);
        Assert.Empty(FrameFixture.Folder.Unread());
    }
}
