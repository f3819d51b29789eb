using System.Text;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.JsonRpc;

public sealed class MessageReaderTests
{
    // An answer cut short must never be taken for the answer to another call.
    [Theory]
    [MemberData(nameof(FrameFixture.Names), MemberType = typeof(FrameFixture))]
    public void The_beginning_of_a_frame_gives_its_id_or_none(string name)
    {
        foreach (var frame in Decoded(FrameFixture.Named(name)))
        {
            var whole = IdOf(MessageReader.Read(frame));
            for (var length = 0; length < frame.Bytes.Length && whole is not null; length++)
            {
                var cut = new Frame(0, frame.Bytes[..length], FrameEnding.Unterminated, length);
                var id = Assert.IsType<Message.Malformed>(MessageReader.Read(cut)).Id;
                Assert.True(id is null || id.Value.Json == whole, $"{whole} was read as {id} after {length} bytes");
            }
        }
    }

    [Theory]
    [MemberData(nameof(FrameFixture.Names), MemberType = typeof(FrameFixture))]
    public void Every_defect_lies_inside_its_frame_and_has_a_sentence(string name)
    {
        foreach (var frame in Decoded(FrameFixture.Named(name)))
        {
            if (MessageReader.Read(frame) is not Message.Malformed malformed) continue;
            Assert.InRange(malformed.Defect.Offset, 0, frame.Bytes.Length);
            Assert.EndsWith($"(byte {malformed.Defect.Offset} of the frame)", malformed.Defect.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(DefectKind.NotJson, JsonRpcErrors.ParseError)]
    [InlineData(DefectKind.Batch, JsonRpcErrors.InvalidRequest)]
    public void Bytes_that_are_no_JSON_and_JSON_that_is_no_message_have_different_codes(DefectKind kind, long code) =>
        Assert.Equal(code, new Defect(kind, 0).ErrorCode);

    [Fact]
    public void Params_100_000_deep_are_read_without_a_tree()
    {
        var text = $$$"""{"jsonrpc":"2.0","id":1,"method":"m","params":{"v":{{{new string('[', 100_000)}}}{{{new string(']', 100_000)}}}}}""";
        var request = Assert.IsType<Message.Request>(Read(text));
        Assert.Equal(new RequestId(1), request.Id);
        Assert.False(request.Params.TryParse(out _));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("\uFEFF")]
    [InlineData("\0")]
    [InlineData("\"\\ud800")]
    public void A_million_times_the_same_is_malformed_and_nothing_worse(string unit) =>
        Assert.IsType<Message.Malformed>(Read(string.Concat(Enumerable.Repeat(unit, 1_000_000))));

    [Fact]
    public void The_params_are_the_bytes_that_came()
    {
        var request = Assert.IsType<Message.Request>(Read("""{"jsonrpc":"2.0","id":1,"method":"m","params":{ "a" : 1.50, "a":"\u0061" }}"""));
        Assert.Equal("""{ "a" : 1.50, "a":"\u0061" }""", request.Params.ToString());
    }

    [Fact]
    public void The_ranges_of_an_envelope_cover_names_and_values()
    {
        var frame = """ {"jsonrpc":"2.0", "x":[1, 2],"x":{}}"""u8.ToArray();
        Assert.Null(Envelope.Read(frame, out var envelope));
        string[] seen = [.. Enumerable.Range(0, envelope.Count).Select(at => envelope[at]).Select(member =>
            Encoding.UTF8.GetString(frame[member.Name.Start..member.Name.End]) + "=" + Encoding.UTF8.GetString(frame[member.Value.Start..member.Value.End]))];
        Assert.Equal(["\"jsonrpc\"=\"2.0\"", "\"x\"=[1, 2]", "\"x\"={}"], seen);
        Assert.Throws<ArgumentOutOfRangeException>(() => envelope[3]);
        Assert.True(envelope.Find(MemberName.Id).IsAbsent);
    }

    private static Message Read(string text) => MessageReader.Read(Encoding.UTF8.GetBytes(text));

    private static List<Frame> Decoded(FrameFixture fixture) => Framing.Decoding.Whole(fixture.Decoder(), fixture.Bytes);

    private static string? IdOf(Message message) => message switch
    {
        Message.Request request => request.Id.Json,
        Message.Result result => result.Id.Json,
        Message.Failure failure => failure.Id?.Json,
        Message.Malformed malformed => malformed.Id?.Json,
        _ => null,
    };
}
