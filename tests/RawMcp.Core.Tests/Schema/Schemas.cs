using System.Text.Json;
using RawMcp.Schema;

namespace RawMcp.Core.Tests.Schema;

/// <summary>Short ways to a schema and to what it says.</summary>
internal static class Schemas
{
    public static JsonElement Json(string text) => JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 100_000 });

    public static JsonSchema Of(string schema, SchemaOptions? options = null)
    {
        Assert.True(JsonSchema.TryCompile(Json(schema), options, out var compiled, out var problem), problem?.ToString());
        return compiled!;
    }

    public static SchemaProblem Refused(string schema, SchemaOptions? options = null)
    {
        Assert.False(JsonSchema.TryCompile(Json(schema), options, out _, out var problem));
        return problem!;
    }

    public static SchemaResult Evaluate(string schema, string instance) => Of(schema).Evaluate(Json(instance));

    /// <summary>The verdict, which both ways of evaluating have to share.</summary>
    public static bool Fits(string schema, string instance, SchemaOptions? options = null)
    {
        var compiled = Of(schema, options);
        var result = compiled.Evaluate(Json(instance));
        Assert.Null(result.Undecided);
        Assert.Equal(result.IsValid, compiled.IsValid(Json(instance)));
        Assert.Equal(result.IsValid, result.Errors.Count == 0);
        return result.IsValid;
    }
}
