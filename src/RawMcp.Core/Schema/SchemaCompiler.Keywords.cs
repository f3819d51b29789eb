using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Schema;

internal sealed partial class SchemaCompiler
{
    private static readonly HashSet<string> Silent = ["$schema", "$comment", "$vocabulary", "$id"];

    private void Read(JsonElement json, SchemaNode node)
    {
        var has = node.Place.Resource.Vocabularies;
        var isDraft7 = has.HasFlag(SchemaVocabularies.Draft7);

        // In draft-07 nothing beside a $ref counts; definitions are read all the same, for the ids in them.
        var isReferenceOnly = isDraft7 && json.TryGetMember("$ref", out var reference) && reference.ValueKind == JsonValueKind.String;
        var annotations = new List<(string, JsonElement)>();
        var seen = new HashSet<string>();
        foreach (var member in json.EnumerateObject())
        {
            var keyword = JsonString.NameOf(member);
            var place = node.Place.Down(keyword);
            if (!seen.Add(keyword)) Fail(place, "the keyword is given twice");
            if (Problem is not null) return;
            if (isReferenceOnly && keyword is not ("$ref" or "definitions")) continue;
            var isRead = (isDraft7 ? ReadCore7(keyword, member.Value, node, place) : ReadCore(keyword, member.Value, node, place))
                || (has.HasFlag(SchemaVocabularies.Applicator)
                    && ((isDraft7 ? ReadApplicator7(keyword, member.Value, json, node, place) : ReadApplicator2020(keyword, member.Value, node, place))
                        || ReadApplicator(keyword, member.Value, node, place)))
                || (has.HasFlag(SchemaVocabularies.Unevaluated) && ReadUnevaluated(keyword, member.Value, node, place))
                || (has.HasFlag(SchemaVocabularies.Validation)
                    && (ReadAssertion(keyword, member.Value, node, place) || (!isDraft7 && ReadAssertion2020(keyword, member.Value, node, place))));
            if (!isRead && !Silent.Contains(keyword)) annotations.Add((keyword, member.Value));
        }

        if (annotations.Count > 0) node.Annotations = annotations;
    }

    private bool ReadCore(string keyword, JsonElement value, SchemaNode node, SchemaPlace place)
    {
        switch (keyword)
        {
            case "$ref":
                node.Reference = Reference(value, place);
                return true;
            case "$dynamicRef":
                node.DynamicReference = Reference(value, place);
                return true;
            case "$anchor" or "$dynamicAnchor":
                if (Text(value, place) is { } anchor) AddAnchor(anchor, node, place);
                return true;
            case "$defs" or "definitions":
                Map(value, place);
                return true;
            case "$id":
                Text(value, place);
                return true;
            default:
                return false;
        }
    }

    private bool ReadCore7(string keyword, JsonElement value, SchemaNode node, SchemaPlace place)
    {
        switch (keyword)
        {
            case "$ref" when value.ValueKind == JsonValueKind.String:
                node.Reference = Reference(value, place);
                return true;
            case "$id":
                if (Text(value, place) is { Length: > 1 } id && id[0] == '#') AddAnchor(id[1..], node, place);
                return true;
            case "definitions":
                Map(value, place);
                return true;
            default:
                return false;
        }
    }

    private void AddAnchor(string name, SchemaNode node, SchemaPlace place)
    {
        var resource = node.Place.Resource;
        if (place.Keyword == "$dynamicAnchor") resource.DynamicAnchors.TryAdd(name, node);
        if (!resource.Anchors.TryAdd(name, node) && resource.Anchors[name] != node) Fail(place, $"two schemas have the anchor {SchemaText.Quoted(name)}");
    }

    private bool ReadApplicator(string keyword, JsonElement value, SchemaNode node, SchemaPlace place)
    {
        switch (keyword)
        {
            case "allOf": Choices(node).AllOf = List(value, place) ?? []; return true;
            case "anyOf": Choices(node).AnyOf = List(value, place); return true;
            case "oneOf": Choices(node).OneOf = List(value, place); return true;
            case "not": Choices(node).Not = Node(value, place); return true;
            case "if": Choices(node).If = Node(value, place); return true;
            case "then": Choices(node).Then = Node(value, place); return true;
            case "else": Choices(node).Else = Node(value, place); return true;
            case "contains": Arrays(node).Contains = Node(value, place); return true;
            case "additionalProperties": Objects(node).Additional = Node(value, place); return true;
            case "propertyNames": Objects(node).Names = Node(value, place); return true;
            case "properties":
                foreach (var (key, name, schema) in Map(value, place)) Objects(node).Member(key, name).Schema = schema;
                return true;
            case "patternProperties":
                foreach (var (_, name, schema) in Map(value, place))
                {
                    if (Pattern(name, place) is { } pattern) Objects(node).Patterns.Add((pattern, schema));
                }

                return true;
            default:
                return false;
        }
    }

    private bool ReadApplicator2020(string keyword, JsonElement value, SchemaNode node, SchemaPlace place)
    {
        switch (keyword)
        {
            case "prefixItems": Arrays(node).Prefix = List(value, place) ?? []; return true;
            case "items": Arrays(node).Items = Node(value, place); return true;
            case "dependentSchemas":
                foreach (var (key, name, schema) in Map(value, place)) Objects(node).Dependencies.Add(new(keyword, name, key, [], schema));
                return true;
            default:
                return false;
        }
    }

