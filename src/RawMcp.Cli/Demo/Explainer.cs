using RawMcp.Cli.Output;
using RawMcp.JsonRpc;
using RawMcp.Stdio;

namespace RawMcp.Cli.Demo;

/// <summary>One sentence on what a frame is for. A response is explained by the request it answers, so the frames are followed in order.</summary>
internal sealed class Explainer
{
    private readonly Dictionary<(Direction Asker, RequestId Id), string> asked = [];

    public string Explain(Crossing crossing) => MessageReader.Read(crossing.Frame) switch
    {
        Message.Request request => Remember(crossing.Direction, request),
        Message.Notification notification => Explanation.Notification(notification.Method),
        Message.Result result => Forget(crossing.Direction, result.Id) is { } method
            ? Explanation.Result(method, result.Value)
            : $"A result for id {Plain.Line(result.Id.Json)}, which nobody asked for.",
        Message.Failure failure => Explanation.Failure(failure.Id is { } id ? Forget(crossing.Direction, id) : null, failure.Code),
        Message.Malformed malformed => $"Not a message: {malformed.Defect.Sentence}.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string Remember(Direction asker, Message.Request request)
    {
        asked[(asker, request.Id)] = request.Method;
        return Explanation.Request(request.Method);
    }

    private string? Forget(Direction answerer, RequestId id)
    {
        var asker = answerer == Direction.Sent ? Direction.Received : Direction.Sent;
        return asked.Remove((asker, id), out var method) ? method : null;
    }
}
