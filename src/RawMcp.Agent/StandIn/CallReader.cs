using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>The member <c>tool_calls</c> of an assistant message.</summary>
internal static class CallReader
{
    /// <summary>Reads it; <paramref name="calls"/> is null where the message has none.</summary>
    public static Refusal? Read(JsonElement message, string path, out IReadOnlyList<AskedCall>? calls)
    {
        calls = null;
        if (!message.TryGetMember("tool_calls", out var list) || list.ValueKind == JsonValueKind.Null) return null;
        path += ".tool_calls";
        if (list.ValueKind != JsonValueKind.Array) return Refusal.Type(path, "an array of calls");
        if (list.GetArrayLength() == 0) return Refusal.Value(path, "it is empty; leave the member out where there are no calls");
        var all = new List<AskedCall>();
        foreach (var item in list.EnumerateArray())
        {
            if (One(item, $"{path}[{all.Count}]", out var call) is { } refusal) return refusal;
            if (all.FindIndex(other => other.Id == call!.Id) is >= 0 and var first)
                return Refusal.Value($"{path}[{all.Count}].id", $"'{call!.Id}' is the id of tool_calls[{first}] already, and each call needs its own");
            all.Add(call!);
        }

        calls = all;
        return null;
    }

    private static Refusal? One(JsonElement item, string path, out AskedCall? call)
    {
        call = null;
        if (item.ValueKind != JsonValueKind.Object) return Refusal.Type(path, "a call, which is an object with id, type and function");
        if (!item.TryGetMember("id", out var id)) return Refusal.Missing(path + ".id", "without it no tool message can answer the call");
        if (id.Text() is not { } known) return Refusal.Type(path + ".id", "a string");
        if (known.Length == 0) return Refusal.Value(path + ".id", "it is empty, and has to be different for each call");
        if (item.Text("type") != "function") return Refusal.Value(path + ".type", "the only type of call is 'function'");
        if (!item.TryGetMember("function", out var function) || function.ValueKind != JsonValueKind.Object) return Refusal.Missing(path + ".function", "an object with name and arguments");
        path += ".function";
        if (function.Text("name") is not { } name) return Refusal.Missing(path + ".name", "a call names the tool it wants");
        if (!ToolNames.IsValid(name)) return Refusal.Value(path + ".name", $"'{name}' does not match {ToolReader.NamePattern}");
        if (!function.TryGetMember("arguments", out var arguments)) return Refusal.Missing(path + ".arguments", "a call without arguments has the string \"{}\" here");
        if (arguments.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return Refusal.Type(path + ".arguments", "a string that holds JSON, not the JSON itself");
        if (arguments.Text() is not { } text) return Refusal.Type(path + ".arguments", "a string that holds a JSON object");
        if (!RawJson.From(text).TryParse(out var parsed)) return Refusal.Value(path + ".arguments", "the string does not hold JSON");
        if (parsed.ValueKind == JsonValueKind.String) return Refusal.Value(path + ".arguments", "the JSON in the string is a string again: it was encoded twice");
        if (parsed.ValueKind != JsonValueKind.Object) return Refusal.Value(path + ".arguments", $"the string holds JSON, but not an object: {parsed.ValueKind}");
        call = new AskedCall(known, name, text);
        return null;
    }
}
