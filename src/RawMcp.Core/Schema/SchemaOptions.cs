using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>A version of JSON Schema that is understood here.</summary>
public enum SchemaDialect
{
    /// <summary>https://json-schema.org/draft/2020-12/schema</summary>
    Draft202012,

    /// <summary>http://json-schema.org/draft-07/schema#</summary>
    Draft7,
}

/// <summary>What a schema is compiled with.</summary>
public sealed record SchemaOptions
{
    /// <summary>Nothing but defaults.</summary>
    public static SchemaOptions Default { get; } = new();

    /// <summary>The dialect of a schema whose <c>$schema</c> does not say; 2020-12, as MCP has it.</summary>
    public SchemaDialect Dialect { get; init; } = SchemaDialect.Draft202012;

    /// <summary>The URI of the schema where it has no <c>$id</c>; what relative references are relative to.</summary>
    public string BaseUri { get; init; } = "";

    /// <summary>
    /// What absolute references may point at, by URI without a fragment. Nothing is ever fetched; the two metaschemas are known
    /// without being named here.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Resources { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>How far the schema may go.</summary>
    public SchemaLimits Limits { get; init; } = SchemaLimits.Default;
}
