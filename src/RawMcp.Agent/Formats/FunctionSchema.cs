using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.Formats;

/// <summary>One tool's input schema as a model's API takes it. A schema that the API takes as it is stays as its server wrote it, byte for byte.</summary>
/// <param name="Json">The schema, an object.</param>
/// <param name="Changes">A sentence for each change; none where there was nothing to change.</param>
public sealed record FunctionSchema(RawJson Json, IReadOnlyList<string> Changes)
{
    /// <summary>The schema for OpenAI's chat completions.</summary>
    public static FunctionSchema ForOpenAi(JsonElement schema)
    {
        var changes = new List<string>();
        var changed = new RootSchema(FunctionFormat.OpenAi, changes.Add).Of(schema);
        return new(changes.Count == 0 ? RawJson.From(schema) : RawJson.Build(writer => changed.WriteTo(writer)), changes);
    }
}
