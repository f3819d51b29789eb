using System.Buffers;
using System.Text;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Mcp;

public sealed class MessageFixtureTests
{
    [Theory]
    [MemberData(nameof(MessageFixture.Files), MemberType = typeof(MessageFixture))]
    public void Is_read_and_written_again_byte_for_byte(string file)
    {
        var fixture = MessageFixture.Named(file);
        var message = fixture.Message;
        if (KnownMessages.For(fixture.Name) is { } rewriting) message = KnownMessages.Rewrite(message, rewriting, fixture.Revision);
        Assert.Equal(Encoding.UTF8.GetString(fixture.Frame), Written(message));
    }

    // A later revision's message, written for an earlier one, is that one's message: what it lacks is left out.
    [Theory]
    [InlineData("initialize_request", "2025-11-25")]
    [InlineData("initialize_result", "2025-11-25")]
    [InlineData("list_tools_request", "2026-07-28")]
    [InlineData("list_tools_request_next_page", "2026-07-28")]
    [InlineData("list_tools_result", "2026-07-28")]
    [InlineData("list_tools_result_last_page", "2026-07-28")]
    [InlineData("call_tool_request", "2026-07-28")]
    [InlineData("call_tool_request_without_arguments", "2026-07-28")]
    [InlineData("call_tool_result_tool_error", "2026-07-28")]
    [InlineData("progress", "2026-07-28")]
    public void Has_only_the_members_of_the_revision_it_is_written_for(string name, string from)
    {
        var latest = MessageFixture.All.Single(fixture => fixture.Name == name && fixture.Revision.Text == from);
        foreach (var fixture in MessageFixture.All.Where(fixture => fixture.Name == name && fixture.Revision <= latest.Revision))
        {
            var written = Written(KnownMessages.Rewrite(latest.Message, KnownMessages.For(name)!, fixture.Revision));
            Assert.Equal(SameNegotiation(Encoding.UTF8.GetString(fixture.Frame)), SameNegotiation(written));
        }

        // What the two sides tell each other of themselves is theirs to choose, not a matter of which members there are.
        static string SameNegotiation(string frame) => Revision.All.Aggregate(frame, (text, revision) => text.Replace($"\"{revision}\"", "\"R\"", StringComparison.Ordinal))
            .Replace(",\"elicitation\":{}", "", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_revision_has_every_hand_written_message_it_knows()
    {
        string[] legacy = ["initialize_request", "initialize_result"];
        string[] modern = ["discover_request", "discover_result", "unsupported_version_failure", "missing_capability_failure"];
        foreach (var revision in Revision.All)
        {
            var names = MessageFixture.All.Where(fixture => fixture.Revision == revision).Select(fixture => fixture.Name).ToHashSet();
            var lacking = KnownMessages.Rewrites.Keys.Except(revision.Era == Era.Legacy ? modern : legacy).Except(names);
            Assert.Empty(lacking);
        }
    }

    private static string Written(Message message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageWriter.Write(buffer, message);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
