using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RawMcp.JsonRpc;

namespace RawMcp;

/// <summary>
/// How the values of one set of tools are read, written and described: serializer options, and two variations of them to take
/// schemas from. The author's options rule; <see cref="CommonTypes"/> fills in what they do not know.
/// </summary>
internal sealed class ToolJson
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, ToolJson> OfAuthors = [];

    private ToolJson(JsonSerializerOptions options)
    {
        Values = new(options) { TypeInfoResolver = JsonTypeInfoResolver.Combine(options.TypeInfoResolver, CommonTypes.Default) };
        Values.MakeReadOnly();
        Input = ForSchema(property => property.Set is null && property.AssociatedParameter is null);
        Output = ForSchema(property => property.Get is null);
    }

    /// <summary>What reads and writes values.</summary>
    public JsonSerializerOptions Values { get; }

    /// <summary>What input schemas are taken from: members that cannot be set do not exist in it.</summary>
    public JsonSerializerOptions Input { get; }

    /// <summary>What output schemas are taken from: members that are never written do not exist in it.</summary>
    public JsonSerializerOptions Output { get; }

    private static ToolJson Default { get; } = new(DefaultOptions());

    /// <summary>Those of an author's options; the default ones for null.</summary>
    public static ToolJson For(JsonSerializerOptions? options) => options is null ? Default : OfAuthors.GetValue(options, Adopt);

    /// <summary>The JSON contract of a type.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public JsonTypeInfo Contract(Type type, string place)
    {
        try
        {
            return Values.GetTypeInfo(type);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            throw new ArgumentException(
                $"{place}: nothing says how {type} looks as JSON. Declare it with [JsonSerializable(typeof({type.Name}))] on a "
                + "JsonSerializerContext and pass that context's Default.Options as the options of the tool.",
                e);
        }
    }

    private JsonSerializerOptions ForSchema(Predicate<JsonPropertyInfo> isHidden)
    {
        var options = new JsonSerializerOptions(Values)
        {
            // Otherwise every number is described as "a string or a number"; the checker reads numbers in strings without that.
            NumberHandling = Values.NumberHandling & ~JsonNumberHandling.AllowReadingFromString,
            TypeInfoResolver = Values.TypeInfoResolver!.WithAddedModifier(Hide),
        };
        options.MakeReadOnly();
        return options;

        void Hide(JsonTypeInfo info)
        {
            if (info.Kind != JsonTypeInfoKind.Object) return;
            for (var i = info.Properties.Count - 1; i >= 0; i--)
            {
                var property = info.Properties[i];
                if (!property.IsExtensionData && isHidden(property)) info.Properties.RemoveAt(i);
            }
        }
    }

    private static JsonSerializerOptions DefaultOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowOutOfOrderMetadataProperties = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = RawJson.MaxTreeDepth,
            TypeInfoResolver = CommonTypes.Default,
        };
        if (JsonSerializer.IsReflectionEnabledByDefault) AddReflection(options);
        return options;
    }

    private static ToolJson Adopt(JsonSerializerOptions options)
    {
        if (options.TypeInfoResolver is null && JsonSerializer.IsReflectionEnabledByDefault)
        {
            options = new(options);
            UseReflection(options);
        }

        return new(options);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = OnlyWhereEnabled)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = OnlyWhereEnabled)]
    private static void AddReflection(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter());
        UseReflection(options);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = OnlyWhereEnabled)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = OnlyWhereEnabled)]
    private static void UseReflection(JsonSerializerOptions options) => options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();

    private const string OnlyWhereEnabled =
        "Reached only where JsonSerializer.IsReflectionEnabledByDefault is true. Trimmed and NativeAOT programs have it false, "
        + "and there a type without a generated contract is refused when its tool is made.";
}
