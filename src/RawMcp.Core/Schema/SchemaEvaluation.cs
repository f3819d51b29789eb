using System.Runtime.InteropServices;
using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>
/// One walk of a schema over an instance. Two ways of it: to the first thing that does not fit, for a verdict; or to the end,
/// collecting errors and annotations with their places.
/// </summary>
internal sealed partial class SchemaEvaluation(SchemaNode root, JsonElement instance, SchemaLimits limits, bool hasDynamicScope, bool collects, bool isBilingual = false)
{
    private readonly SchemaWork work = new(limits.MaxWork + JsonMarshal.GetRawUtf8Value(instance).Length);
    private readonly List<SchemaResource> scope = []; // the resources that led here, the outermost first
    private readonly List<SchemaAnnotation> annotations = [];
    private List<SchemaError>? errors = [];           // null where nobody wants to know
    private int told;
    private bool hasMoreErrors;
    private int depth;
    private JsonPointer at = JsonPointer.Root;        // both kept up only when collecting
    private JsonPointer via = JsonPointer.Root;
    private JsonEquality? equality;
    private SchemaPlace? stoppedAt;

    private JsonEquality Equality => equality ??= new JsonEquality(work);

    /// <summary>The whole of it.</summary>
    public SchemaResult Evaluate()
    {
        var fits = Apply(root, instance, null);
        if (work.Stopped is { } limit)
            return new SchemaResult(false, new SchemaProblem((stoppedAt ?? root.Place).ToString(), Reason(limit)) { Limit = limit }, [], false, []);
        return new SchemaResult(fits, null, errors!, hasMoreErrors, fits ? annotations : []);
    }

    /// <summary>The verdict alone.</summary>
    public bool IsValid() => Apply(root, instance, null) && work.Stopped is null;

    private string Reason(string limit) => limit switch
    {
        nameof(SchemaLimits.MaxWork) => $"the evaluation took more than {limits.MaxWork} units of work, and one for each byte of the instance",
        nameof(SchemaLimits.MaxDigits) => $"a number of more than {limits.MaxDigits} digits",
        nameof(SchemaLimits.MaxAnnotations) => $"more than {limits.MaxAnnotations} annotations",
        _ => $"more than {limits.MaxDepth} subschemas at work inside one another, or no stack for more (does a $ref lead back to itself?)",
    };

    private bool Apply(SchemaNode node, JsonElement value, Evaluated? outer)
    {
        if (node.Always is { } always) return work.Spend(1) && (always || FailHere(node.Place));
        if (depth >= limits.MaxDepth) work.Stop(nameof(SchemaLimits.MaxDepth));
        if (!work.Spend(1) || !work.HasStack())
        {
            stoppedAt ??= node.Place;
            return false;
        }

        depth++;
        var entersScope = hasDynamicScope && (scope.Count == 0 || scope[^1] != node.Place.Resource);
        if (entersScope) scope.Add(node.Place.Resource);
        var annotated = annotations.Count;
        var seen = outer is not null || node.HasUnevaluated ? Evaluated.Of(value, work) : null;
        var fits = Judge(node, value, seen);
        if (fits && seen is not null) outer?.Add(seen);
        if (fits && collects && node.Annotations.Count > 0) Annotate(node);
        if (!fits && annotations.Count > annotated) annotations.RemoveRange(annotated, annotations.Count - annotated);
        if (entersScope) scope.RemoveAt(scope.Count - 1);
        depth--;
        if (work.Stopped is not null) stoppedAt ??= node.Place;
        return fits;
    }

    // Without a collector the first thing that does not fit is the last thing that is looked at.
    private bool Judge(SchemaNode node, JsonElement value, Evaluated? seen)
    {
        var fits = true;
        if (node.Types != JsonTypes.None && !node.Types.Have(value))
            fits = Tells && Fail(
                node.Place.Down("type"),
                $"{SchemaText.Kind(value)} where {SchemaText.Wanted(node.Types)} is expected",
                isBilingual ? $"应为{SchemaChinese.Wanted(node.Types)}，却是{SchemaChinese.Kind(value)}" : null);
        if (Goes(fits) && node.Reference is { } reference) fits &= Here(reference.Target!, value, seen, "$ref");
        if (Goes(fits) && node.DynamicReference is { } dynamic) fits &= Here(Target(dynamic), value, seen, "$dynamicRef");
        if (Goes(fits) && (node.Enum is not null || node.Const is not null)) fits &= Listed(node, value);
        switch (value.ValueKind)
        {
            case JsonValueKind.Number when Goes(fits) && node.Numbers is { } rules:
                fits &= Numbers(rules, node.Place, value);
                break;
            case JsonValueKind.String when Goes(fits) && node.Strings is { } rules:
                fits &= Strings(rules, node.Place, value);
                break;
            case JsonValueKind.Array when Goes(fits) && node.Arrays is { } rules:
                fits &= Arrays(rules, node.Place, value, seen);
                break;
            case JsonValueKind.Object when Goes(fits) && node.Objects is { } rules:
                fits &= Objects(rules, node.Place, value, seen);
                break;
        }

        if (Goes(fits) && node.Choices is { } choices) fits &= Choices(choices, node.Place, value, seen);

        // What the others have looked at is only known where they fit.
        if (fits && node.UnevaluatedItems is { } items && value.ValueKind == JsonValueKind.Array) fits = RestOfItems(items, value, seen);
        if (fits && node.UnevaluatedProperties is { } members && value.ValueKind == JsonValueKind.Object) fits = RestOfMembers(members, value, seen);
        return fits;
    }

    private bool Goes(bool fits) => (fits || collects) && work.Stopped is null;

    private SchemaNode Target(SchemaReference reference)
    {
        if (reference.DynamicName is { } name)
        {
            foreach (var resource in scope)
            {
                if (resource.DynamicAnchors.TryGetValue(name, out var outermost)) return outermost;
            }
        }

        return reference.Target!;
    }

    // Another schema for the same value.
    private bool Here(SchemaNode schema, JsonElement value, Evaluated? seen, string keyword, int index = -1)
    {
        if (!collects) return Apply(schema, value, seen);
        var back = via;
        via = index < 0 ? via.Down(keyword) : via.Down(keyword).Down(index);
        var fits = Apply(schema, value, seen);
        via = back;
        return fits;
    }

    // A schema for an item.
    private bool Below(SchemaNode schema, JsonElement item, int index, string keyword, bool isListed = false)
    {
        if (!collects) return Apply(schema, item, null);
        var (backAt, backVia) = (at, via);
        (at, via) = (at.Down(index), isListed ? via.Down(keyword).Down(index) : via.Down(keyword));
        var fits = Apply(schema, item, null);
        (at, via) = (backAt, backVia);
        return fits;
    }

    // A schema for a member.
    private bool Below(SchemaNode schema, JsonProperty member, string keyword, string? key)
    {
        if (!collects) return Apply(schema, member.Value, null);
        var (backAt, backVia) = (at, via);
        (at, via) = (at.Down(JsonString.NameOf(member)), key is null ? via.Down(keyword) : via.Down(keyword).Down(key));
        var fits = Apply(schema, member.Value, null);
        (at, via) = (backAt, backVia);
        return fits;
    }

    private void Annotate(SchemaNode node)
    {
        foreach (var (keyword, value) in node.Annotations)
        {
            if (annotations.Count >= limits.MaxAnnotations)
            {
                work.Stop(nameof(SchemaLimits.MaxAnnotations));
                return;
            }

            annotations.Add(new SchemaAnnotation(at, via.Down(keyword), node.Place.Down(keyword), value));
        }
    }
}
