using System.Globalization;
using System.Text;
using RawMcp.Connections;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Connections;

/// <summary>Plays a dialogue on the client's side of a connection and says what follows from each line.</summary>
internal sealed class Dialogue
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Connection connection = new();
    private readonly Dictionary<RequestId, Call> calls = [];
    private TimeSpan now;
    private Phase? phase = Phase.Unopened;

    public IReadOnlyList<string> Play(DialogueLine line)
    {
        List<string> facts = [];
        var before = phase;
        if (line.Text.StartsWith('(')) Happen(line.Text, facts);
        else if (line.FromClient) Send(Read(line.Text), facts);
        else Receive(Read(line.Text), facts);
        facts.Add(phase is { } reached ? $"phase {reached}" : $"breaks the protocol in {before}");
        return facts;
    }

    private void Happen(string what, List<string> facts)
    {
        if (what == "(end of stream)")
        {
            facts.AddRange(connection.End("end of stream").Select(call => $"lost {call.Id}"));
            Move(Step.End);
        }
        else
        {
            now += TimeSpan.FromSeconds(int.Parse(what.Split(' ')[1], CultureInfo.InvariantCulture));
            facts.AddRange(connection.Expire(now).Select(call => $"timed out {call.Id}"));
        }
    }

    private void Send(Message message, List<string> facts)
    {
        switch (message)
        {
            case Message.Request request:
                var id = connection.NextId();
                Assert.Equal(id, request.Id);
                connection.Begin(calls[id] = new Call(id, request.Method, now, Patience));
                Move(StepOf(request));
                break;
            case Message.Notification { Method: Methods.Initialized }:
                Move(Step.Initialized);
                break;
            case Message.Notification { Method: Methods.Cancelled } notification:
                var cancelled = calls[CancelledParams.Read(notification.Params).Value!.RequestId];
                if (connection.Cancel(cancelled)) facts.Add($"cancelled {cancelled.Id}");
                break;
            case Message.Result result:
                Assert.True(connection.Answer(result.Id));
                break;
        }
    }

    private void Receive(Message message, List<string> facts)
    {
        switch (connection.Receive(message))
        {
            case Arrival.Settled settled:
                facts.Add($"settled {settled.Call.Id} {settled.Outcome.GetType().Name}");
                Move(AnswerTo(settled.Call.Method, settled.Outcome));
                break;
            case Arrival.Stray { Reason: StrayReason.GivenUp, Message: var late }:
                facts.Add("stray GivenUp");
                Move(AnswerTo(calls[IdOf(late)].Method, late is Message.Result result ? new Outcome.Returned(result.Value) : new Outcome.Refused((Message.Failure)late)));
                break;
            case Arrival.Stray stray:
                facts.Add($"stray {stray.Reason}");
                break;
            case Arrival.Asked asked:
                Move(StepOf(asked.Request));
                break;
            case Arrival.AskedTwice asked:
                facts.Add($"asked twice {asked.Request.Id.Json.Trim('"')}");
                break;
            case Arrival.Unreadable unreadable:
                facts.Add($"unreadable {unreadable.Malformed.Defect.Kind}");
                break;
        }
    }

    private void Move(Step? step)
    {
        if (step is { } next && phase is { } from) phase = Lifecycle.After(from, next);
    }

    private static Step StepOf(Message.Request request) => request.Method switch
    {
        Methods.Discover => Step.Discover,
        Methods.Initialize => Step.Initialize,
        Methods.Ping => Step.Ping,
        _ => RequestMeta.Read(request.Params).IsModern ? Step.ModernRequest : Step.LegacyRequest,
    };

    private static Step? AnswerTo(string method, Outcome outcome) => method switch
    {
        Methods.Initialize => outcome is Outcome.Returned ? Step.InitializeAnswer : Step.InitializeRefusal,
        Methods.Discover => EraProbe.Decide(new ProbeEvidence.Answered(outcome)) is ProbeDecision.GoModern ? Step.ModernAnswer : Step.OtherAnswer,
        _ => null,
    };

    private static RequestId IdOf(Message response) => response is Message.Result result ? result.Id : ((Message.Failure)response).Id!.Value;

    private static Message Read(string text) => MessageReader.Read(Encoding.UTF8.GetBytes(text));
}
