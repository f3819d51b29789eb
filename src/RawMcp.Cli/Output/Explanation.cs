using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Wire;

namespace RawMcp.Cli.Output;

/// <summary>What a message is for, in sentences. Harmless text on one line.</summary>
internal static class Explanation
{
    /// <summary>So much of a message is read to explain it, in bytes: 256 KiB. Of a longer result it is only said what it is the result of.</summary>
    public const int BytesRead = 256 * 1024;

    /// <summary>A message of a capture: what it is for, from whom to whom, in which era, and what is due then.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="message">The message.</param>
    /// <param name="bytes">Its bytes, or their beginning.</param>
    public static string Of(IndexedFrame frame, IndexedMessage message, ReadOnlyMemory<byte> bytes)
    {
        var fromClient = frame.Stream == Pipe.Stdin;
        var way = fromClient ? "Client to server" : "Server to client";
        return message.Kind switch
        {
            MessageKind.Request => $"{Request(message.Method!)} {way}, {Facts(message.Method!, fromClient, "It must be answered, if only with -32601.")}",
            MessageKind.Notification => $"{Notification(message.Method!)} {way}, {Facts(message.Method!, fromClient, "Whoever does not know it passes over it.")}",
            MessageKind.Result when message.Call is { } call => Result(call.Method, MessageReader.Read(bytes) is Message.Result whole ? whole.Value : default),
            MessageKind.Result => $"A result for id {Plain.Line(message.Id!.Value.Json)}, which nobody asked for in this capture. {way}.",
            MessageKind.Failure => $"{Failure(message.Call?.Method, message.ErrorCode!.Value)} {FailureWords.Meaning(message.ErrorCode!.Value)}",
            _ => FailureWords.Of(message.Defect!.Value.Kind),
        };
    }

    /// <summary>What a request of that method is for.</summary>
    public static string Request(string method) => MethodFacts.Find(method)?.Purpose ?? $"A request this program does not know: {Plain.Line(method)}.";

    /// <summary>What a notification of that method is for.</summary>
    public static string Notification(string method) => MethodFacts.Find(method) is { } facts
        ? facts.Purpose + " A notification: it has no id and gets no answer."
        : $"A notification this program does not know: {Plain.Line(method)}. It gets no answer.";

    /// <summary>What an error says about the request it answers.</summary>
    /// <param name="method">The request's; null where it answers none that is known.</param>
    /// <param name="code">The error's.</param>
    public static string Failure(string? method, long code)
    {
        var name = ErrorCodes.Name(code) is { } known ? $"{code}, {known}" : $"{code}";
        if (method == Methods.Discover && code != ErrorCodes.UnsupportedProtocolVersion) return $"Error {name}: the server does not know server/discover, so the client falls back to initialize.";
        return method is null ? $"An error ({name}) that answers no request we know of." : $"Error {name}: {Plain.Line(method)} was not carried out.";
    }

    /// <summary>What a result says.</summary>
    /// <param name="method">The method of the request that it answers.</param>
    /// <param name="result">The result; absent where it is too long to be read.</param>
    public static string Result(string method, RawJson result) => Plain.Line(method switch
    {
        _ when result.Find("resultType"u8).Text() == "input_required" =>
            $"Not the end of {method}: the server needs something first, and the client asks again with the answers (a retry).",
        Methods.Initialize when InitializeResult.Read(result).Value is { } opened =>
            $"The server is {opened.ServerInfo} and will speak revision {opened.ProtocolVersion}; capabilities: {Names(opened.Capabilities)}.",
        Methods.Discover when DiscoverResult.Read(result).Value is { } found =>
            $"The server speaks {string.Join(", ", found.SupportedVersions)}; capabilities: {Names(found.Capabilities)}. There is no session: every request says again who asks.",
        Methods.ListTools when ListToolsResult.Read(result).Value is { } page =>
            $"{Count(page.Tools.Count, "tool")}: {Some(page.Tools)}.{(page.NextCursor is null ? "" : " There is another page.")}",
        Methods.CallTool when CallToolResult.Read(result).Value is { } called =>
            called.IsError ? "The tool failed, and says so in a result (isError): the model is meant to read it." : $"The tool's answer, {Count(called.Content.Count, "block")} of content for the model.",
        Methods.Ping => "Still there.",
        _ => $"The result of {method}.",
    });

    private static string Facts(string method, bool fromClient, string otherwise) =>
        MethodFacts.Find(method) is { } facts ? $"{facts.Since(fromClient)}. {facts.Due}" : $"in no revision. {otherwise}";

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
