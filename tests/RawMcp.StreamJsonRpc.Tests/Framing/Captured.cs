using System.Buffers;
using RawMcp.Framing;
using RawMcp.JsonRpc;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;
using StreamJsonRpc.Reflection;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>The same few messages, as StreamJsonRpc writes them and as we do.</summary>
internal static class Captured
{
    public static string[] Texts { get; } = ["", "plain", "Grüße 🌍", "\r\n\r\nContent-Length: 3\r\n\r\n{}\n"];

    /// <summary>What one of StreamJsonRpc's handlers puts on the stream, and the frames that has to be, without their ends.</summary>
    public static async Task<(byte[] Stream, List<byte[]> Frames)> ByStreamJsonRpc(Func<Stream, IJsonRpcMessageHandler> handler)
    {
        var stream = new KeptStream();
        var writer = handler(stream);
        foreach (var message in Messages()) await writer.WriteAsync(message, TestContext.Current.CancellationToken).AsTask().In();
        await ((Microsoft.VisualStudio.Threading.IAsyncDisposable)writer).DisposeAsync().In();
        await stream.Closed.In();

        var formatter = new SystemTextJsonFormatter();
        return (stream.ToArray(), [.. Messages().Select(message =>
        {
            var bytes = new ArrayBufferWriter<byte>();
            formatter.Serialize(bytes, message);
            return bytes.WrittenSpan.ToArray();
        })]);
    }

    private static IEnumerable<JsonRpcMessage> Messages()
    {
        var id = 0;
        foreach (var text in Texts)
        {
            yield return new JsonRpcRequest { RequestId = new global::StreamJsonRpc.RequestId(++id), Method = "m", NamedArguments = new Dictionary<string, object?> { ["text"] = text } };
            yield return new JsonRpcResult { RequestId = new global::StreamJsonRpc.RequestId(id), Result = text };
        }

        yield return new JsonRpcRequest { Method = "note" };
    }

    /// <summary>What we put on the stream for the same messages.</summary>
    public static byte[] ByUs(bool header)
    {
        var stream = new ArrayBufferWriter<byte>();
        var id = 0;
        foreach (var text in Texts)
        {
            var quoted = RawJson.Build(writer => writer.WriteStringValue(text));
            id++;
            Put(to => MessageWriter.Request(to, new RawMcp.JsonRpc.RequestId(id), "m", RawJson.From($$"""{"text":{{quoted}}}""")));
            Put(to => MessageWriter.Result(to, new RawMcp.JsonRpc.RequestId(id), RawJson.From($$"""{"text":{{quoted}}}""")));
        }

        Put(to => MessageWriter.Notification(to, "note", default));
        return stream.WrittenSpan.ToArray();

        void Put(Action<IBufferWriter<byte>> write)
        {
            var frame = new ArrayBufferWriter<byte>();
            write(frame);
            if (header)
            {
                stream.Write(ContentLengthDecoder.Header(frame.WrittenCount - 1));
                stream.Write(frame.WrittenSpan[..^1]);
            }
            else
            {
                stream.Write(frame.WrittenSpan);
            }
        }
    }

    /// <summary>The next message as StreamJsonRpc understands it, for comparing.</summary>
    public static async Task<string> DescribeNext(IJsonRpcMessageHandler reader)
    {
        var message = await reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().In();
        var described = Describe(message);

        // Part of the contract: without it, HeaderDelimitedMessageHandler goes on reading inside the body it has just given.
        if (message is not null) (reader as IJsonRpcMessageBufferManager)?.DeserializationComplete(message);
        return described;
    }

    private static string Describe(JsonRpcMessage? message) => message switch
    {
        JsonRpcRequest { IsNotification: true } note => $"notification {note.Method}",
        JsonRpcRequest request => $"request {request.RequestId} {request.Method} {(request.TryGetArgumentByNameOrIndex("text", -1, typeof(string), out var text) ? text : "?")}",
        JsonRpcResult result => $"result {result.RequestId} {result.GetResult<Dictionary<string, string>>()["text"]}",
        _ => message?.ToString() ?? "the end",
    };

    /// <summary>What <see cref="DescribeNext"/> says of <see cref="ByUs"/>.</summary>
    public static List<string> Expected { get; } =
        [.. Texts.SelectMany((text, at) => (string[])[$"request {at + 1} m {text}", $"result {at + 1} {text}"]), "notification note", "the end"];

    private sealed class KeptStream : MemoryStream
    {
        private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Closed => closed.Task;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            closed.TrySetResult();
        }
    }
}
