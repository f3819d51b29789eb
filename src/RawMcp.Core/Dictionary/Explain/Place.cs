using System.Text.Json;
using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>
/// A place of a message, seen by all revisions at once: each one's shape of it, and of a union the alternative that the value is.
/// So a member that one revision does not know is found in the others.
/// </summary>
internal sealed class Place
{
    private readonly Shape?[] shapes;
    private readonly Shape?[] chosen = new Shape?[Revision.All.Count];
    private readonly bool[] isUnion = new bool[Revision.All.Count];

    private Place(Shape?[] shapes) => this.shapes = shapes;

    public static Place Nowhere { get; } = new(new Shape?[Revision.All.Count]);

    /// <summary>The place that each revision has for something, if it has one.</summary>
    public static Place Of(Func<Vocabulary, Shape?> find) => new([.. Revision.All.Select(revision => find(Vocabulary.Of(revision)))]);

    /// <summary>The shape that a revision has here.</summary>
    public Shape? In(Revision revision) => shapes[revision.Place];

    /// <summary>The alternative that the value is; null where it is none of a union, or where there is no choice.</summary>
    public Shape? Chosen(Revision revision) => chosen[revision.Place];

    /// <summary>Decides which alternative of a union the value is.</summary>
    public void Choose(JsonElement value)
    {
        for (var i = 0; i < shapes.Length; i++)
        {
            if (shapes[i] is not { } shape) continue;
            var all = Union.Alternatives(shape);
            isUnion[i] = all.Count > 0;
            chosen[i] = Union.Choose(all, value);
        }
    }

    /// <summary>What a revision says of a member here, if it has it.</summary>
    public DictionaryMember? Member(Revision revision, string name)
    {
        var at = revision.Place;
        if (chosen[at]?.Members.GetValueOrDefault(name) is { IsKnown: true } own) return own;
        if (shapes[at]?.Members.GetValueOrDefault(name) is { IsKnown: true } common) return common;

        // None of the alternatives is meant, but all of them may have the member.
        if (!isUnion[at] || chosen[at] is not null) return null;
        var members = Union.Alternatives(shapes[at]!).Select(one => one.Members.GetValueOrDefault(name)).ToList();
        return members.TrueForAll(member => member is { IsKnown: true }) ? members[0] : null;
    }

    /// <summary>The places of the members of that name.</summary>
    public Place Down(string name) => Each((revision, _) => Member(revision, name)?.Shape);

    /// <summary>The places of the values of a map.</summary>
    public Place Values() => Each((_, shape) => shape.Values);

    /// <summary>The places of the items of an array.</summary>
    public Place Items() => Each((revision, shape) => shape.Items ?? Union.Alternatives(shape).Select(one => one.Items).FirstOrDefault(items => items is not null));

    /// <summary>The revisions that have a member of that name here.</summary>
    public IEnumerable<Revision> With(string name) => Revision.All.Where(revision => Member(revision, name) is not null);

    /// <summary>A revision, or where it does not have the place the latest that does, says nothing of what is inside: any member is the owner's.</summary>
    public bool IsOpen(Revision revision)
    {
        var at = shapes[revision.Place] is null ? Array.FindLastIndex(shapes, shape => shape is not null) : revision.Place;
        return at >= 0 && shapes[at]!.Members.Count == 0 && !isUnion[at];
    }

    private Place Each(Func<Revision, Shape, Shape?> step) =>
        new([.. Revision.All.Select(revision => (chosen[revision.Place] ?? shapes[revision.Place]) is { } shape ? step(revision, shape) : null)]);
}
