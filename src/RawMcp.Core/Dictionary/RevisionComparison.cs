using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>What one revision has and another has not, or has otherwise: methods, and members of their messages.</summary>
public static class RevisionComparison
{
    /// <summary>The differences, method by method, in the order of the alphabet.</summary>
    /// <param name="before">One revision.</param>
    /// <param name="after">The other.</param>
    /// <param name="method">Only this method; null for all.</param>
    public static IReadOnlyList<RevisionDifference> Of(Revision before, Revision after, string? method = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var found = new List<RevisionDifference>();
        var (left, right) = (Vocabulary.Of(before), Vocabulary.Of(after));
        foreach (var entry in Vocabulary.AllMethods().Where(entry => method is null || entry.Name == method))
        {
            var (was, isNow) = (entry.In.Contains(before), entry.In.Contains(after));
            if (was != isNow) found.Add(new(isNow ? DifferenceKind.Added : DifferenceKind.Removed, entry.Name, null, null, entry.Words));
            if (!was || !isNow) continue;
            if (!entry.ParamsNeededIn.Contains(before) && entry.ParamsNeededIn.Contains(after)) found.Add(new(DifferenceKind.Changed, entry.Name + ":params", false, true, null));
            Members(entry.Name + ":params.", left.Params(entry.Name), right.Params(entry.Name), [], found);
            Members(entry.Name + ".result:", left.Result(entry.Name), right.Result(entry.Name), [], found);
        }

        return found;
    }

    private static void Members(string path, Shape? left, Shape? right, IReadOnlyList<string> above, List<RevisionDifference> found)
    {
        if (left is null || right is null) return;
        var concept = right.Concept ?? left.Concept;
        if (concept is not null && above.Contains(concept)) return;
        IReadOnlyList<string> below = concept is null ? above : [.. above, concept];

        // What was one concept may be one of several later on, and the other way round: it is still there.
        if (Same(right, left) is { } stayed)
        {
            Members(path, left, stayed, below.Count > above.Count && stayed.Concept == concept ? above : below, found);
            found.AddRange(right.Alternatives.Where(one => one.Concept is not null && one.Concept != stayed.Concept).Select(other => Whole(DifferenceKind.Added, path, other)));
            return;
        }

        if (Same(left, right) is { } kept)
        {
            Members(path, kept, right, below.Count > above.Count && kept.Concept == concept ? above : below, found);
            found.AddRange(left.Alternatives.Where(one => one.Concept is not null && one.Concept != kept.Concept).Select(other => Whole(DifferenceKind.Removed, path, other)));
            return;
        }

        var (before, after) = (Known(left), Known(right));
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (was, isNow) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            if (was is null) found.Add(new(DifferenceKind.Added, path + name, null, isNow!.IsNeeded, isNow.Words));
            else if (isNow is null) found.Add(new(DifferenceKind.Removed, path + name, was.IsNeeded, null, was.Words));
            else if (was.IsNeeded != isNow.IsNeeded) found.Add(new(DifferenceKind.Changed, path + name, was.IsNeeded, isNow.IsNeeded, isNow.Words));
            if (was is null || isNow is null) continue;
            Members($"{path}{name}.", was.Shape, isNow.Shape, below, found);
            Members($"{path}{name}[].", was.Shape.Items, isNow.Shape.Items, below, found);
        }

        // Alternatives of a union, by the concept that each is.
        foreach (var alternative in right.Alternatives.Where(alternative => alternative.Concept is not null))
        {
            var other = left.Alternatives.FirstOrDefault(one => one.Concept == alternative.Concept);
            if (other is null) found.Add(Whole(DifferenceKind.Added, path, alternative));
            else Members($"{path.TrimEnd('.')}<{alternative.Concept}>.", other, alternative, below, found);
        }

        found.AddRange(left.Alternatives
            .Where(one => one.Concept is not null && right.Alternatives.All(other => other.Concept != one.Concept))
            .Select(alternative => Whole(DifferenceKind.Removed, path, alternative)));
    }

    // The alternative of a union that another shape is all of.
    private static Shape? Same(Shape union, Shape one) =>
        one.Alternatives.Any() ? null : union.Alternatives.FirstOrDefault(alternative => alternative.Concept is { } concept && (concept == one.Concept || concept == one.RefersTo));

    private static RevisionDifference Whole(DifferenceKind kind, string path, Shape alternative) =>
        new(kind, $"{path.TrimEnd('.')} <{alternative.Concept}>", null, null, alternative.Words);

    private static Dictionary<string, DictionaryMember> Known(Shape shape) => shape.Members.Where(pair => pair.Value.IsKnown).ToDictionary(StringComparer.Ordinal);
}

/// <summary>One difference between two revisions.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Place">A method, or <c>METHOD:params.member</c>, or <c>METHOD.result:member</c>.</param>
/// <param name="WasNeeded">Whether it had to be there; null where it was not there, or is no member.</param>
/// <param name="IsNeeded">Whether it has to be there; null where it is not there, or is no member.</param>
/// <param name="Words">What it is for.</param>
public sealed record RevisionDifference(DifferenceKind Kind, string Place, bool? WasNeeded, bool? IsNeeded, Words? Words)
{
    /// <summary>The difference in a word or two, in English or, for <c>zh</c>, in Chinese.</summary>
    public string Says(string language) => (Kind, language == "zh") switch
    {
        (DifferenceKind.Added, false) => IsNeeded == true ? "added, required" : "added",
        (DifferenceKind.Added, true) => IsNeeded == true ? "新增，必需" : "新增",
        (DifferenceKind.Removed, false) => "removed",
        (DifferenceKind.Removed, true) => "移除",
        (_, false) => IsNeeded == true ? "became required" : "became optional",
        (_, true) => IsNeeded == true ? "变为必需" : "变为可选",
    };
}

/// <summary>What became of something between two revisions.</summary>
public enum DifferenceKind
{
    /// <summary>Only the later one has it.</summary>
    Added,

    /// <summary>Only the earlier one has it.</summary>
    Removed,

    /// <summary>Both have it, and it became required or optional.</summary>
    Changed,
}
