using RawMcp.JsonRpc;
using RawMcp.Schema;

namespace RawMcp;

/// <summary>One schema of a tool, compiled when it is first needed, and values held against it.</summary>
internal sealed class SchemaCheck
{
    private readonly Lazy<(JsonSchema? Schema, SchemaProblem? Problem)> compiled;

    public SchemaCheck(RawJson json)
    {
        Json = json;
        compiled = new(() => (JsonSchema.TryCompile(json, null, out var schema, out var problem) ? schema : null, problem));
    }

    /// <summary>The schema as it is written.</summary>
    public RawJson Json { get; }

    /// <summary>Why the schema cannot be used; null where it can.</summary>
    public SchemaProblem? Problem => compiled.Value.Problem;

    /// <summary>What does not fit, a line each; null where all does.</summary>
    /// <param name="value">The value; where it is absent, the empty object.</param>
    /// <param name="place">Where it stands, for the lines: <c>/arguments</c>.</param>
    public string? Misfit(RawJson value, string place)
    {
        if (compiled.Value.Schema is not { } schema || schema.AcceptsAnything) return null;
        if (value.IsAbsent) value = RawJson.EmptyObject;
        if (value.Kind == System.Text.Json.JsonValueKind.Object && schema.AcceptsAnyObject) return null;
        if (!value.TryParse(out var json)) return $"{place}: nested deeper than {RawJson.MaxTreeDepth} levels";
        return schema.IsValid(json) ? null : schema.Evaluate(json).Lines(place);
    }
}
