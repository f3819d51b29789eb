using System.Buffers;
using System.Text;
using CsCheck;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.JsonRpc;

public sealed class MessageWriterTests
{
    // Text of any UTF-16 units, halves of surrogate pairs and control characters among them.
    private static readonly Gen<string> Text = Gen.Char.Array[0, 20].Select(units => new string(units));

    private static readonly Gen<RequestId> Id = Gen.OneOf(
        Gen.Long.Select(number => new RequestId(number)),
        Text.Select(text => new RequestId(text)));

    private static readonly string[] Spaces = ["\n", "\r\n", "\r", " ", "", "\n\t\n"];

    // Values as another program may have printed them: with line breaks between any two tokens.
    private static readonly Gen<RawJson> Value =
        Gen.Select(Text, Gen.Int[0, Spaces.Length - 1].Select(at => Spaces[at]), (text, space) =>
            RawJson.From($$"""{{{space}}"text"{{space}}:{{space}}{{Quoted(text)}}{{space}},{{space}}"list":[{{space}}1,{{space}}{}]}"""));

    private static readonly Gen<Message> Messages = Gen.OneOf(
        Gen.Select(Id, Text, Value, (id, method, value) => (Message)new Message.Request(id, method, value)),
        Gen.Select(Text, Value, (method, value) => (Message)new Message.Notification(method, value)),
        Gen.Select(Id, Value, (id, value) => (Message)new Message.Result(id, value)),
        Gen.Select(Id, Gen.Long, Text, Value, (id, code, text, value) => (Message)new Message.Failure(id, code, text, value)));

    [Fact]
    public void A_frame_holds_no_line_feed_but_the_one_that_ends_it_and_reads_as_what_was_written() => Messages.Sample(
        message =>
        {
            var frame = Written(message);
            Assert.Equal(frame.Length - 1, frame.IndexOfAny('\n', '\r'));
            var read = MessageReader.Read(Encoding.UTF8.GetBytes(frame[..^1]));
            Assert.Equal(message.GetType(), read.GetType());
            Assert.Equal(frame, Written(read));
        },
        iter: 20_000);

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"a\u0062","method":"tools/call","params":{"name":"x","n":1.0}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"😀","result":{"v":"\u0061"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":-0,"error":{"code":-32601,"message":"é","data":[1]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}""")]
    public void What_was_read_is_written_byte_for_byte(string frame) =>
        Assert.Equal(frame + "\n", Written(MessageReader.Read(Encoding.UTF8.GetBytes(frame))));

    [Fact]
    public void An_unreadable_id_is_null_or_left_out()
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageWriter.Failure(buffer, null, JsonRpcErrors.ParseError, "Parse error");
        MessageWriter.Failure(buffer, null, JsonRpcErrors.ParseError, "Parse error", omitMissingId: true);
        Assert.Equal(
            """
            {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}
            {"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error"}}

            """,
            Encoding.UTF8.GetString(buffer.WrittenSpan),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_result_of_nothing_is_an_empty_object() =>
        Assert.Equal("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n", Written(new Message.Result(new RequestId(1), default)));

    [Fact]
    public void The_smallest_number_fits() =>
        Assert.Contains("-9223372036854775808", Written(new Message.Result(new RequestId(long.MinValue), default)), StringComparison.Ordinal);

    [Fact]
    public void A_malformed_message_cannot_be_written() =>
        Assert.Throws<ArgumentException>(() => Written(new Message.Malformed(default, null, false, default)));

    private static string Quoted(string text) =>
        RawJson.Build(writer => writer.WriteStringValue(Encoding.UTF8.GetBytes(text))).ToString();

    private static string Written(Message message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageWriter.Write(buffer, message);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
