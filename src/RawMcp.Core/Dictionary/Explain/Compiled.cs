using System.Collections.Concurrent;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Schema;

namespace RawMcp.WireDictionary;

/// <summary>The dictionary's schemas made ready, each when it is first asked for.</summary>
internal static class Compiled
{
    private static readonly ConcurrentDictionary<(Revision Revision, string Kind, string Name), JsonSchema?> Schemas = new();

    /// <summary>A whole request or notification; null where the revision does not have the method.</summary>
    public static JsonSchema? Message(Revision revision, string method) =>
        Schemas.GetOrAdd((revision, "message", method), static key => Ready(Vocabulary.Of(key.Revision).MessageSchema(key.Name)));

    /// <summary>The value of <c>result</c>; null where the revision does not have the method, and for a notification.</summary>
    public static JsonSchema? Result(Revision revision, string method) =>
        Schemas.GetOrAdd((revision, "result", method), static key => Ready(Vocabulary.Of(key.Revision).ResultSchema(key.Name)));

    /// <summary>A concept; null where the revision does not have it.</summary>
    public static JsonSchema? Concept(Revision revision, string concept) =>
        Schemas.GetOrAdd((revision, "concept", concept), static key => Ready(Vocabulary.Of(key.Revision).ConceptSchema(key.Name)));

    // The names come from the dictionary, so there are not more schemas than it has: a peer cannot fill this.
    private static JsonSchema? Ready(RawJson schema) => !schema.IsAbsent && JsonSchema.TryCompile(schema, null, out var ready, out _) ? ready : null;
}
