using System.Runtime.InteropServices;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>
/// Ties messages to calls: responses by id, progress by token, cancellations and subscriptions by the id they name, the further
/// round trips of a call by its state. Takes the frames of a capture in the order of time.
/// </summary>
internal sealed class CallJoiner
{
    private readonly Dictionary<(int Section, Pipe From, RequestId Id), SameId> byId = [];
    private readonly Dictionary<(int Section, Pipe From, RequestId Token), IndexedCall> byToken = [];
    private readonly Dictionary<(int Section, Pipe From, RequestId Id), IndexedCall> byElicitation = [];
    private readonly Dictionary<RoundTrip, IndexedCall> wantInput = [];
    private readonly Dictionary<string, string> targets = [];

    /// <summary>Joins the messages of a frame with those before; the calls that it opens go to <paramref name="opened"/>.</summary>
    public void Take(IndexedFrame frame, List<IndexedCall> opened)
    {
        foreach (var message in frame.Messages)
        {
            switch (message.Kind)
            {
                case MessageKind.Request:
                    opened.Add(Open(frame, message));
                    break;
                case MessageKind.Notification:
                    message.Concerns = About(frame, message.Links);
                    break;
                case MessageKind.Malformed:
                    break;
                default:
                    Answer(frame, message);
                    break;
            }

            message.Links = null;
        }
    }

    private IndexedCall Open(IndexedFrame frame, IndexedMessage message)
    {
        var (section, from, links) = (frame.Section, frame.Stream, message.Links);
        var id = message.Id!.Value;
        var call = new IndexedCall(message.Method!, id, frame) { Target = Shared(links?.Target) };
        message.Call = call;
        CollectionsMarshal.GetValueRefOrAddDefault(byId, (section, from, id), out _).Add(call);
        if (links?.Token is { } token) byToken[(section, from, token)] = call;
        if (links?.Elicitation is { } elicitation) byElicitation[(section, from, elicitation)] = call;
        if (links is { IsRoundTrip: true } && wantInput.Remove(new(section, from, call.Method, call.Target, links.State), out var before))
        {
            call.RetryOf = before;
            before.RetriedBy = call;
        }

        return call;
    }

    // The oldest request with that id that has no response yet: ids are not to be used twice, but are.
    private void Answer(IndexedFrame frame, IndexedMessage message)
    {
        var asker = Other(frame.Stream);
        if (message.Id is not { } id) return;
        ref var same = ref CollectionsMarshal.GetValueRefOrNullRef(byId, (frame.Section, asker, id));
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref same) || same.TakeOldest() is not { } call) return;
        message.Call = call;
        call.Response = frame;
        if (message.Links is { IsRoundTrip: true } links) wantInput[new(frame.Section, asker, call.Method, call.Target, links.State)] = call;
    }

    private IndexedCall? About(IndexedFrame frame, Links? links)
    {
        if (links is null) return null;
        var (section, from, other) = (frame.Section, frame.Stream, Other(frame.Stream));
        if (links.Token is { } token && byToken.TryGetValue((section, other, token), out var progressing)) return progressing;
        if (links.Elicitation is { } elicitation && byElicitation.TryGetValue((section, from, elicitation), out var elicited)) return elicited;
        if (links.Subject is not { } id) return null;

        // A sender cancels what it asked itself; a server speaks of a subscription that its client asked for.
        return byId.TryGetValue((section, from, id), out var own) ? own.Latest
            : byId.TryGetValue((section, other, id), out var theirs) ? theirs.Latest
            : null;
    }

    private string? Shared(string? target)
    {
        if (target is null) return null;
        if (targets.TryGetValue(target, out var same)) return same;
        if (targets.Count < FrameIndexLimits.MaxSharedTargets) targets[target] = target;
        return target;
    }

    private static Pipe Other(Pipe stream) => stream == Pipe.Stdin ? Pipe.Stdout : Pipe.Stdin;

    private readonly record struct RoundTrip(int Section, Pipe From, string Method, string? Target, UInt128? State);

    /// <summary>The calls of one id, of which there should be one.</summary>
    private struct SameId
    {
        private Queue<IndexedCall>? waiting; // only where the id was used again before it was answered

        public IndexedCall Latest { get; private set; }

        public void Add(IndexedCall call)
        {
            if (waiting is { Count: > 0 } || Latest is { IsInFlight: true })
            {
                waiting ??= new();
                if (waiting.Count == 0) waiting.Enqueue(Latest);
                waiting.Enqueue(call);
            }

            Latest = call;
        }

        public readonly IndexedCall? TakeOldest() =>
            waiting is { Count: > 0 } ? waiting.Dequeue()
            : Latest.IsInFlight ? Latest
            : null;
    }
}
