using System.Text.Json;
using RawMcp.Schema.Patterns;

namespace RawMcp.Schema;

/// <summary>A subschema, ready to be held against values. What it does not say is null.</summary>
internal sealed class SchemaNode(SchemaPlace place)
{
    public SchemaPlace Place { get; } = place;

    /// <summary>For the schemas <c>true</c> and <c>false</c>.</summary>
    public bool? Always { get; set; }

    public SchemaReference? Reference { get; set; }

    public SchemaReference? DynamicReference { get; set; }

    public JsonTypes Types { get; set; }

    public SchemaEnum? Enum { get; set; }

    public JsonElement? Const { get; set; }

    public NumberRules? Numbers { get; set; }

    public StringRules? Strings { get; set; }

    public ArrayRules? Arrays { get; set; }

    public ObjectRules? Objects { get; set; }

    public ChoiceRules? Choices { get; set; }

    public SchemaNode? UnevaluatedItems { get; set; }

    public SchemaNode? UnevaluatedProperties { get; set; }

    /// <summary>What it says without judging.</summary>
    public IReadOnlyList<(string Keyword, JsonElement Value)> Annotations { get; set; } = [];

    public bool HasUnevaluated => UnevaluatedItems is not null || UnevaluatedProperties is not null;
}

/// <summary>A <c>$ref</c> or <c>$dynamicRef</c>.</summary>
internal sealed class SchemaReference(string text)
{
    public string Text { get; } = text;

    /// <summary>What it points at; set when all references are resolved.</summary>
    public SchemaNode? Target { get; set; }

    /// <summary>The name to look for in the dynamic scope; null where the target is the target.</summary>
    public string? DynamicName { get; set; }
}

/// <summary>What is said of numbers.</summary>
internal sealed class NumberRules
{
    public JsonElement? Minimum { get; set; }

    public JsonElement? Maximum { get; set; }

    public JsonElement? ExclusiveMinimum { get; set; }

    public JsonElement? ExclusiveMaximum { get; set; }

    public JsonElement? MultipleOf { get; set; }
}

/// <summary>What is said of strings.</summary>
internal sealed class StringRules
{
    public long? MinLength { get; set; }

    public long? MaxLength { get; set; }

    public Pattern? Pattern { get; set; }
}

/// <summary>What is said of arrays.</summary>
internal sealed class ArrayRules
{
    public SchemaNode[] Prefix { get; set; } = [];

    /// <summary>The keyword that <see cref="Prefix"/> was: draft-07 has it in <c>items</c>.</summary>
    public string PrefixKeyword { get; set; } = "prefixItems";

    /// <summary>For the items behind the prefix.</summary>
    public SchemaNode? Items { get; set; }

    public string ItemsKeyword { get; set; } = "items";

    public SchemaNode? Contains { get; set; }

    public long? MinContains { get; set; }

    public long? MaxContains { get; set; }

    public long? MinItems { get; set; }

    public long? MaxItems { get; set; }

    public bool IsUnique { get; set; }
}

/// <summary>What is said of objects.</summary>
internal sealed class ObjectRules
{
    /// <summary>The members that <c>properties</c> or <c>required</c> name.</summary>
    public Dictionary<byte[], MemberRule> Members { get; } = JsonName.Table<MemberRule>();

    public List<string> Required { get; } = [];

    public List<(Pattern Pattern, SchemaNode Schema)> Patterns { get; } = [];

    public SchemaNode? Additional { get; set; }

    public SchemaNode? Names { get; set; }

    public long? MinProperties { get; set; }

    public long? MaxProperties { get; set; }

    public List<Dependency> Dependencies { get; } = [];

    /// <summary>Whether the members have to be gone through one by one.</summary>
    public bool LooksAtMembers => Members.Count > 0 || Patterns.Count > 0 || Additional is not null || Names is not null;

    public MemberRule Member(byte[] key, string name)
    {
        if (Members.TryGetValue(key, out var rule)) return rule;
        return Members[key] = new MemberRule(name);
    }
}

/// <summary>What is said of one member.</summary>
internal sealed class MemberRule(string name)
{
    public string Name { get; } = name;

    public SchemaNode? Schema { get; set; }

    /// <summary>Its place in <see cref="ObjectRules.Required"/>; negative where it may be absent.</summary>
    public int Required { get; set; } = -1;
}

/// <summary>What the presence of one member asks for: other members, or that a schema fits.</summary>
internal sealed record Dependency(string Keyword, string Name, byte[] Key, IReadOnlyList<(string Name, byte[] Key)> Needed, SchemaNode? Schema);

/// <summary>What is said by other schemas of the same value.</summary>
internal sealed class ChoiceRules
{
    public SchemaNode[] AllOf { get; set; } = [];

    public SchemaNode[]? AnyOf { get; set; }

    public SchemaNode[]? OneOf { get; set; }

    public SchemaNode? Not { get; set; }

    public SchemaNode? If { get; set; }

    public SchemaNode? Then { get; set; }

    public SchemaNode? Else { get; set; }
}
