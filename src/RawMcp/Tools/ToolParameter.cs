using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace RawMcp;

/// <summary>One parameter of a tool's method: where its value comes from, and how it is read and described.</summary>
internal sealed class ToolParameter
{
    private readonly JsonTypeInfo? contract;
    private readonly object? fallback;
    private readonly bool isCancellation;

    /// <summary>Prepares a parameter; refuses one that no JSON can fill.</summary>
    /// <exception cref="ArgumentException">It is passed by reference, has no name, or has a type without a form in JSON.</exception>
    public ToolParameter(ParameterInfo parameter, ToolJson json, string tool)
    {
        var place = $"tool {tool}, parameter {parameter.Name ?? parameter.Position.ToString(null, null)}";
        var type = parameter.ParameterType;
        if (parameter.Name is not { Length: > 0 } name) throw new ArgumentException($"{place}: it has no name.");
        if (type.IsByRef || type.IsPointer || type.IsByRefLike)
            throw new ArgumentException($"{place}: {type} is passed by reference, which no argument can be.");
        Name = name;
        isCancellation = type == typeof(CancellationToken);
        IsInjected = isCancellation || type == typeof(ToolCall);
        if (IsInjected) return;

        contract = json.Contract(type, place);
        Schema = new TypeSchema(json, isInput: true, place).Of(type, Nullability.Of(parameter));
        Constraints.Apply(Schema, parameter);
        IsRequired = !parameter.HasDefaultValue;
        if (IsRequired) return;
        fallback = DefaultOf(parameter);

        // null for a struct means default(T), as in "DateTime at = default": a start, but no value to recommend to a model.
        if (fallback is not null || !type.IsValueType || Nullable.GetUnderlyingType(type) is not null)
            Schema["default"] = JsonSerializer.SerializeToNode(fallback, contract);
        if (fallback is null && !type.IsValueType) SchemaTree.SetNullable(Schema, true);
    }

    /// <summary>Its name, as written in the method and on the wire.</summary>
    public string Name { get; }

    /// <summary>It is given by the server, not by the client, and the schema does not show it.</summary>
    public bool IsInjected { get; }

    /// <summary>It has no default.</summary>
    public bool IsRequired { get; }

    /// <summary>Its schema; empty where it is injected.</summary>
    public JsonObject Schema { get; } = [];

    /// <summary>What arguments are checked against.</summary>
    public Shape? Shape { get; set; }

    /// <summary>The value when there is no argument for it.</summary>
    public object? WithoutArgument(ToolCall call, CancellationToken cancellation) =>
        !IsInjected ? fallback : isCancellation ? cancellation : call;

    /// <summary>
    /// The value of a checked argument. The serializer still has the last word: a converter may refuse what the schema could not say.
    /// </summary>
    public object? Read(ReadOnlySpan<byte> json, Problems problems)
    {
        try
        {
            return JsonSerializer.Deserialize(json, contract!);
        }
        catch (JsonException e)
        {
            var path = Name + (e.Path ?? "").TrimStart('$');
            problems.Add($"{Problems.Clip(path)}: {Sentence(e)}");
        }
#pragma warning disable CA1031 // A converter or a constructor is the author's code and may throw anything; the model has to read it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            problems.Add($"{Name}: {e.Message}");
        }

        return null;
    }

    // "… Path: $.x | LineNumber: 0 | …" says where in bytes nobody sees.
    private static string Sentence(JsonException e) => e.Message.Split(" Path: ")[0];

    private static object? DefaultOf(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;

        // Of a nullable enum reflection gives the number alone.
        return parameter.DefaultValue is { } value && type.IsEnum ? Enum.ToObject(type, value) : parameter.DefaultValue;
    }
}
