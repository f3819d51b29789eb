using System.Buffers;
using System.Text;
using RawMcp.Connections;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.Core.Tests.Mcp;
using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.JsonRpc;

/// <summary>Core is total: any bytes give values. A million streams that are nearly right, in four parts so that cores can share them.</summary>
public sealed class MutationTests
{
    private const int Streams = 250_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_mutated_stream_throws(ulong seed)
    {
        // The good messages four times, or most streams would be refused long before anything reads their values.
        var mutations = new Mutations(seed,
        [
            .. FrameFixture.All.Select(fixture => fixture.Bytes).Where(bytes => bytes.Length <= 512),
            .. Enumerable.Repeat(MessageFixture.All.Select(fixture => fixture.Frame), 4).SelectMany(frames => frames),
        ]);
        var written = new ArrayBufferWriter<byte>();
        var (messages, values) = (0, 0);
        for (var number = 0; number < Streams; number++)
        {
            var stream = mutations.Next();
            try
            {
                ReadAll(stream, mutations, written, ref messages, ref values);
            }
            catch (Exception e)
            {
                Assert.Fail($"{mutations}, stream {number}, {Convert.ToHexString(stream.Span)} ({Encoding.UTF8.GetString(stream.Span)}): {e}");
            }
        }

        // Had most streams been rejected at the first byte, nothing would have been shown.
        Assert.True(messages > Streams / 4 && values > Streams / 3, $"only {messages} messages and {values} known values were read");
    }

    private static void ReadAll(ReadOnlyMemory<byte> stream, Mutations mutations, ArrayBufferWriter<byte> written, ref int messages, ref int values)
    {
        IFrameDecoder decoder = mutations.Below(16) == 0 ? new ContentLengthDecoder(4096) : new LineDecoder(4096);
        foreach (var frame in Framing.Decoding.SplitAt(decoder, stream, mutations.Below(stream.Length + 1)))
        {
            var message = MessageReader.Read(frame);
            Batch.TrySplit(frame.Bytes, out _);
            if (message is Message.Malformed malformed)
            {
                _ = malformed.Defect.Sentence;
                continue;
            }

            messages++;
            written.ResetWrittenCount();
            MessageWriter.Write(written, message);
            Assert.Equal(written.WrittenCount - 1, written.WrittenSpan.IndexOf((byte)'\n'));
            if (message is Message.Failure failure) _ = EraProbe.Decide(new ProbeEvidence.Answered(new Outcome.Refused(failure)));

            var revision = Revision.All[mutations.Below(Revision.All.Count)];
            foreach (var rewriting in RewritingsOf(message))
            {
                if (rewriting(ValueOf(message), revision) is not null) values++;
            }
        }
    }

    private static readonly KnownMessages.Rewriting[] OfParams =
        [.. KnownMessages.Rewrites.Where(pair => !pair.Key.EndsWith("result", StringComparison.Ordinal) && !pair.Key.EndsWith("failure", StringComparison.Ordinal)).Select(pair => pair.Value)];

    private static readonly KnownMessages.Rewriting[] OfResults =
        [.. KnownMessages.Rewrites.Where(pair => pair.Key.EndsWith("result", StringComparison.Ordinal)).Select(pair => pair.Value)];

    private static readonly KnownMessages.Rewriting[] OfErrorData =
        [.. KnownMessages.Rewrites.Where(pair => pair.Key.EndsWith("failure", StringComparison.Ordinal)).Select(pair => pair.Value)];

    private static KnownMessages.Rewriting[] RewritingsOf(Message message) => message switch
    {
        Message.Result => OfResults,
        Message.Failure => OfErrorData,
        _ => OfParams,
    };

    private static RawJson ValueOf(Message message) => message switch
    {
        Message.Request request => request.Params,
        Message.Notification notification => notification.Params,
        Message.Result result => result.Value,
        Message.Failure failure => failure.Data,
        _ => default,
    };
}
