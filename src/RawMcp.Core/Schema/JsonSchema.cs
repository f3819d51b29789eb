using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using RawMcp.JsonRpc;

namespace RawMcp.Schema;

/// <summary>
/// A JSON Schema, 2020-12 or draft-07, ready to be held against values. Nothing is fetched, nothing throws: whatever a schema
/// says, compiling and evaluating end with an answer within <see cref="SchemaLimits"/>. May be used from many threads at once.
/// </summary>
public sealed class JsonSchema
{
    // Twice the depth of subschemas, because a name stands between two, and as much again for what is no subschema.
    private const int MaxJsonDepth = 1_024;

    private readonly SchemaNode root;
    private readonly SchemaLimits limits;
    private readonly bool hasDynamicScope;

    private JsonSchema(SchemaNode root, SchemaLimits limits, bool hasDynamicScope)
    {
        this.root = root;
        this.limits = limits;
        this.hasDynamicScope = hasDynamicScope;
    }

    /// <summary>Every value fits: the schema is <c>true</c> or <c>{}</c>, or has nothing but annotations.</summary>
    public bool AcceptsAnything => root.Always == true || (IsPlain && root.Types == JsonTypes.None);

    /// <summary>Every object fits: as <see cref="AcceptsAnything"/>, or with <c>"type":"object"</c> alone.</summary>
    public bool AcceptsAnyObject => root.Always == true || (IsPlain && (root.Types == JsonTypes.None || (root.Types & JsonTypes.Object) != 0));

    private bool IsPlain => root is
    {
        Always: null, Reference: null, DynamicReference: null, Enum: null, Const: null, Choices: null, HasUnevaluated: false, Numbers: null, Strings: null, Arrays: null,
        Objects: null or { LooksAtMembers: false, MinProperties: null, MaxProperties: null, Dependencies.Count: 0 },
    };

    /// <summary>Prepares a schema.</summary>
    /// <param name="schema">The schema; its document must stay alive as long as the result.</param>
    /// <param name="options">What it is compiled with.</param>
    /// <param name="compiled">The schema made ready.</param>
    /// <param name="problem">Where and why it cannot be used.</param>
    public static bool TryCompile(
        JsonElement schema, SchemaOptions? options, [NotNullWhen(true)] out JsonSchema? compiled, [NotNullWhen(false)] out SchemaProblem? problem)
    {
        options ??= SchemaOptions.Default;
        compiled = null;
        problem = schema.ValueKind == JsonValueKind.Undefined ? new SchemaProblem("#", "nothing where a schema is expected") : null;
        if (problem is not null) return false;
        var compiler = new SchemaCompiler(options);
        if (compiler.Compile(schema.Clone()) is { } root) compiled = new JsonSchema(root, options.Limits, compiler.HasDynamicScope);
        problem = compiler.Problem;
        return compiled is not null;
    }

    /// <summary>Prepares a schema from its bytes.</summary>
    /// <inheritdoc cref="TryCompile(JsonElement, SchemaOptions?, out JsonSchema?, out SchemaProblem?)"/>
    public static bool TryCompile(
        RawJson schema, SchemaOptions? options, [NotNullWhen(true)] out JsonSchema? compiled, [NotNullWhen(false)] out SchemaProblem? problem)
    {
        (compiled, problem) = (null, null);
        if (!Utf8.IsValid(schema.Utf8.Span)) problem = new SchemaProblem("#", "bytes that are not UTF-8");
        else if (TryParse(schema, out var json, out var why)) return TryCompile(json, options, out compiled, out problem);
        else problem = new SchemaProblem("#", why);
        return false;
    }

    private static bool TryParse(RawJson schema, out JsonElement json, out string why)
    {
        (json, why) = (default, "");
        try
        {
            if (!schema.IsAbsent) json = JsonElement.Parse(schema.Utf8.Span, new JsonDocumentOptions { MaxDepth = MaxJsonDepth });
            return true;
        }
        catch (JsonException e)
        {
            why = $"not JSON, or nested deeper than {MaxJsonDepth} levels: {e.Message}";
            return false;
        }
    }

    /// <summary>Holds an instance against the schema, to the end: every error and annotation is collected.</summary>
    public SchemaResult Evaluate(JsonElement instance) => new SchemaEvaluation(root, instance, limits, hasDynamicScope, collects: true).Evaluate();

    /// <summary>As <see cref="Evaluate"/>, with each error in Simplified Chinese too: <see cref="SchemaError.Chinese"/>.</summary>
    public SchemaResult EvaluateInBoth(JsonElement instance) => new SchemaEvaluation(root, instance, limits, hasDynamicScope, collects: true, isBilingual: true).Evaluate();

    /// <summary>
    /// Whether an instance fits. Cheaper than <see cref="Evaluate"/>, because it ends at the first thing that does not. False also where
    /// a limit ended it; <see cref="Evaluate"/> says which.
    /// </summary>
    public bool IsValid(JsonElement instance) => new SchemaEvaluation(root, instance, limits, hasDynamicScope, collects: false).IsValid();
}
