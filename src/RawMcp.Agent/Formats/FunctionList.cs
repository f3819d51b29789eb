using System.Text.Json.Nodes;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Agent.Formats;

/// <summary>A server's tools as a model's API takes them, and what had to be changed for that.</summary>
/// <param name="Json">One object with the member <c>tools</c>, which can be copied into a request.</param>
/// <param name="Changes">A sentence for each change, which begins with the tool's name. Text of the server is in them.</param>
public sealed record FunctionList(RawJson Json, IReadOnlyList<string> Changes)
{
    /// <summary>
    /// The longest description that every endpoint of OpenAI's kind takes, in characters. OpenAI itself said
    /// "Expected a string with maximum length 1024" until the spring of 2025 (github.com/rusiaaman/wcgw/issues/51) and takes
    /// more since (github.com/run-llama/llama_index/pull/18784); others still refuse.
    /// </summary>
    public const int MaxOpenAiDescription = 1024;

    /// <summary>Writes the list. Of two tools with one name the first counts.</summary>
    public static FunctionList Of(FunctionFormat format, IEnumerable<Tool> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var changes = new List<string>();
        var names = new ToolNames();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var functions = new JsonArray();
        foreach (var tool in tools)
        {
            if (!seen.Add(tool.Name)) changes.Add($"{tool.Name}: left out, because there is a tool of that name already");
            else functions.Add((JsonNode)Function(format, tool, names, sentence => changes.Add($"{tool.Name}: {sentence}")));
        }

        // Gemini: one entry of tools holds all the functions (ai.google.dev/gemini-api/docs/function-calling).
        var list = format == FunctionFormat.Gemini ? new JsonArray(new JsonObject { ["functionDeclarations"] = functions }) : functions;
        if (format == FunctionFormat.Gemini && functions.Count == 0) list = [];
        return new FunctionList(RawJson.Build(writer => new JsonObject { ["tools"] = list }.WriteTo(writer)), changes);
    }

    private static JsonObject Function(FunctionFormat format, Tool tool, ToolNames names, Action<string> changed)
    {
        var name = Name(format, tool, names, changed);
        var description = Description(format, tool, changed);
        var function = new JsonObject { ["name"] = name };
        if (description is not null) function["description"] = description;
        if (!tool.InputSchema.TryParse(out var schema))
        {
            changed($"the schema is no JSON or deeper than {RawJson.MaxTreeDepth} levels, so that a model is told of no arguments");
            schema = default;
        }

        switch (format)
        {
            case FunctionFormat.Anthropic:
                // docs.anthropic.com, "Define tools": name, description and input_schema.
                function["input_schema"] = new RootSchema(format, changed).Of(schema);
                return function;
            case FunctionFormat.Gemini:
                // A function without parameters leaves the member out: an empty object is refused with "properties: should be
                // non-empty for OBJECT type" (github.com/agno-agi/agno/issues/2112).
                if (new GeminiSchema(changed).Of(schema) is { } parameters) function["parameters"] = parameters;
                return function;
            default:
                // platform.openai.com/docs/api-reference/chat/create: tools[].function with name, description and parameters.
                function["parameters"] = new RootSchema(format, changed).Of(schema);
                return new JsonObject { ["type"] = "function", ["function"] = function };
        }
    }

    private static string Name(FunctionFormat format, Tool tool, ToolNames names, Action<string> changed)
    {
        // OpenAI and Anthropic: ^[a-zA-Z0-9_-]{1,64}$. Gemini takes dots as well, but wants a letter or an underscore in front.
        var first = tool.Name.Length > 0 ? tool.Name[0] : '_';
        var name = names.Add("", format == FunctionFormat.Gemini && !char.IsAsciiLetter(first) && first != '_' ? "_" + tool.Name : tool.Name);
        if (name != tool.Name) changed($"the name became {name}; tools/call still wants {tool.Name}");
        return name;
    }

    private static string? Description(FunctionFormat format, Tool tool, Action<string> changed)
    {
        var text = tool.Description;
        if (text is null && tool.Title is { } title)
        {
            changed("the title became the description, which is missing");
            text = title;
        }

        // "Required. A brief description of the function": FunctionDeclaration in the Gemini API's reference.
        if (string.IsNullOrEmpty(text) && format == FunctionFormat.Gemini)
        {
            changed("the name became the description, which is missing and required");
            text = tool.Name;
        }

        if (format != FunctionFormat.OpenAi || text is null || text.Length <= MaxOpenAiDescription) return text;
        changed($"the description of {text.Length} characters was cut to {MaxOpenAiDescription}");
        var end = char.IsHighSurrogate(text[MaxOpenAiDescription - 2]) ? MaxOpenAiDescription - 2 : MaxOpenAiDescription - 1;
        return text[..end] + "…";
    }
}
