using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp;

/// <summary>From what a method returns to what the client gets: blocks for the model to read, and the value as data.</summary>
internal sealed class ToolResult
{
    private const string WrapperName = "result";

    private readonly JsonTypeInfo? contract;
    private readonly Shape? shape;
    private readonly bool isWrapped;
    private readonly bool isStructured;

    /// <summary>Prepares results of a type.</summary>
    /// <param name="type">The type of the value; void for none.</param>
    /// <param name="declared">What the declaration says on null.</param>
    /// <param name="json">How values are written.</param>
    /// <param name="isStructured">Whether the value is also sent as data.</param>
    /// <param name="tool">The tool, for messages.</param>
    public ToolResult(Type type, NullabilityInfo? declared, ToolJson json, bool isStructured, string tool)
    {
        if (type == typeof(void) || IsReady(type)) return;
        var place = $"tool {tool}, return value";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
            throw new ArgumentException($"{place}: a result is sent at once; return a list instead of {type}.");
        contract = json.Contract(type, place);
        this.isStructured = isStructured;
        var schema = new TypeSchema(json, isInput: false, place).Of(type, declared);
        if (!isStructured || !schema.Any(keyword => keyword.Key is "type" or "enum" or "anyOf")) return;

        // Structured content is an object before 2026-07-28, and a client of any revision should get the same.
        isWrapped = schema["type"] is not JsonValue single || single.GetValue<string>() != "object";
        if (isWrapped)
        {
            SchemaTree.Rebase(schema, "/properties/" + WrapperName);
            schema = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { [WrapperName] = schema },
                ["required"] = new JsonArray(WrapperName),
            };
        }

        shape = Shape.Of(schema);
        SchemaTree.Strip(schema);
        OutputSchema = RawJson.Build(writer => schema.WriteTo(writer));
    }

    /// <summary>What the structured content is like; absent where there may be none.</summary>
    public RawJson OutputSchema { get; }

    /// <summary>The result of a value.</summary>
    public CallToolResult Of(object? value)
    {
        switch (value)
        {
            case CallToolResult ready:
                return ready;
            case Content block:
                return new CallToolResult([block]);
            case IEnumerable<Content> blocks:
                return new CallToolResult([.. blocks]);
        }

        if (contract is null) return new CallToolResult([]);
        var json = ReadableJson.Of(JsonSerializer.SerializeToUtf8Bytes(value, contract));
        var structured = Structured(json);
        if (shape is not null && Misfit(structured) is { } misfit) return CallToolResult.Error(misfit);
        return new CallToolResult(value is null ? [] : [new Content.Text(TextOf(json))]) { StructuredContent = structured };
    }

    private RawJson Structured(byte[] json)
    {
        if (isWrapped) return new((byte[])[.. "{\"result\":"u8, .. json, (byte)'}']);

        // A type that says nothing about its form (object, JsonElement) may still hold an object.
        return isStructured && json is [(byte)'{', ..] ? new(json) : default;
    }

    // A client refuses a result that breaks the schema it was promised; the model can do more with the reason.
    private string? Misfit(RawJson structured)
    {
        if (!structured.TryParse(out var element)) return $"The tool's result is no object, or nested deeper than {RawJson.MaxTreeDepth} levels.";
        var problems = new Problems();
        new Check(problems, isLenient: false, null).Value(element, shape!);
        return problems.Count == 0 ? null : $"The tool's result does not fit its output schema:\n{problems}";
    }

    // A string is for reading, not for parsing: without its quotes.
    private static string TextOf(byte[] json) =>
        json is [(byte)'"', ..] && JsonElement.Parse(json).Text() is { } text ? text : Encoding.UTF8.GetString(json);

    private static bool IsReady(Type type) =>
        type == typeof(CallToolResult) || typeof(Content).IsAssignableFrom(type) || typeof(IEnumerable<Content>).IsAssignableFrom(type);
}
