using System.Globalization;
using System.Text.Json;
using RawMcp.Agent.Formats;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>A tool message as the model reads it, and the sentence it makes of it.</summary>
internal static class ToolAnswer
{
    /// <summary>A longer answer is quoted up to here, in characters.</summary>
    public const int MaxQuoted = 4000;

    public static string Sentence(AskedCall call, string content)
    {
        var (failed, text) = Read(content);
        text = text.Trim();
        if (text.Length > MaxQuoted) text = string.Create(CultureInfo.InvariantCulture, $"{text.Cut(MaxQuoted)}… ({text.Length} characters in all)");
        var with = Arguments(call.Arguments);
        if (failed) return $"{call.Name}{(with.Length > 0 ? $" with {with}" : "")} failed: {(text.Length > 0 ? text : "it did not say why")}";
        if (text.Length == 0) return $"{call.Name}{(with.Length > 0 ? $" with {with}" : "")} gave nothing.";
        return text.Contains('\n', StringComparison.Ordinal)
            ? $"{call.Name} gave{(with.Length > 0 ? $" for {with}" : "")}:\n{text}"
            : $"{call.Name} gave {text}{(with.Length > 0 ? $" for {with}" : "")}.";
    }

    /// <summary>
    /// What the answer says, and whether it is a failure: this wire has no flag for that, so that it is one when the text
    /// begins with "error" or "tool error", or is a tools/call result with isError.
    /// </summary>
    public static (bool Failed, string Text) Read(string content)
    {
        if (!RawJson.From(content).TryParse(out var json)) return Plainly(content);
        if (json.Text() is { } text) return Plainly(text);
        if (json.ValueKind != JsonValueKind.Object) return (false, content);
        if (json.TryGetMember("isError", out var flag) && flag.Flag() is { } failed && Blocks(json) is { } said) return (failed, said);
        if (json.Text("error") is { } sentence) return (true, sentence);
        return json.TryGetMember("error", out var error) && error.Text("message") is { } message ? (true, message) : (false, Blocks(json) ?? content);
    }

    // "Error: …", "Tool error: …", "Error -32602 …", not "errors: 0".
    private static (bool Failed, string Text) Plainly(string text)
    {
        // What our own loop says in place of a result.
        if (text.StartsWith("Not called:", StringComparison.Ordinal) || text.StartsWith("No result:", StringComparison.Ordinal)) return (true, text);
        foreach (var word in (string[])["error", "tool error"])
        {
            if (!text.StartsWith(word, StringComparison.OrdinalIgnoreCase) || (text.Length > word.Length && char.IsLetter(text[word.Length]))) continue;
            return (true, text.Length > word.Length && text[word.Length] == ':' ? text[(word.Length + 1)..] : text);
        }

        return (false, text);
    }

    private static string? Blocks(JsonElement result) =>
        result.TryGetMember("content", out var blocks) && blocks.ValueKind == JsonValueKind.Array
            ? string.Join('\n', blocks.EnumerateArray().Select(block => block.Text("text") ?? $"[{block.Text("type") ?? "block"}]"))
            : null;

    // {"a":2,"b":3} as a = 2, b = 3: the history was checked, so this is an object.
    private static string Arguments(string json) =>
        RawJson.From(json).TryParse(out var root) && root.ValueKind == JsonValueKind.Object
            ? string.Join(", ", JsonTree.Members(root).Select(member => $"{member.Name} = {member.Value.Text() ?? RawJson.From(member.Value).ToString()}"))
            : "";
}
