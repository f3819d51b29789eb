using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RawMcp;

/// <summary>
/// The JSON Schema of a .NET type: what the framework's exporter says, with what it leaves out (descriptions, constraints,
/// the type of enums) and without what helps nobody (<c>$comment</c>).
/// </summary>
internal sealed class TypeSchema(ToolJson json, bool isInput, string place)
{
    /// <summary>A keyword for <see cref="Shape"/> alone, with the name of the .NET type; <see cref="SchemaTree.Strip"/> takes it out.</summary>
    public const string ClrKeyword = "\0clr";

    // What is not a 32- or 64-bit integer says its bounds; for those two they would be noise in every schema.
    private static readonly Dictionary<Type, (decimal Least, decimal? Most)> Bounds = new()
    {
        [typeof(byte)] = (byte.MinValue, byte.MaxValue),
        [typeof(sbyte)] = (sbyte.MinValue, sbyte.MaxValue),
        [typeof(short)] = (short.MinValue, short.MaxValue),
        [typeof(ushort)] = (ushort.MinValue, ushort.MaxValue),
        [typeof(uint)] = (0, null),
        [typeof(ulong)] = (0, null),
        [typeof(UInt128)] = (0, null),
    };

    private static readonly Type[] Sets = [typeof(HashSet<>), typeof(ISet<>), typeof(IReadOnlySet<>), typeof(SortedSet<>)];

    /// <summary>The schema of a parameter or of a result.</summary>
    /// <param name="type">Its type, without the task around it.</param>
    /// <param name="declared">What the declaration says on null.</param>
    public JsonObject Of(Type type, NullabilityInfo? declared)
    {
        var contract = (isInput ? json.Input : json.Output).GetTypeInfo(type);
        var exporter = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Refine };
        var schema = AsObject(contract.GetJsonSchemaAsNode(exporter));
        if (declared is not null) ApplyNullability(schema, declared);
        return schema;
    }

    private JsonObject Refine(JsonSchemaExporterContext context, JsonNode node)
    {
        var schema = AsObject(node);
        var type = context.TypeInfo.Type;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        RefuseUnsupported(schema, plain);
        schema.Remove("$comment");
        if (plain.IsEnum) DescribeEnum(schema, plain, type != plain);

        // The exporter leaves out what says nothing, but some models' APIs refuse an array without items.
        if (SchemaTree.Allows(schema, "array") && !schema.ContainsKey("items")) schema["items"] = new JsonObject();
        if (plain == typeof(byte[])) schema["contentEncoding"] = "base64";
        if (plain.IsGenericType && Array.IndexOf(Sets, plain.GetGenericTypeDefinition()) >= 0) schema["uniqueItems"] = true;
        if (Bounds.TryGetValue(plain, out var bounds) && SchemaTree.Allows(schema, "integer"))
        {
            schema["minimum"] = bounds.Least;
            if (bounds.Most is { } most) schema["maximum"] = most;
        }

        if (!isInput) RequireOnlyWhatIsAlwaysWritten(schema, context.TypeInfo);
        if (context.PropertyInfo is { } property) ApplyProperty(schema, property);
        if (!schema.ContainsKey("description")) SchemaTree.Describe(schema, plain.GetCustomAttribute<DescriptionAttribute>()?.Description);
        if (!schema.ContainsKey("$ref")) schema[ClrKeyword] = plain.Name;
        return schema;
    }

    private void ApplyProperty(JsonObject schema, JsonPropertyInfo property)
    {
        // The exporter calls every member nullable that cannot be set, whatever its type says.
        SchemaTree.SetNullable(schema, SchemaTree.Allows(schema, "null") && (isInput ? property.IsSetNullable : property.IsGetNullable));
        if (Nullability.Of(property.AttributeProvider) is { } declared) ApplyItems(schema, declared);

        // [Description] on a positional record's member lands on the parameter unless it says [property: ...].
        foreach (var attributes in new[] { property.AttributeProvider, property.AssociatedParameter?.AttributeProvider })
        {
            if (attributes is not null) Constraints.Apply(schema, attributes);
        }
    }

    private void ApplyNullability(JsonObject schema, NullabilityInfo declared)
    {
        // A value type is nullable by its type alone; for references annotations decide.
        if (!declared.Type.IsValueType)
        {
            var state = isInput ? declared.WriteState : declared.ReadState;
            if (state == NullabilityState.Nullable) SchemaTree.SetNullable(schema, true);
        }

        ApplyItems(schema, declared);
    }

    private void ApplyItems(JsonObject schema, NullabilityInfo declared)
    {
        var of = declared.GenericTypeArguments;
        var item = declared.ElementType ?? (of.Length == 1 ? of[0] : null);
        if (item is not null && schema["items"] is JsonObject items) ApplyNullability(items, item);
        if (of.Length == 2 && schema["additionalProperties"] is JsonObject values) ApplyNullability(values, of[1]);
    }

    private static void DescribeEnum(JsonObject schema, Type type, bool nullable)
    {
        if (SchemaTree.Allows(schema, "integer"))
        {
            // An enum that the author's options write as a number. Its defined values are all that it may be, unless they combine.
            if (type.IsDefined(typeof(FlagsAttribute), false) || schema.ContainsKey("enum")) return;
            var values = type.GetEnumValuesAsUnderlyingType().Cast<object>().Select(value => JsonValue.Create(Convert.ToDecimal(value, null)));
            schema["enum"] = new JsonArray([.. values]);
            if (nullable) schema["enum"]!.AsArray().Add(null);
        }
        else if (schema.ContainsKey("enum") && !schema.ContainsKey("type"))
        {
            schema.Insert(0, "type", nullable ? new JsonArray("string", "null") : "string");
        }
    }

    private void RequireOnlyWhatIsAlwaysWritten(JsonObject schema, JsonTypeInfo contract)
    {
        if (schema["required"] is not JsonArray required || contract.Kind != JsonTypeInfoKind.Object) return;
        var maybeAbsent = contract.Properties
            .Where(property => property.ShouldSerialize is not null || json.Output.DefaultIgnoreCondition != JsonIgnoreCondition.Never)
            .Select(property => property.Name)
            .ToHashSet();
        required.RemoveAll(name => maybeAbsent.Contains(name!.GetValue<string>()));
        if (required.Count == 0) schema.Remove("required");
    }

    private void RefuseUnsupported(JsonObject schema, Type type)
    {
        if (schema.ContainsKey("not")) throw new ArgumentException($"{place}: {type} has no form in JSON.");
        if (type.IsGenericType && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal))
            throw new ArgumentException($"{place}: a tuple's members have no names at run time; use a record instead of {type}.");
    }

    // {} and true mean the same, but some clients read objects only.
    private static JsonObject AsObject(JsonNode node) => node as JsonObject ?? [];
}
