using System.Text.Json;
using Microsoft.Extensions.AI;
using RawMcp.JsonRpc;

namespace RawMcp.Agent;

/// <summary>
/// A message of a history as one line of JSON, in the form it has on the chat completions wire: <c>role</c>, <c>content</c>,
/// <c>tool_calls</c>, <c>tool_call_id</c>. What is kept on disk can be read by people and sent by any program.
/// </summary>
public static class HistoryLine
{
    /// <summary>How every line begins.</summary>
    public const string Start = "{\"role\":\"";

    /// <summary>The message as JSON, without a line feed.</summary>
    /// <exception cref="NotSupportedException">An argument of a call is no JSON.</exception>
    public static RawJson Write(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        var result = message.Contents.OfType<FunctionResultContent>().FirstOrDefault();
        return RawJson.Build(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("role", message.Role.Value);
            if (result is not null) writer.WriteString("tool_call_id", result.CallId);
            if (calls.Count > 0 && message.Text.Length == 0) writer.WriteNull("content");
            else writer.WriteString("content", result is null ? message.Text : result.Result?.ToString() ?? "");
            if (calls.Count > 0) WriteCalls(writer, calls);
            writer.WriteEndObject();
        });
    }

    /// <summary>The message; or what is wrong with the line, as the end of a sentence.</summary>
    public static (ChatMessage? Message, string? Problem) Read(RawJson line)
    {
        if (!line.TryParse(out var root) || root.ValueKind != JsonValueKind.Object) return (null, "is no JSON object");
        var content = root.Text("content");
        switch (root.Text("role"))
        {
            case "system" when content is not null:
                return (new ChatMessage(ChatRole.System, content), null);
            case "user" when content is not null:
                return (new ChatMessage(ChatRole.User, content), null);
            case "tool" when content is not null && root.Text("tool_call_id") is { } id:
                return (new ChatMessage(ChatRole.Tool, [new FunctionResultContent(id, content)]), null);
            case "assistant":
                return ReadAssistant(root, content);
            case "system" or "user":
                return (null, "has no content that is a string");
            case "tool":
                return (null, "needs the strings content and tool_call_id");
            default:
                return (null, "has no role of system, user, assistant and tool");
        }
    }

    private static (ChatMessage? Message, string? Problem) ReadAssistant(JsonElement root, string? content)
    {
        var contents = new List<AIContent>();
        if (root.TryGetMember("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                if (!call.TryGetMember("function", out var function) || call.Text("id") is not { } id || function.Text("name") is not { } name || !ToolNames.IsValid(name))
                    return (null, "has a call without an id, or without a name that models take");
                if (function.Text("arguments") is not { } text || CallArguments.Read(text) is not { } arguments)
                    return (null, $"has a call ({id}) whose arguments are not a string that holds a JSON object");
                contents.Add(new FunctionCallContent(id, name, arguments));
            }
        }

        if (content is { Length: > 0 } || contents.Count == 0) contents.Insert(0, new TextContent(content ?? ""));
        return (new ChatMessage(ChatRole.Assistant, contents), null);
    }

    private static void WriteCalls(Utf8JsonWriter writer, List<FunctionCallContent> calls)
    {
        writer.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            writer.WriteString("id", call.CallId);
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", call.Name);
            writer.WriteString("arguments", CallArguments.Write(call.Arguments).ToString()); // the object, as a string
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
