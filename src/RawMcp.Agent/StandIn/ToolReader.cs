using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>The members <c>tools</c> and <c>tool_choice</c>.</summary>
internal static class ToolReader
{
    /// <summary>What providers accept as a tool's name.</summary>
    public const string NamePattern = "^[a-zA-Z0-9_-]{1,64}$";

    /// <summary>As many as a provider takes in one request.</summary>
    public const int MaxTools = 128;

    // OpenAI: "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level".
    private static readonly string[] NotAtTheRoot = ["oneOf", "anyOf", "allOf", "enum", "not"];

    public static Refusal? Read(JsonElement root, out IReadOnlyList<OfferedTool> tools)
    {
        var all = new List<OfferedTool>();
        tools = all;
        if (!root.TryGetMember("tools", out var list) || list.ValueKind == JsonValueKind.Null) return null;
        if (list.ValueKind != JsonValueKind.Array) return Refusal.Type("tools", "an array of tools");
        if (list.GetArrayLength() == 0) return Refusal.Value("tools", "it is empty; leave the member out where there are no tools");
        if (list.GetArrayLength() > MaxTools) return Refusal.Value("tools", $"there are {list.GetArrayLength()} tools, and at most {MaxTools} are taken");
        foreach (var item in list.EnumerateArray())
        {
            var path = $"tools[{all.Count}]";
            if (One(item, path, out var tool) is { } refusal) return refusal;
            if (all.FindIndex(other => other.Name == tool!.Name) is >= 0 and var first)
                return Refusal.Value(path + ".function.name", $"'{tool!.Name}' is the name of tools[{first}] already");
            all.Add(tool!);
        }

        return null;
    }

    private static Refusal? One(JsonElement item, string path, out OfferedTool? tool)
    {
        tool = null;
        if (item.ValueKind != JsonValueKind.Object) return Refusal.Type(path, "a tool, which is an object with type and function");
        if (item.Text("type") != "function") return Refusal.Value(path + ".type", "the only type of tool is 'function'");
        if (!item.TryGetMember("function", out var function) || function.ValueKind != JsonValueKind.Object) return Refusal.Missing(path + ".function", "an object with name, description and parameters");
        path += ".function";
        if (!function.TryGetMember("name", out var named)) return Refusal.Missing(path + ".name", "a tool has to have a name");
        if (named.Text() is not { } name) return Refusal.Type(path + ".name", "a string, the tool's name");
        if (!ToolNames.IsValid(name)) return Refusal.Value(path + ".name", $"'{name}' does not match {NamePattern}");
        if (function.TryGetMember("description", out var about) && about.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) return Refusal.Type(path + ".description", "a string, what the tool does");
        if (Schema(function, name, path + ".parameters", out var parameters) is { } refusal) return refusal;
        tool = new OfferedTool(name, about.Text() ?? "", parameters);
        return null;
    }

    private static Refusal? Schema(JsonElement function, string name, string path, out JsonElement parameters)
    {
        if (!function.TryGetMember("parameters", out parameters) || parameters.ValueKind == JsonValueKind.Null) return null; // a tool without any
        if (parameters.ValueKind != JsonValueKind.Object) return Refusal.Type(path, "a JSON Schema object");
        var type = parameters.Raw("type");
        if (parameters.Text("type") != "object") return Schema(path, name, $"its type has to be \"object\", not {(type.IsAbsent ? "absent" : type)}");
        foreach (var keyword in NotAtTheRoot)
        {
            if (parameters.TryGetMember(keyword, out _)) return Schema(path, name, $"'{keyword}' is not allowed at its top level");
        }

        if (!parameters.TryGetMember("properties", out var properties)) return Schema(path, name, "an object schema needs properties, be they empty");
        return properties.ValueKind == JsonValueKind.Object ? null : Schema(path, name, "its properties have to be an object");
    }

    private static Refusal Schema(string path, string name, string sentence) =>
        new($"Invalid schema of the tool '{name}' at {path}: {sentence}.", path, "invalid_function_parameters");

    public static Refusal? ReadChoice(JsonElement root, IReadOnlyList<OfferedTool> tools, out ToolChoice choice)
    {
        const string path = "tool_choice";
        choice = new ToolChoice(ToolChoiceKind.Auto);
        if (!root.TryGetMember(path, out var said) || said.ValueKind == JsonValueKind.Null) return null;
        if (tools.Count == 0) return Refusal.Value(path, "it is only allowed together with tools");
        if (said.Text() is { } word)
        {
            if (word is not ("auto" or "none" or "required")) return Refusal.Value(path, $"'{word}' is none of 'auto', 'none', 'required'");
            choice = new ToolChoice(word switch { "none" => ToolChoiceKind.None, "required" => ToolChoiceKind.Required, _ => ToolChoiceKind.Auto });
            return null;
        }

        if (said.ValueKind != JsonValueKind.Object || said.Text("type") != "function" || !said.TryGetMember("function", out var function) || function.Text("name") is not { } name)
            return Refusal.Type(path, "a word, or {\"type\":\"function\",\"function\":{\"name\":…}}");
        if (tools.All(tool => tool.Name != name)) return Refusal.Value(path + ".function.name", $"no tool of this request is called '{name}'");
        choice = new ToolChoice(ToolChoiceKind.Named, name);
        return null;
    }
}
