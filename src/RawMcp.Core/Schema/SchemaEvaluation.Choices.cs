using System.Text.Json;

namespace RawMcp.Schema;

internal sealed partial class SchemaEvaluation
{
    // How many alternatives an error speaks of one by one.
    private const int MaxShownAlternatives = 4;

    private bool Choices(ChoiceRules rules, SchemaPlace place, JsonElement value, Evaluated? seen)
    {
        var fits = true;
        for (var i = 0; i < rules.AllOf.Length && Goes(fits); i++) fits &= Here(rules.AllOf[i], value, seen, "allOf", i);
        if (Goes(fits) && rules.AnyOf is { } anyOf) fits &= AnyOf(anyOf, place, value, seen);
        if (Goes(fits) && rules.OneOf is { } oneOf) fits &= OneOf(oneOf, place, value, seen);
        if (Goes(fits) && rules.Not is { } not && Quietly(not, value, null, "not", keepsAnnotations: false))
            fits = Tells && Fail(place.Down("not"), "fits what it must not fit", isBilingual ? "符合了不得符合的规定" : null);
        if (Goes(fits) && rules.If is { } test)
        {
            var next = Quietly(test, value, seen, "if", keepsAnnotations: true) ? (rules.Then, "then") : (rules.Else, "else");
            if (work.Stopped is null && next.Item1 is { } branch) fits &= Here(branch, value, seen, next.Item2);
        }

        return fits;
    }

    private bool AnyOf(SchemaNode[] schemas, SchemaPlace place, JsonElement value, Evaluated? seen)
    {
        var outer = errors;
        var before = (told, hasMoreErrors);
        var branches = Tells ? new List<SchemaError>[schemas.Length] : [];
        var any = false;

        // Where annotations or the evaluated members matter, a later alternative may add some.
        for (var i = 0; i < schemas.Length && work.Stopped is null && (!any || collects || seen is not null); i++)
        {
            if (branches.Length > 0) errors = branches[i] = [];
            any |= Here(schemas[i], value, seen, "anyOf", i);
        }

        errors = outer;
        if (!any && Tells) FailForCauses(place.Down("anyOf"), branches, before);
        else (told, hasMoreErrors) = before;
        return any;
    }

    private bool OneOf(SchemaNode[] schemas, SchemaPlace place, JsonElement value, Evaluated? seen)
    {
        var outer = errors;
        var before = (told, hasMoreErrors);
        var branches = Tells ? new List<SchemaError>[schemas.Length] : [];
        var (first, second) = (-1, -1);
        for (var i = 0; i < schemas.Length && work.Stopped is null && second < 0; i++)
        {
            if (branches.Length > 0) errors = branches[i] = [];
            if (!Here(schemas[i], value, seen, "oneOf", i)) continue;
            if (first < 0) first = i;
            else second = i;
        }

        errors = outer;
        if (first < 0 && Tells) FailForCauses(place.Down("oneOf"), branches, before);
        else (told, hasMoreErrors) = before;
        if (second >= 0 && Tells)
        {
            Fail(
                place.Down("oneOf"),
                $"fits more than one alternative ({first} and {second}) where exactly one is expected",
                isBilingual ? $"同时符合两个选项（{first} 和 {second}），而只应符合一个" : null);
        }

        return first >= 0 && second < 0;
    }

    // What was wrong with alternatives is told as the causes of one error.
    private void FailForCauses(SchemaPlace place, List<SchemaError>[] branches, (int Told, bool HasMore) before)
    {
        if (before.Told < limits.MaxErrors) Add(via.Down(place.Keyword), place, NoneFits(branches), isBilingual ? NoneFitsInChinese(branches) : null, [.. branches.SelectMany(branch => branch ?? [])]);
        else (told, hasMoreErrors) = (before.Told, true);
    }

    private string NoneFits(List<SchemaError>[] branches)
    {
        var reasons = Reasons(branches, error => error.Under(at));
        var more = branches.Length > MaxShownAlternatives ? "; …" : "";
        return $"fits none of {SchemaText.Counted(branches.Length, "alternative")} ({string.Join("; ", reasons)}{more})";
    }

    private string NoneFitsInChinese(List<SchemaError>[] branches)
    {
        var reasons = Reasons(branches, error => error.UnderInChinese(at));
        var more = branches.Length > MaxShownAlternatives ? "；……" : "";
        return $"{branches.Length} 个选项都不符合（{string.Join("；", reasons)}{more}）";
    }

    private static IEnumerable<string> Reasons(List<SchemaError>[] branches, Func<SchemaError, string> sentence) =>
        branches.Take(MaxShownAlternatives).Where(branch => branch is { Count: > 0 }).Select(branch => sentence(branch[0])).Distinct();

    // A question, not a demand: what does not fit is no error.
    private bool Quietly(SchemaNode schema, JsonElement value, Evaluated? seen, string keyword, bool keepsAnnotations)
    {
        var (outer, annotated) = (errors, annotations.Count);
        errors = null;
        var fits = Here(schema, value, seen, keyword);
        errors = outer;
        if (!keepsAnnotations) annotations.RemoveRange(annotated, annotations.Count - annotated);
        return fits;
    }
}
