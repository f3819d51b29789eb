using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>The member <c>messages</c>, each message by itself. What they are to each other is <see cref="HistoryCheck"/>'s matter.</summary>
internal static class HistoryReader
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant", "tool"];

    public static Refusal? Read(JsonElement root, out IReadOnlyList<ChatMessage> messages)
    {
        var all = new List<ChatMessage>();
        messages = all;
        if (!root.TryGetMember("messages", out var list)) return Refusal.Missing("messages", "the request has to have a history");
        if (list.ValueKind != JsonValueKind.Array) return Refusal.Type("messages", "an array");
        if (list.GetArrayLength() == 0) return Refusal.Value("messages", "it is empty, and has to hold at least one message");
        foreach (var item in list.EnumerateArray())
        {
            if (One(item, $"messages[{all.Count}]", out var message) is { } refusal) return refusal;
            all.Add(message!);
        }

        return null;
    }

    private static Refusal? One(JsonElement item, string path, out ChatMessage? message)
    {
        message = null;
        if (item.ValueKind != JsonValueKind.Object) return Refusal.Type(path, "an object with role and content");
        if (!item.TryGetMember("role", out var word)) return Refusal.Missing(path + ".role", $"each message has one of {Listed}");
        if (word.Text() is not { } role) return Refusal.Type(path + ".role", "a string");
        if (!Roles.Contains(role)) return Refusal.Value(path + ".role", $"'{role}' is none of {Listed}");
        if (role != "assistant" && Has(item, "tool_calls")) return Refusal.Value(path + ".tool_calls", $"only assistant messages ask for calls, this one is of role '{role}'");
        if (role != "tool" && Has(item, "tool_call_id")) return Refusal.Value(path + ".tool_call_id", $"only tool messages answer calls, this one is of role '{role}'");
        if (CallReader.Read(item, path, out var calls) is { } badCall) return badCall;
        if (Content(item, path, role, calls is not null, out var text) is { } badContent) return badContent;
        if (role == "tool" && !Has(item, "tool_call_id")) return Refusal.Missing(path + ".tool_call_id", "a tool message has to say which call it answers");
        if (role == "tool" && item.Text("tool_call_id") is null) return Refusal.Type(path + ".tool_call_id", "a string, the id of a call");
        message = new ChatMessage(role, text) { Calls = calls ?? [], CallId = role == "tool" ? item.Text("tool_call_id") : null };
        return null;
    }

    private static bool Has(JsonElement item, string name) => item.TryGetMember(name, out var member) && member.ValueKind != JsonValueKind.Null;

    private static string Listed => string.Join(", ", Roles.Select(role => $"'{role}'"));

    private static Refusal? Content(JsonElement item, string path, string role, bool calls, out string text)
    {
        text = "";
        path += ".content";
        if (!item.TryGetMember("content", out var content) || content.ValueKind == JsonValueKind.Null)
        {
            if (calls) return null;
            return Refusal.Missing(path, role == "assistant" ? "an assistant message has content or tool_calls, this one has neither" : $"a message of role '{role}' cannot go without it");
        }

        if (content.ValueKind == JsonValueKind.Array) return Parts(content, path, out text);
        if (content.Text() is not { } whole) return Refusal.Type(path, "a string or an array of parts");
        text = whole;
        return null;
    }

    private static Refusal? Parts(JsonElement content, string path, out string text)
    {
        text = "";
        if (content.GetArrayLength() == 0) return Refusal.Value(path, "the array of parts is empty");
        var number = 0;
        foreach (var part in content.EnumerateArray())
        {
            var at = $"{path}[{number++}]";
            if (part.ValueKind != JsonValueKind.Object) return Refusal.Type(at, "a part, which is an object with a type");
            if (part.Text("type") is not { } type) return Refusal.Missing(at + ".type", "each part says what it is");
            if (type is "image_url" or "input_audio" or "file") return Refusal.Value(at + ".type", $"this model takes text only, no '{type}'");
            if (type != "text") return Refusal.Value(at + ".type", $"'{type}' is no type of part; 'text' is one");
            if (part.Text("text") is not { } piece) return Refusal.Missing(at + ".text", "a part of type 'text' holds a string");
            text += text.Length == 0 ? piece : "\n" + piece;
        }

        return null;
    }
}
