using System.Diagnostics;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What a server says to a visitor, as the stream that a pump writes: answers are kept until somebody wants them.</summary>
/// <param name="onRequest">The server asks something.</param>
internal sealed class Incoming(Action<Message.Request> onRequest) : Sink
{
    private readonly object gate = new();
    private readonly LineDecoder decoder = new(VisitLimits.MaxOutputBytes);
    private readonly Dictionary<RequestId, Message?> asked = [];
    private long moved = Stopwatch.GetTimestamp(); // when anything came
    private bool odd;                              // something came that is no message or answers nothing
    private bool ended, hurried;
    private long bytes, strays;
    private string? flood;

    /// <summary>Told of a flood before anything more is taken, and how many requests have no answer.</summary>
    public Action<string, int> Flooded { get; set; } = (_, _) => { };

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

    /// <summary>What the server wrote more of than a visit takes, in a few words; null where it kept within the bounds.</summary>
    public string? Flood
    {
        get
        {
            lock (gate) return flood;
        }
    }

    /// <summary>The server writes more than a visit takes. Nothing is waited for any more, and nothing read; the first time counts.</summary>
    public void Drown(string what)
    {
        lock (gate)
        {
            if (flood is not null) return;
            flood = what;
            Flooded(what, asked.Values.Count(answer => answer is null));
            Hurry();
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (gate)
        {
            if (flood is not null) return;
            moved = Stopwatch.GetTimestamp();
            bytes += buffer.Length;
            decoder.Feed(buffer.ToArray()); // the answers keep it
            while (flood is null && decoder.TryRead(out var frame))
            {
                if (frame.IsBlank) strays++;
                else Take(MessageReader.Read(frame));
                if (strays > VisitLimits.MaxStrays) Drown($"more than {Amounts.Count(VisitLimits.MaxStrays, "line")} to stdout that are no answers");
            }

            if (bytes > VisitLimits.MaxOutputBytes) Drown($"more than {Amounts.Bytes(VisitLimits.MaxOutputBytes)} to stdout");

            Monitor.PulseAll(gate);
        }
    }

    private void Take(Message message)
    {
        switch (message)
        {
            case Message.Request request:
                strays++;
                onRequest(request);
                break;
            case Message.Notification:
                strays++;
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
                strays++;
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
}
