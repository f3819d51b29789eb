using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.WireDictionary;

/// <summary>Which alternative of a union a value is meant to be, told by its members: a fixed value decides, what has to be there comes next.</summary>
internal static class Union
{
    private const int MaxNested = 4;
    private const int Decides = 1_000;

    /// <summary>The alternatives, those inside alternatives among them, that have members or items.</summary>
    public static List<Shape> Alternatives(Shape shape)
    {
        var found = new List<Shape>();
        Gather(shape, 0, found);
        return found;
    }

    private static void Gather(Shape shape, int depth, List<Shape> found)
    {
        if (depth > MaxNested) return;
        foreach (var one in shape.Alternatives)
        {
            if (one.Members.Count > 0 || one.Items is not null) found.Add(one);
            Gather(one, depth + 1, found);
        }
    }

    /// <summary>The one that is meant; null where none can be.</summary>
    public static Shape? Choose(List<Shape> alternatives, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        Shape? best = null;
        var most = int.MinValue;
        foreach (var one in alternatives.Where(one => one.Members.Count > 0))
        {
            if (Score(one, value) is not { } score || score <= most) continue;
            (best, most) = (one, score);
        }

        return best;
    }

    private static int? Score(Shape shape, JsonElement value)
    {
        var score = 0;
        foreach (var member in shape.Members.Values.Where(member => member.IsKnown))
        {
            if (!value.TryGetMember(member.Name, out var found))
            {
                if (member.IsNeeded) score -= member.Shape.Constant.ValueKind == JsonValueKind.Undefined ? 10 : Decides / 2;
                continue;
            }

            score++;
            if (member.Shape.Constant is not { ValueKind: JsonValueKind.String } constant) continue;
            if (found.Text() != constant.Text()) return null;
            score += Decides;
        }

        return score;
    }
}
