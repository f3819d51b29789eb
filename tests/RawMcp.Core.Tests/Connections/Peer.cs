using System.Buffers;
using RawMcp.Connections;
using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Connections;

/// <summary>One end of a simulated connection: calls at random, answers at random, and keeps a record of both.</summary>
internal sealed class Peer(Random random)
{
    private readonly LineDecoder decoder = new();
    private readonly List<(TimeSpan Due, RequestId Id)> answers = [];
    private readonly ArrayBufferWriter<byte> outgoing = new();

    public Connection Connection { get; } = new();

    public List<RecordedCall> Calls { get; } = [];

    /// <summary>Strays of each kind: the schedules are worth something only when all of them occur.</summary>
    public List<StrayReason> Strays { get; } = [];

    public bool InputEnded { get; private set; }

    /// <summary>The bytes to be sent since the last call.</summary>
    public byte[] TakeOutgoing()
    {
        var bytes = outgoing.WrittenSpan.ToArray();
        outgoing.ResetWrittenCount();
        return bytes;
    }

    /// <summary>When the next thing is due: an answer of ours or a deadline.</summary>
    public TimeSpan? NextDue => answers.Select(answer => (TimeSpan?)answer.Due).Append(Connection.NextDeadline).Min();

    public void Begin(TimeSpan now)
    {
        var id = random.Next(8) == 0 ? new RequestId($"text-{Calls.Count}") : Connection.NextId();
        var timeout = random.Next(4) == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(random.Next(0, 200));
        var call = new RecordedCall(id, now, timeout);
        Calls.Add(call);
        Connection.Begin(call);
        if (call.Outcome is null) MessageWriter.Request(outgoing, id, "m", default);
    }

    public void CancelOne()
    {
        if (Calls.Count == 0) return;
        var call = Calls[random.Next(Calls.Count)];
        if (Connection.Cancel(call)) Tell(call);
    }

    public void Advance(TimeSpan now)
    {
        foreach (var call in Connection.Expire(now)) Tell(call);
        foreach (var answer in answers.Where(answer => answer.Due <= now).ToArray())
        {
            answers.Remove(answer);
            if (Connection.Answer(answer.Id)) Answer(answer.Id);
        }
    }

    public void Receive(byte[] chunk, TimeSpan now)
    {
        decoder.Feed(chunk);
        while (decoder.TryRead(out var frame)) Take(Connection.Receive(MessageReader.Read(frame)), now);
    }

    public void EndInput()
    {
        if (InputEnded) return;
        InputEnded = true;
        decoder.End();
        Connection.End("end of stream");
    }

    /// <summary>Nothing more is to come: requests still open are dropped, as a program that exits does.</summary>
    public void DropRequests()
    {
        foreach (var (_, id) in answers) Connection.Withdraw(id);
        answers.Clear();
    }

    private void Take(Arrival arrival, TimeSpan now)
    {
        switch (arrival)
        {
            case Arrival.Asked asked: answers.Add((now + TimeSpan.FromMilliseconds(random.Next(0, 300)), asked.Request.Id)); break;
            case Arrival.Told told when CancelledParams.Read(told.Notification.Params).Value is { } cancelled: Connection.Withdraw(cancelled.RequestId); break;
            case Arrival.Stray stray: Strays.Add(stray.Reason); break;
        }
    }

    private void Tell(Call call) =>
        MessageWriter.Notification(outgoing, Methods.Cancelled, new CancelledParams(call.Id, null).Write());

    private void Answer(RequestId id)
    {
        var result = RawJson.Build(writer =>
        {
            writer.WriteStartObject();
            writer.WriteOptional("for", RawJson.From(id.Json));
            writer.WriteEndObject();
        });
        switch (random.Next(10))
        {
            case 0: MessageWriter.Failure(outgoing, id, 1, id.Json); break;
            case 1: outgoing.Write(System.Text.Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":{id.Json},\"result\":[]}}\n")); break;
            case 2 when id.Number is { } number: MessageWriter.Result(outgoing, new RequestId($"{number}"), result); break;
            case 3:
                MessageWriter.Result(outgoing, id, result);
                MessageWriter.Result(outgoing, id, result);
                break;
            case 4:
                MessageWriter.Result(outgoing, id, result);
                MessageWriter.Result(outgoing, new RequestId("nobody's"), result);
                break;
            default: MessageWriter.Result(outgoing, id, result); break;
        }
    }
}