    private bool ReadApplicator7(string keyword, JsonElement value, JsonElement beside, SchemaNode node, SchemaPlace place)
    {
        switch (keyword)
        {
            case "items" when value.ValueKind == JsonValueKind.Array:
                Arrays(node).Prefix = List(value, place, mayBeEmpty: true) ?? [];
                Arrays(node).PrefixKeyword = "items";
                return true;
            case "items":
                Arrays(node).Items = Node(value, place);
                return true;
            case "additionalItems":
                // It speaks of what lies behind a list of items; without such a list it says nothing.
                var additional = Node(value, place);
                if (beside.TryGetMember("items", out var items) && items.ValueKind == JsonValueKind.Array)
                    (Arrays(node).Items, Arrays(node).ItemsKeyword) = (additional, keyword);
                return true;
            case "dependencies":
                if (!Expect(value, JsonValueKind.Object, "an object", place)) return true;
                foreach (var member in value.EnumerateObject()) ReadDependency7(member, node, place);
                return true;
            default:
                return false;
        }
    }

    private void ReadDependency7(JsonProperty member, SchemaNode node, SchemaPlace place)
    {
        var name = JsonString.NameOf(member);
        if (member.Value.ValueKind == JsonValueKind.Array)
            Objects(node).Dependencies.Add(new(place.Keyword, name, JsonName.Of(member), Names(member.Value, place.Down(name)), null));
        else
            Objects(node).Dependencies.Add(new(place.Keyword, name, JsonName.Of(member), [], Node(member.Value, place.Down(name))));
    }

    private bool ReadUnevaluated(string keyword, JsonElement value, SchemaNode node, SchemaPlace place)
    {
        if (keyword == "unevaluatedItems") node.UnevaluatedItems = Node(value, place);
        else if (keyword == "unevaluatedProperties") node.UnevaluatedProperties = Node(value, place);
        else return false;
        return true;
    }

    private bool ReadAssertion(string keyword, JsonElement value, SchemaNode node, SchemaPlace place)
    {
        switch (keyword)
        {
            case "type": node.Types = Types(value, place); return true;
            case "const": node.Const = value; return true;
            case "enum":
                if (Expect(value, JsonValueKind.Array, "an array", place)) node.Enum = new SchemaEnum(value);
                return true;
            case "minimum": Numbers(node).Minimum = Number(value, place); return true;
            case "maximum": Numbers(node).Maximum = Number(value, place); return true;
            case "exclusiveMinimum": Numbers(node).ExclusiveMinimum = Number(value, place); return true;
            case "exclusiveMaximum": Numbers(node).ExclusiveMaximum = Number(value, place); return true;
            case "multipleOf":
                if (Number(value, place) is { } factor)
                {
                    Numbers(node).MultipleOf = factor;
                    if (JsonNumber.Of(factor).Sign <= 0) Fail(place, $"{SchemaText.Shown(value)} where a number above 0 is expected");
                    if (JsonNumber.Of(factor).Count > options.Limits.MaxDigits)
                        Fail(place, $"a number of more than {options.Limits.MaxDigits} digits", nameof(SchemaLimits.MaxDigits));
                }

                return true;
            case "minLength": Strings(node).MinLength = Count(value, place); return true;
            case "maxLength": Strings(node).MaxLength = Count(value, place); return true;
            case "pattern": Strings(node).Pattern = Text(value, place) is null ? null : Pattern(JsonString.Utf16(value), place); return true;
            case "minItems": Arrays(node).MinItems = Count(value, place); return true;
            case "maxItems": Arrays(node).MaxItems = Count(value, place); return true;
            case "uniqueItems": Arrays(node).IsUnique = Flag(value, place); return true;
            case "minProperties": Objects(node).MinProperties = Count(value, place); return true;
            case "maxProperties": Objects(node).MaxProperties = Count(value, place); return true;
            case "required":
                foreach (var (name, key) in Names(value, place))
                {
                    var rule = Objects(node).Member(key, name);
                    if (rule.Required >= 0) continue;
                    rule.Required = Objects(node).Required.Count;
                    Objects(node).Required.Add(name);
                }

                return true;
            default:
                return false;
        }
    }

    private bool ReadAssertion2020(string keyword, JsonElement value, SchemaNode node, SchemaPlace place)
    {
        switch (keyword)
        {
            case "minContains": Arrays(node).MinContains = Count(value, place); return true;
            case "maxContains": Arrays(node).MaxContains = Count(value, place); return true;
            case "dependentRequired":
                if (!Expect(value, JsonValueKind.Object, "an object", place)) return true;
                foreach (var member in value.EnumerateObject())
                {
                    var name = JsonString.NameOf(member);
                    Objects(node).Dependencies.Add(new(keyword, name, JsonName.Of(member), Names(member.Value, place.Down(name)), null));
                }

                return true;
            default:
                return false;
        }
    }

    private static ChoiceRules Choices(SchemaNode node) => node.Choices ??= new ChoiceRules();

    private static NumberRules Numbers(SchemaNode node) => node.Numbers ??= new NumberRules();

    private static StringRules Strings(SchemaNode node) => node.Strings ??= new StringRules();

    private static ArrayRules Arrays(SchemaNode node) => node.Arrays ??= new ArrayRules();

    private static ObjectRules Objects(SchemaNode node) => node.Objects ??= new ObjectRules();
}
