using RawMcp.Cli.Output;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp.Cli.Demo;

/// <summary>One sentence on what a frame is for. A response is explained by the request it answers, so the frames are followed in order.</summary>
internal sealed class Explainer
{
    private readonly Dictionary<(Direction Asker, RequestId Id), string> asked = [];

    public string Explain(Crossing crossing) => MessageReader.Read(crossing.Frame) switch
    {
        Message.Request request => Remember(crossing.Direction, request),
        Message.Notification notification => Methods.Purpose(notification.Method) is { } purpose
            ? purpose + " A notification: it has no id and gets no answer."
            : $"A notification this program does not know: {Plain.Line(notification.Method)}. It gets no answer.",
        Message.Result result => Forget(crossing.Direction, result.Id) is { } method ? Answer(method, result) : $"A result for id {Plain.Line(result.Id.Json)}, which nobody asked for.",
        Message.Failure failure => Refusal(crossing.Direction, failure),
        Message.Malformed malformed => $"Not a message: {malformed.Defect.Sentence}.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string Remember(Direction asker, Message.Request request)
    {
        asked[(asker, request.Id)] = request.Method;
        return Methods.Purpose(request.Method) ?? $"A request this program does not know: {Plain.Line(request.Method)}.";
    }

    private string? Forget(Direction answerer, RequestId id)
    {
        var asker = answerer == Direction.Sent ? Direction.Received : Direction.Sent;
        return asked.Remove((asker, id), out var method) ? method : null;
    }

    private string Refusal(Direction direction, Message.Failure failure)
    {
        var name = ErrorCodes.Name(failure.Code) is { } known ? $"{failure.Code}, {known}" : $"{failure.Code}";
        var method = failure.Id is { } id ? Forget(direction, id) : null;
        if (method == Methods.Discover) return $"Error {name}: the server does not know server/discover, so the client falls back to initialize.";
        return method is null ? $"An error ({name}) that answers no request we know of." : $"Error {name}: {method} was not carried out.";
    }

    private static string Answer(string method, Message.Result result) => Plain.Line(method switch
    {
        Methods.Initialize when InitializeResult.Read(result.Value).Value is { } opened =>
            $"The server is {opened.ServerInfo} and will speak revision {opened.ProtocolVersion}; capabilities: {Names(opened.Capabilities)}.",
        Methods.Discover when DiscoverResult.Read(result.Value).Value is { } found =>
            $"The server speaks {string.Join(", ", found.SupportedVersions)}; capabilities: {Names(found.Capabilities)}. There is no session: every request says again who asks.",
        Methods.ListTools when ListToolsResult.Read(result.Value).Value is { } page =>
            $"{Count(page.Tools.Count, "tool")}: {Some(page.Tools)}.{(page.NextCursor is null ? "" : " There is another page.")}",
        Methods.CallTool when CallToolResult.Read(result.Value).Value is { } called =>
            called.IsError ? "The tool failed, and says so in a result (isError): the model is meant to read it." : $"The tool's answer, {Count(called.Content.Count, "block")} of content for the model.",
        Methods.Ping => "Still there.",
        _ => $"The result of {method}.",
    });

    private static string Names(ServerCapabilities capabilities) =>
        capabilities.Raw.TryParse(out var root) && Signature.Members(root).Select(member => member.Name).ToList() is { Count: > 0 } names ? string.Join(", ", names) : "none";

    private static string Some(IReadOnlyList<Tool> tools)
    {
        const int shown = 8;
        var names = string.Join(", ", tools.Take(shown).Select(tool => tool.Name));
        return tools.Count <= shown ? names : $"{names} and {tools.Count - shown} more";
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
