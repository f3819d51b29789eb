using RawMcp.Core.Tests.Fixtures;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.JsonRpc;

/// <summary>JSONTestSuite says which texts are JSON; each one is tried as the value of a param, and as a stream of its own.</summary>
public sealed class JsonTestSuiteTests
{
    [Fact]
    public void Valid_values_are_accepted_and_kept_byte_for_byte()
    {
        foreach (var (name, bytes) in Cases("y_"))
        {
            var message = MessageReader.Read(Wrapped(bytes));
            var notification = message as Message.Notification;
            Assert.True(notification is not null, $"{name}: {message}");
            Assert.Equal(Params(bytes), notification.Params.Utf8.ToArray());
        }
    }

    // A line feed is white space to JSON and the end of a frame to us: those few files are valid values, and no lines.
    [Fact]
    public void Valid_values_without_a_line_feed_are_one_frame()
    {
        var cut = 0;
        foreach (var (name, bytes) in Cases("y_"))
        {
            byte[] stream = [.. Wrapped(bytes), (byte)'\n'];
            var frames = Framing.Decoding.Whole(new LineDecoder(), stream);
            if (bytes.Contains((byte)'\n'))
            {
                cut++;
                Assert.True(frames.Count > 1, name);
            }
            else
            {
                Assert.IsType<Message.Notification>(MessageReader.Read(Assert.Single(frames)));
            }
        }

        Assert.InRange(cut, 1, 10);
    }

    [Fact]
    public void Invalid_values_are_refused()
    {
        foreach (var (name, bytes) in Cases("n_"))
        {
            var message = MessageReader.Read(Wrapped(bytes));
            Assert.True(message is Message.Malformed { Defect.ErrorCode: JsonRpcErrors.ParseError }, $"{name}: {message}");
        }
    }

    [Fact]
    public void Anything_is_read_without_an_exception()
    {
        foreach (var (_, bytes) in Cases(""))
        {
            Assert.NotNull(MessageReader.Read(Wrapped(bytes)));
            foreach (var frame in Framing.Decoding.Whole(new LineDecoder(), bytes)) Assert.IsType<Message.Malformed>(MessageReader.Read(frame));
            foreach (var frame in Framing.Decoding.Whole(new ContentLengthDecoder(), bytes)) Assert.IsType<Message.Malformed>(MessageReader.Read(frame));
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Cases(string verdict)
    {
        var files = Oracles.Files("json-test-suite", "test_parsing").Where(file => Path.GetFileName(file).StartsWith(verdict, StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 30, $"only {files.Count} files begin with '{verdict}'");
        return files.Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)));
    }

    private static byte[] Params(byte[] value) => [.. "{\"v\":"u8, .. value, (byte)'}'];

    private static byte[] Wrapped(byte[] value) => [.. "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":"u8, .. Params(value), (byte)'}'];
}
