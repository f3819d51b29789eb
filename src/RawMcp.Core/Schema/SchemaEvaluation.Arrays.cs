using System.Text.Json;

namespace RawMcp.Schema;

internal sealed partial class SchemaEvaluation
{
    private bool Arrays(ArrayRules rules, SchemaPlace place, JsonElement value, Evaluated? seen)
    {
        var length = value.GetArrayLength();
        var fits = IsWithin(length, rules.MinItems, "minItems", rules.MaxItems, "maxItems", "item", place);
        if (Goes(fits) && (rules.Prefix.Length > 0 || rules.Items is not null)) fits &= Items(rules, value, seen);
        if (Goes(fits) && rules.Contains is { } contained) fits &= Contains(rules, contained, place, value, seen);
        if (Goes(fits) && rules.IsUnique && length > 1) fits &= Unique(place, value);
        return fits;
    }

    private bool Items(ArrayRules rules, JsonElement value, Evaluated? seen)
    {
        var fits = true;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var isListed = index < rules.Prefix.Length;
            if (!isListed && rules.Items is null) break;
            fits &= isListed
                ? Below(rules.Prefix[index], item, index, rules.PrefixKeyword, isListed: true)
                : Below(rules.Items!, item, index, rules.ItemsKeyword);
            if (!Goes(fits)) return false;
            seen?.Add(index);
            index++;
        }

        return fits;
    }

    private bool Contains(ArrayRules rules, SchemaNode contained, SchemaPlace place, JsonElement value, Evaluated? seen)
    {
        var (outer, before) = (errors, (told, hasMoreErrors));
        errors = null;
        var (index, count, least) = (0, 0L, rules.MinContains ?? 1);
        foreach (var item in value.EnumerateArray())
        {
            if (Below(contained, item, index, "contains"))
            {
                count++;
                seen?.Add(index);
            }

            index++;
            if (work.Stopped is not null || (!collects && seen is null && count >= least && rules.MaxContains is null)) break;
        }

        errors = outer;
        (told, hasMoreErrors) = before;
        if (count < least)
        {
            return Tells && Fail(
                place.Down(rules.MinContains is null ? "contains" : "minContains"),
                $"{Fitting(count)} what the array must contain, where at least {least} must",
                isBilingual ? $"数组中有 {count} 项符合要求，而至少应有 {least} 项" : null);
        }

        return count <= (rules.MaxContains ?? long.MaxValue)
            || (Tells && Fail(
                place.Down("maxContains"),
                $"{Fitting(count)} what the array must contain, where at most {rules.MaxContains} may",
                isBilingual ? $"数组中有 {count} 项符合要求，而最多只能有 {rules.MaxContains} 项" : null));
    }

    private static string Fitting(long count) => count == 0 ? "no item fits" : count == 1 ? "1 item fits" : $"{count} items fit";

    private bool Unique(SchemaPlace place, JsonElement value)
    {
        var known = new Dictionary<JsonElement, int>(Equality);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (!known.TryAdd(item, index))
            {
                return Tells && Fail(
                    place.Down("uniqueItems"),
                    $"items {known[item]} and {index} are the same, where each must differ from the others",
                    isBilingual ? $"[{known[item]}] 与 [{index}] 两项相同，而各项应互不相同" : null);
            }

            if (work.Stopped is not null) return false;
            index++;
        }

        return true;
    }

    private bool RestOfItems(SchemaNode schema, JsonElement value, Evaluated? seen)
    {
        var fits = true;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (seen?.Has(index) == false) fits &= Below(schema, item, index, "unevaluatedItems");
            if (!Goes(fits)) return false;
            index++;
        }

        seen?.AddAll();
        return fits;
    }
}
