using RawMcp.JsonRpc;

namespace RawMcp.Connections;

/// <summary>
/// One pair of byte streams and the protocol state over it: which of our calls are in flight, and which requests of the
/// other side we have yet to answer. Role-free: client and server hold the same thing.
/// </summary>
/// <remarks>
/// Pure bookkeeping: messages, time and intentions go in, values come out. It is not thread-safe; whoever drives it holds a
/// lock. After every change of time ask <see cref="NextDeadline"/> when to come back with <see cref="Expire"/>.
/// </remarks>
public sealed class Connection
{
    /// <summary>How many given-up calls are remembered, so that a late answer can be named as one: 1,024.</summary>
    public const int MaxRemembered = 1024;

    private readonly Dictionary<RequestId, Call> calls = [];
    private readonly HashSet<RequestId> asked = [];
    private readonly HashSet<RequestId> givenUp = [];
    private readonly Queue<RequestId> givenUpOrder = [];
    private readonly PriorityQueue<Call, TimeSpan> deadlines = new();
    private long lastId;
    private string? ended;

    /// <summary>Our calls without an outcome.</summary>
    public int CallsInFlight => calls.Count;

    /// <summary>The other side's requests without an answer from us.</summary>
    public int RequestsInFlight => asked.Count;

    /// <summary>When the next call runs out of time, on the same clock as <c>now</c>; null when none can.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            // A call that was answered stays in the queue until its turn comes; it is passed over here.
            while (deadlines.TryPeek(out var call, out var deadline))
            {
                if (call.Outcome is null && calls.ContainsKey(call.Id)) return deadline;
                deadlines.Dequeue();
            }

            return null;
        }
    }

    /// <summary>The id of the next call: integers from 1, never one twice.</summary>
    public RequestId NextId() => new(++lastId);

    /// <summary>Registers a call that is about to be written. On a connection that has ended, it is lost at once.</summary>
    /// <exception cref="ArgumentException">Its id is already in flight.</exception>
    public void Begin(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (ended is { } reason)
        {
            call.Settle(new Outcome.Lost(reason));
            return;
        }

        calls.Add(call.Id, call);
        if (call.Deadline is { } deadline)
        {
            // Calls that were answered long before their deadline would pile up here; when most of them are settled, start anew.
            if (deadlines.Count > 64 && deadlines.Count > 4 * calls.Count) Compact();
            deadlines.Enqueue(call, deadline);
        }
    }

    /// <summary>A call that could not be written after all: it never was.</summary>
    public void Forget(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (calls.TryGetValue(call.Id, out var holder) && holder == call) calls.Remove(call.Id);
    }

    /// <summary>Takes what the other side sent and says what it is. Settles the call it answers.</summary>
    public Arrival Receive(Message message)
    {
        switch (message)
        {
            case Message.Request request:
                return asked.Add(request.Id) ? new Arrival.Asked(request) : new Arrival.AskedTwice(request);
            case Message.Notification notification:
                return new Arrival.Told(notification);
            case Message.Result result:
                return Answer(message, result.Id, new Outcome.Returned(result.Value));
            case Message.Failure { Id: { } id } failure:
                return Answer(message, id, new Outcome.Refused(failure));
            case Message.Failure:
                return new Arrival.Stray(message, StrayReason.NoId);
            case Message.Malformed { Id: { } id } malformed when MeantAsAnswer(malformed) && calls.ContainsKey(id):
                return Answer(message, id, new Outcome.Garbled(malformed.Defect.Sentence));
            case Message.Malformed malformed:
                return new Arrival.Unreadable(malformed);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Whether that request of the other side still waits for our answer.</summary>
    public bool IsAsked(RequestId id) => asked.Contains(id);

    /// <summary>
    /// We are about to answer a request. False when it must not be answered: it was cancelled, was answered before, or was never asked.
    /// </summary>
    public bool Answer(RequestId id) => asked.Remove(id);

    /// <summary>The other side no longer wants that answer. False when we have no such request in flight.</summary>
    public bool Withdraw(RequestId id) => asked.Remove(id);

    /// <summary>We no longer want the answer. False when the call has ended already; nothing is to be sent then.</summary>
    public bool Cancel(Call call) => GiveUp(call, new Outcome.Cancelled());

    /// <summary>Settles the calls whose time has run out and returns them; for each, the other side should be told.</summary>
    public IReadOnlyList<Call> Expire(TimeSpan now)
    {
        List<Call> expired = [];
        while (NextDeadline is { } deadline && deadline <= now)
        {
            var call = deadlines.Dequeue();
            GiveUp(call, new Outcome.TimedOut(call.Timeout));
            expired.Add(call);
        }

        return expired;
    }

    /// <summary>The stream from the other side has ended: every call in flight is lost, and so will be every later one.</summary>
    public IReadOnlyList<Call> End(string reason)
    {
        if (ended is not null) return [];
        ended = reason;
        var lost = calls.Values.ToArray();
        calls.Clear();
        deadlines.Clear();
        foreach (var call in lost) call.Settle(new Outcome.Lost(reason));
        return lost;
    }

    private Arrival Answer(Message message, RequestId id, Outcome outcome)
    {
        if (calls.Remove(id, out var call))
        {
            call.Settle(outcome);
            return new Arrival.Settled(call);
        }

        // "7" where 7 was asked: no other call can be meant, and its sender would wait in vain.
        if (FindMistyped(id) is { } mistyped)
        {
            calls.Remove(mistyped.Id);
            outcome = new Outcome.Garbled($"the answer carries the id {id} where {mistyped.Id} was asked; a response repeats the id with its type");
            mistyped.Settle(outcome);
            return new Arrival.Settled(mistyped);
        }

        return new Arrival.Stray(message, WhyStray(id));
    }

    // A method of its own: its lambda would cost every answer an object.
    private Call? FindMistyped(RequestId id) => calls.Values.FirstOrDefault(call => call.Id.DiffersOnlyInType(id));

    // A frame cut off by the end of the stream is no answer: what ended the stream says more.
    private static bool MeantAsAnswer(Message.Malformed malformed) =>
        (malformed.LooksLikeResponse || malformed.Defect.Kind == DefectKind.NoKind) && malformed.Defect.Kind != DefectKind.Unterminated;

    private StrayReason WhyStray(RequestId id) =>
        givenUp.Contains(id) ? StrayReason.GivenUp
        : id.Number is { } number && number >= 1 && number <= lastId ? StrayReason.AnsweredBefore
        : StrayReason.UnknownId;

    private bool GiveUp(Call call, Outcome outcome)
    {
        // Another call may have taken the id since this one ended.
        if (!calls.TryGetValue(call.Id, out var holder) || holder != call) return false;
        calls.Remove(call.Id);
        if (givenUpOrder.Count == MaxRemembered) givenUp.Remove(givenUpOrder.Dequeue());
        givenUp.Add(call.Id);
        givenUpOrder.Enqueue(call.Id);
        call.Settle(outcome);
        return true;
    }

    private void Compact()
    {
        deadlines.Clear();
        foreach (var call in calls.Values)
        {
            if (call.Deadline is { } deadline) deadlines.Enqueue(call, deadline);
        }
    }
}
