using System.Runtime.InteropServices;
using System.Text.Json;

namespace RawMcp.Schema;

internal sealed partial class SchemaEvaluation
{
    private const int FewRequired = 64;

    private bool Objects(ObjectRules rules, SchemaPlace place, JsonElement value, Evaluated? seen)
    {
        var fits = true;
        if (rules.MinProperties is not null || rules.MaxProperties is not null)
            fits = IsWithin(value.GetPropertyCount(), rules.MinProperties, "minProperties", rules.MaxProperties, "maxProperties", "member", place);
        if (Goes(fits) && rules.LooksAtMembers) fits &= Members(rules, place, value, seen);
        if (Goes(fits) && rules.Dependencies.Count > 0) fits &= Dependencies(rules, place, value, seen);
        return fits;
    }

    // Of members with the same name each has to fit: who reads the object later may take either.
    private bool Members(ObjectRules rules, SchemaPlace place, JsonElement value, Evaluated? seen)
    {
        var fits = true;
        var found = rules.Required.Count <= FewRequired ? stackalloc bool[FewRequired] : new bool[rules.Required.Count];
        var index = 0;
        foreach (var member in value.EnumerateObject())
        {
            if (!work.Spend(1)) return false;
            var isNamed = false;
            if (rules.Members.Count > 0 && JsonName.TryGet(rules.Members, JsonName.Span(member), out var rule))
            {
                if (rule.Required >= 0) found[rule.Required] = true;
                if (rule.Schema is { } schema)
                {
                    isNamed = true;
                    fits &= Below(schema, member, "properties", rule.Name);
                }
            }

            if (Goes(fits) && rules.Patterns.Count > 0) fits &= Patterns(rules, member, ref isNamed);
            if (Goes(fits) && !isNamed && rules.Additional is { } additional)
            {
                isNamed = true;
                fits &= Below(additional, member, "additionalProperties", null);
            }

            if (Goes(fits) && rules.Names is { } names) fits &= Name(names, member);
            if (!Goes(fits)) return false;
            if (isNamed) seen?.Add(index);
            index++;
        }

        var missing = found[..rules.Required.Count].IndexOf(false) >= 0;
        return missing ? Tells && Fail(place.Down("required"), Missing(rules.Required, found), isBilingual ? MissingInChinese(rules.Required, found) : null) : fits;
    }

    private static string Missing(List<string> required, ReadOnlySpan<bool> found)
    {
        var names = MissingNames(required, found);
        if (names.Count == 1) return $"the required member {names[0]} is missing";
        var more = names.Count > MaxShownValues ? $" and {names.Count - MaxShownValues} more" : "";
        return $"the required members {string.Join(", ", names.Take(MaxShownValues))}{more} are missing";
    }

    private static string MissingInChinese(List<string> required, ReadOnlySpan<bool> found)
    {
        var names = MissingNames(required, found);
        var more = names.Count > MaxShownValues ? $" 等 {names.Count} 个" : "";
        return $"缺少必需的成员 {string.Join("、", names.Take(MaxShownValues))}{more}";
    }

    private static List<string> MissingNames(List<string> required, ReadOnlySpan<bool> found)
    {
        var names = new List<string>();
        for (var i = 0; i < required.Count; i++)
        {
            if (!found[i]) names.Add(SchemaText.Quoted(required[i]));
        }

        return names;
    }

    private bool Patterns(ObjectRules rules, JsonProperty member, ref bool isNamed)
    {
        var name = JsonString.NameOf(member);
        var fits = true;
        foreach (var (pattern, schema) in rules.Patterns)
        {
            if (!pattern.IsIn(name, work)) continue;
            isNamed = true;
            fits &= Below(schema, member, "patternProperties", pattern.Text);
            if (!Goes(fits)) return false;
        }

        return fits;
    }

    private bool Name(SchemaNode schema, JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        work.Spend(raw.Length / 16);
        var name = JsonElement.Parse([(byte)'"', .. raw, (byte)'"']);
        if (!collects) return Apply(schema, name, null);
        var (backAt, backVia) = (at, via);
        (at, via) = (at.Down(JsonString.NameOf(member)), via.Down("propertyNames"));
        var fits = Apply(schema, name, null);
        (at, via) = (backAt, backVia);
        return fits;
    }

    private bool Dependencies(ObjectRules rules, SchemaPlace place, JsonElement value, Evaluated? seen)
    {
        var present = JsonName.Table<bool>();
        foreach (var member in value.EnumerateObject())
        {
            if (!work.Spend(1)) return false;
            present[JsonName.Of(member)] = true;
        }

        var fits = true;
        foreach (var dependency in rules.Dependencies)
        {
            if (!work.Spend(1) || !present.ContainsKey(dependency.Key)) continue;
            foreach (var (name, key) in dependency.Needed)
            {
                if (!work.Spend(1)) return false;
                if (present.ContainsKey(key)) continue;
                {
                    fits = Tells && Fail(
                        place.Down(dependency.Keyword),
                        $"{SchemaText.Quoted(name)} is missing, which {SchemaText.Quoted(dependency.Name)} requires",
                        isBilingual ? $"缺少成员 {SchemaText.Quoted(name)}，而有 {SchemaText.Quoted(dependency.Name)} 时必须有它" : null);
                }
                if (!Goes(fits)) return false;
            }

            if (dependency.Schema is { } schema) fits &= HereFor(schema, value, seen, dependency);
            if (!Goes(fits)) return false;
        }

        return fits;
    }

    private bool HereFor(SchemaNode schema, JsonElement value, Evaluated? seen, Dependency dependency)
    {
        if (!collects) return Apply(schema, value, seen);
        var back = via;
        via = via.Down(dependency.Keyword).Down(dependency.Name);
        var fits = Apply(schema, value, seen);
        via = back;
        return fits;
    }

    private bool RestOfMembers(SchemaNode schema, JsonElement value, Evaluated? seen)
    {
        var fits = true;
        var index = 0;
        foreach (var member in value.EnumerateObject())
        {
            if (seen?.Has(index) == false) fits &= Below(schema, member, "unevaluatedProperties", null);
            if (!Goes(fits)) return false;
            index++;
        }

        seen?.AddAll();
        return fits;
    }
}
