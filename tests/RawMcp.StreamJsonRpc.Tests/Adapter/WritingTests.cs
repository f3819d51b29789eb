using System.Buffers;
using RawMcp.Stdio;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>What our handler writes, and what it refuses to.</summary>
public sealed class WritingTests
{
    private static JsonRpcRequest Note => new() { Method = "note", NamedArguments = new Dictionary<string, object?> { ["text"] = "a\nb" } };

    [Theory]
    [InlineData(FramingStyle.Lines, """{"jsonrpc":"2.0","method":"note","params":{"text":"a\nb"}}""" + "\n")]
    [InlineData(FramingStyle.ContentLength, "Content-Length: 58\r\n\r\n" + """{"jsonrpc":"2.0","method":"note","params":{"text":"a\nb"}}""")]
    public async Task The_bytes(FramingStyle framing, string expected)
    {
        using var stream = new MemoryStream();
        var writer = new FramedMessageHandler(stream, null, new DriverOptions { Framing = framing });
        Assert.True(writer.CanWrite);
        Assert.False(writer.CanRead);
        await writer.WriteAsync(Note, TestContext.Current.CancellationToken);
        await writer.WriteAsync(Note, TestContext.Current.CancellationToken);
        Assert.Equal(expected + expected, System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task Nothing_crosses_of_a_message_of_several_lines_or_one_that_cannot_be_written()
    {
        using var stream = new MemoryStream();
        var seen = 0;
        var writer = new FramedMessageHandler(stream, null, new PrettyFormatter(), new DriverOptions { Observer = _ => seen++ });
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.WriteAsync(Note, TestContext.Current.CancellationToken));

        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.WriteAsync(Note, cancelled));

        var loop = new List<object?>();
        loop.Add(loop);
        var strict = new FramedMessageHandler(stream, null, new DriverOptions { Observer = _ => seen++ });
        var endless = new JsonRpcRequest { Method = "note", NamedArguments = new Dictionary<string, object?> { ["loop"] = loop } };
        await Assert.ThrowsAsync<System.Text.Json.JsonException>(async () => await strict.WriteAsync(endless, TestContext.Current.CancellationToken));

        Assert.Equal(0, stream.Length);
        Assert.Equal(0, seen);
        await strict.WriteAsync(Note, TestContext.Current.CancellationToken); // and the handler is as good as before
        Assert.Equal(59, stream.Length);
    }

    [Fact]
    public void A_formatter_that_does_not_write_JSON_in_UTF8_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new FramedMessageHandler(Stream.Null, Stream.Null, new MessagePackFormatter()));
        Assert.Throws<ArgumentException>(() => new FramedMessageHandler(Stream.Null, Stream.Null, new JsonMessageFormatter(System.Text.Encoding.Unicode)));
        Assert.Throws<ArgumentException>(() => new FramedMessageHandler(
            Stream.Null, Stream.Null, new JsonMessageFormatter(System.Text.Encoding.Unicode), new DriverOptions { Framing = FramingStyle.ContentLength }));
        Assert.Throws<ArgumentException>(() => new FramedMessageHandler(new MemoryStream([], writable: false), null));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Other_formatters_go_over_it_as_well(bool binary)
    {
        using var pipes = new Pipes();
        var options = new DriverOptions { Framing = binary ? FramingStyle.ContentLength : FramingStyle.Lines };
        using var server = new Rpc(new FramedMessageHandler(pipes.Server.Writing, pipes.Server.Reading, Formatter(), options));
        server.AddLocalRpcMethod("join", (string a, int b) => a + b);
        server.StartListening();
        using var client = new Rpc(new FramedMessageHandler(pipes.Client.Writing, pipes.Client.Reading, Formatter(), options));
        client.StartListening();
        Assert.Equal("é\n7", await client.InvokeAsync<string>("join", "é\n", 7).In());

        IJsonRpcMessageFormatter Formatter() => binary ? new MessagePackFormatter() : new JsonMessageFormatter();
    }

    /// <summary>Neither of StreamJsonRpc's formatters can be made to indent; one of a program's own can.</summary>
    private sealed class PrettyFormatter : IJsonRpcMessageTextFormatter
    {
        public System.Text.Encoding Encoding { get; set; } = System.Text.Encoding.UTF8;

        public void Serialize(IBufferWriter<byte> bufferWriter, JsonRpcMessage message) => bufferWriter.Write("{\n  \"jsonrpc\": \"2.0\"\n}"u8);

        public JsonRpcMessage Deserialize(ReadOnlySequence<byte> contentBuffer) => throw new NotSupportedException();

        public JsonRpcMessage Deserialize(ReadOnlySequence<byte> contentBuffer, System.Text.Encoding encoding) => throw new NotSupportedException();

        public object GetJsonText(JsonRpcMessage message) => throw new NotSupportedException();
    }
}
