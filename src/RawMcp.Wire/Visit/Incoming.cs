using System.Diagnostics;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What a server says to a visitor, as the stream that a pump writes: answers are kept until somebody wants them.</summary>
/// <param name="onRequest">The server asks something.</param>
internal sealed class Incoming(Action<Message.Request> onRequest) : Stream
{
    private readonly object gate = new();
    private readonly LineDecoder decoder = new();
    private readonly Dictionary<RequestId, Message?> asked = [];
    private long moved = Stopwatch.GetTimestamp(); // when anything came
    private bool odd;                              // something came that is no message or answers nothing
    private bool ended, hurried;

    /// <summary>A request goes out under that id.</summary>
    public void Expect(RequestId id)
    {
        lock (gate)
        {
            asked[id] = null;
            odd = false;
        }
    }

    /// <summary>Waits for the answer.</summary>
    /// <param name="id">The request's id.</param>
    /// <param name="within">How long.</param>
    /// <param name="patience">How long where something else came instead, and then nothing.</param>
    /// <returns>The answer, or null: there is none within the time, or there will be none.</returns>
    public Message? Await(RequestId id, TimeSpan within, TimeSpan patience)
    {
        var begun = Stopwatch.GetTimestamp();
        lock (gate)
        {
            while (true)
            {
                if (asked[id] is { } answer) return answer;
                if (ended || hurried) return null;
                var left = within - Stopwatch.GetElapsedTime(begun);
                if (odd && patience - Stopwatch.GetElapsedTime(moved) is var sooner && sooner < left) left = sooner;
                if (left <= TimeSpan.Zero) return null;
                Monitor.Wait(gate, left);
            }
        }
    }

    /// <summary>Waits until nothing has come for a while, or the stream has ended.</summary>
    public void AwaitQuiet(TimeSpan quiet, TimeSpan atMost)
    {
        var begun = Stopwatch.GetTimestamp();
        lock (gate)
        {
            while (!ended && !hurried)
            {
                var since = Stopwatch.GetTimestamp() - Math.Max(moved, begun);
                var left = quiet - TimeSpan.FromSeconds((double)since / Stopwatch.Frequency);
                if (left <= TimeSpan.Zero || Stopwatch.GetElapsedTime(begun) > atMost) return;
                Monitor.Wait(gate, left);
            }
        }
    }

    /// <summary>Nobody wants an answer any more.</summary>
    public void Hurry()
    {
        lock (gate)
        {
            hurried = true;
            Monitor.PulseAll(gate);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        decoder.Feed(buffer.ToArray()); // the answers keep it
        lock (gate)
        {
            moved = Stopwatch.GetTimestamp();
            while (decoder.TryRead(out var frame))
            {
                if (!frame.IsBlank) Take(MessageReader.Read(frame));
            }

            Monitor.PulseAll(gate);
        }
    }

    private void Take(Message message)
    {
        switch (message)
        {
            case Message.Request request:
                onRequest(request);
                break;
            case Message.Notification:
                break;
            case Message.Result { Id: var id } when asked.ContainsKey(id):
                asked[id] ??= message;
                break;
            case Message.Failure { Id: { } id } when asked.ContainsKey(id):
                asked[id] ??= message;
                break;
            case Message.Malformed { Id: { } id, LooksLikeResponse: true } when asked.ContainsKey(id):
                asked[id] ??= message;
                break;
            default:
                odd = true;
                break;
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }

        base.Dispose(disposing);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
