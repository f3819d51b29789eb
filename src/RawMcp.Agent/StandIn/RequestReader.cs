using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>
/// The body of a chat completions request, checked as strictly as providers do, member by member in a fixed order: the first
/// fault is the one that is said.
/// </summary>
internal static class RequestReader
{
    /// <summary>Reads a body; <paramref name="request"/> is there exactly when nothing was refused.</summary>
    public static Refusal? Read(RawJson body, out ChatRequest? request)
    {
        request = null;
        if (!body.TryParse(out var root)) return new($"The body is not JSON, or is nested deeper than {RawJson.MaxTreeDepth} levels.", Code: "invalid_json");
        if (root.ValueKind != JsonValueKind.Object) return new("The body is JSON, but not an object.", Code: "invalid_json");
        if (Model(root) is { } noModel) return noModel;
        if (HistoryReader.Read(root, out var messages) is { } badMessage) return badMessage;
        if (HistoryCheck.Check(messages) is { } badHistory) return badHistory;
        if (ToolReader.Read(root, out var tools) is { } badTool) return badTool;
        if (ToolReader.ReadChoice(root, tools, out var choice) is { } badChoice) return badChoice;
        if (Flag(root, "parallel_tool_calls", true, out var parallel) is { } badParallel) return badParallel;
        if (Flag(root, "stream", false, out var stream) is { } badStream) return badStream;
        if (StreamOptions(root, stream, out var usage) is { } badOptions) return badOptions;
        if (Unknown(root) is { } beyond) return beyond;
        request = new ChatRequest(messages, tools, choice) { Parallel = parallel, Stream = stream, IncludeUsage = usage };
        return null;
    }

    private static Refusal? Model(JsonElement root)
    {
        if (!root.TryGetMember("model", out var model)) return Refusal.Missing("model", "the request has to say which model it is for");
        if (model.Text() is not { } name) return Refusal.Type("model", "a string");
        // A script that answers to the name of a real model would be taken for one.
        return name == ScriptedModel.Name ? null : new Refusal($"The model '{name}' does not exist here; there is only '{ScriptedModel.Name}'.", "model", "model_not_found", 404);
    }

    private static Refusal? StreamOptions(JsonElement root, bool stream, out bool usage)
    {
        usage = false;
        if (!root.TryGetMember("stream_options", out var options) || options.ValueKind == JsonValueKind.Null) return null;
        if (options.ValueKind != JsonValueKind.Object) return Refusal.Type("stream_options", "an object");
        if (!stream) return Refusal.Value("stream_options", "it is only allowed when stream is true");
        return Flag(options, "include_usage", false, out usage, "stream_options.");
    }

    private static Refusal? Unknown(JsonElement root)
    {
        if (root.TryGetMember("functions", out _)) return Refusal.Value("functions", "this member was replaced by tools");
        if (root.TryGetMember("n", out var n) && n.ValueKind != JsonValueKind.Null && n.WholeNumber() != 1) return Refusal.Value("n", "this model gives one answer, so n can only be 1");
        return root.TryGetMember("response_format", out var format) && format.ValueKind != JsonValueKind.Null && format.Text("type") != "text"
            ? Refusal.Value("response_format", "this model writes plain text, so the type can only be 'text'")
            : null;
    }

    private static Refusal? Flag(JsonElement owner, string name, bool @default, out bool value, string path = "")
    {
        value = @default;
        if (!owner.TryGetMember(name, out var member) || member.ValueKind == JsonValueKind.Null) return null;
        if (member.Flag() is not { } flag) return Refusal.Type(path + name, "true or false");
        value = flag;
        return null;
    }
}
