using System.Text.Json;
using RawMcp.Schema.Patterns;

namespace RawMcp.Schema;

internal sealed partial class SchemaCompiler
{
    private bool Expect(JsonElement value, JsonValueKind kind, string wanted, SchemaPlace place)
    {
        if (value.ValueKind == kind) return true;
        Fail(place, $"{SchemaText.Kind(value)} where {wanted} is expected");
        return false;
    }

    private string? Text(JsonElement value, SchemaPlace place) => Expect(value, JsonValueKind.String, "a string", place) ? JsonString.Utf16(value) : null;

    private bool Flag(JsonElement value, SchemaPlace place)
    {
        if (value.ValueKind == JsonValueKind.True) return true;
        Expect(value, JsonValueKind.False, "true or false", place);
        return false;
    }

    private JsonElement? Number(JsonElement value, SchemaPlace place) => Expect(value, JsonValueKind.Number, "a number", place) ? value : null;

    private long? Count(JsonElement value, SchemaPlace place)
    {
        if (!Expect(value, JsonValueKind.Number, "a number", place)) return null;
        var number = JsonNumber.Of(value);
        if (!number.IsInteger || number.Sign < 0)
        {
            Fail(place, $"{SchemaText.Shown(value)} where an integer from 0 on is expected");
            return null;
        }

        return number.Exponent > 18 ? long.MaxValue : number.ToInt64();
    }

    private JsonTypes Types(JsonElement value, SchemaPlace place)
    {
        if (value.ValueKind != JsonValueKind.Array) return Type(value, place);
        var types = JsonTypes.None;
        foreach (var one in value.EnumerateArray()) types |= Type(one, place);
        if (types == JsonTypes.None) Fail(place, "an empty list of types");
        return types;
    }

    private JsonTypes Type(JsonElement value, SchemaPlace place)
    {
        if (Text(value, place) is not { } name) return JsonTypes.None;
        var type = JsonTypesExtensions.Named(name);
        if (type == JsonTypes.None) Fail(place, $"{SchemaText.Quoted(name)} is not a type: null, boolean, integer, number, string, array and object are");
        return type;
    }

    private SchemaReference Reference(JsonElement value, SchemaPlace place)
    {
        var reference = new SchemaReference(Text(value, place) ?? "");
        unresolved.Enqueue((reference, place));
        return reference;
    }

    private Pattern? Pattern(string text, SchemaPlace place)
    {
        if (Patterns.Pattern.Read(text, options.Limits.MaxPatternSteps - patternSteps, out var problem) is { } pattern)
        {
            patternSteps += pattern.Steps;
            return pattern;
        }

        if (problem.Length > 0) Fail(place, $"the pattern {SchemaText.Quoted(text)} cannot be used: {problem}");
        else Fail(place, $"the schema's patterns have more than {options.Limits.MaxPatternSteps} steps together", nameof(SchemaLimits.MaxPatternSteps));
        return null;
    }

    private List<(string Name, byte[] Key)> Names(JsonElement value, SchemaPlace place)
    {
        var names = new List<(string, byte[])>();
        if (!Expect(value, JsonValueKind.Array, "an array of names", place)) return names;
        foreach (var one in value.EnumerateArray())
        {
            if (Text(one, place) is not { } name) return names;
            names.Add((name, JsonName.Of(one)));
        }

        return names;
    }

    private SchemaNode[]? List(JsonElement value, SchemaPlace place, bool mayBeEmpty = false)
    {
        if (!Expect(value, JsonValueKind.Array, "an array of schemas", place)) return null;
        var nodes = new List<SchemaNode>();
        foreach (var one in value.EnumerateArray())
        {
            if (Node(one, place.Down(nodes.Count)) is not { } node) return null;
            nodes.Add(node);
        }

        if (nodes.Count == 0 && !mayBeEmpty) Fail(place, "an empty list of schemas");
        return [.. nodes];
    }

    private List<(byte[] Key, string Name, SchemaNode Schema)> Map(JsonElement value, SchemaPlace place)
    {
        var map = new List<(byte[], string, SchemaNode)>();
        if (!Expect(value, JsonValueKind.Object, "an object of schemas", place)) return map;
        var seen = JsonName.Table<bool>();
        foreach (var member in value.EnumerateObject())
        {
            var (key, name) = (JsonName.Of(member), JsonString.NameOf(member));
            if (!seen.TryAdd(key, true)) Fail(place.Down(name), "the name is given twice");
            if (Node(member.Value, place.Down(name)) is not { } node) return map;
            map.Add((key, name, node));
        }

        return map;
    }
}
