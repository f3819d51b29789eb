using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>A tool as a server describes it. Spec: server/tools#tool.</summary>
/// <param name="Name">What <c>tools/call</c> calls it by.</param>
/// <param name="InputSchema">JSON Schema of the arguments; its root has <c>"type":"object"</c>.</param>
public sealed record Tool(string Name, RawJson InputSchema)
{
    /// <summary>What it does, for the model that chooses.</summary>
    public string? Description { get; init; }

    /// <summary>A name for people. From 2025-06-18 on.</summary>
    public string? Title { get; init; }

    /// <summary>JSON Schema of the structured result; absent where there is none. From 2025-06-18 on.</summary>
    public RawJson OutputSchema { get; init; }

    /// <summary>Hints on what it does to the world; null where there are none. From 2025-03-26 on.</summary>
    public ToolAnnotations? Annotations { get; init; }

    /// <summary>The object as it came; absent on a tool we describe ourselves.</summary>
    public RawJson Raw { get; init; }

    /// <summary>Reads one entry of a tools list.</summary>
    internal static Reading<Tool> Read(JsonElement item, string path)
    {
        if (item.Text("name") is not { } name) return Reading.Failed<Tool>(path + ".name", "expected a string");
        if (!item.TryGetMember("inputSchema", out var input) || input.ValueKind != JsonValueKind.Object)
            return Reading.Failed<Tool>(path + ".inputSchema", "expected an object");
        return new Tool(name, RawJson.From(input))
        {
            Description = item.Text("description"),
            Title = item.Text("title"),
            OutputSchema = item.TryGetMember("outputSchema", out var output) && output.ValueKind == JsonValueKind.Object ? RawJson.From(output) : default,
            Annotations = ToolAnnotations.Read(item),
            Raw = RawJson.From(item),
        };
    }

    /// <summary>Writes the object, with the members that the revision has.</summary>
    public void Write(Utf8JsonWriter writer, Revision revision)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        if (revision.HasTitles) writer.WriteOptional("title", Title);
        writer.WriteOptional("description", Description);
        writer.WriteOptional("inputSchema", InputSchema);
        if (HasOutputSchema(revision)) writer.WriteOptional("outputSchema", OutputSchema);
        if (revision.HasToolAnnotations && Annotations is not null)
        {
            writer.WritePropertyName("annotations");
            Annotations.Write(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>Whether the output schema may be shown in that revision: before 2026-07-28 its root has to be an object.</summary>
    public bool HasOutputSchema(Revision revision) =>
        !OutputSchema.IsAbsent && revision.HasStructuredContent
        && (revision.HasAnyStructuredContent || (OutputSchema.TryParse(out var schema) && schema.Text("type") == "object"));
}

/// <summary>Hints on what a tool does to the world. A hint is a claim of the server, not a promise.</summary>
/// <param name="ReadOnly">It changes nothing.</param>
/// <param name="Destructive">It may destroy something.</param>
/// <param name="Idempotent">A second call with the same arguments changes nothing more.</param>
/// <param name="OpenWorld">It reaches beyond the server's own data.</param>
public sealed record ToolAnnotations(bool? ReadOnly = null, bool? Destructive = null, bool? Idempotent = null, bool? OpenWorld = null)
{
    internal static ToolAnnotations? Read(JsonElement tool)
    {
        if (!tool.TryGetMember("annotations", out var hints) || hints.ValueKind != JsonValueKind.Object) return null;
        return new ToolAnnotations(Hint("readOnlyHint"), Hint("destructiveHint"), Hint("idempotentHint"), Hint("openWorldHint"));

        bool? Hint(string name) => hints.TryGetMember(name, out var value) ? value.Flag() : null;
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("readOnlyHint", ReadOnly);
        writer.WriteOptional("destructiveHint", Destructive);
        writer.WriteOptional("idempotentHint", Idempotent);
        writer.WriteOptional("openWorldHint", OpenWorld);
        writer.WriteEndObject();
    }
}
