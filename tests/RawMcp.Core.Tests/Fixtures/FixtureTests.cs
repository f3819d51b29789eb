namespace RawMcp.Core.Tests.Fixtures;

public sealed class FixtureTests
{
    [Fact]
    public void Every_frame_fixture_is_read()
    {
        Assert.NotEmpty(FrameFixture.All);
        Assert.Empty(FrameFixture.Folder.Unread());
    }

    [Fact]
    public void Every_message_fixture_is_read()
    {
        Assert.NotEmpty(MessageFixture.All);
        Assert.Empty(MessageFixture.Folder.Unread());
    }

    [Fact]
    public void Every_dialogue_fixture_is_read()
    {
        Assert.NotEmpty(DialogueFixture.All);
        Assert.Empty(DialogueFixture.Folder.Unread());
    }

    [Fact]
    public void Every_file_of_requirements_is_read()
    {
        Assert.NotEmpty(RequirementFixture.Entries);
        Assert.NotEmpty(RequirementFixture.Ambiguities);
        Assert.NotEmpty(RequirementFixture.Headings);
        Assert.Empty(RequirementFixture.Folder.Unread().Except(["README.md"]));
    }

    // A folder that nobody reads would be fixtures that test nothing. Name it here together with the tests that read it:
    // model is read by RawMcp.Agent.Tests, captures by RawMcp.Cli.Tests.
    [Fact]
    public void Every_folder_has_a_reader() =>
        Assert.Empty(Directory.EnumerateFileSystemEntries(Repository.PathOf("protocol-fixtures"))
            .Select(Path.GetFileName)
            .Except(["README.md", "frames", "messages", "dialogues", "model", "requirements", "schema", "captures"]));
}
