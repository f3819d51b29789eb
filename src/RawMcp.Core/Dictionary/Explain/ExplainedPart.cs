using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Schema;

namespace RawMcp.WireDictionary;

/// <summary>One value of a message, a member's or an item's: where it stands, what it means, and what is wrong with it.</summary>
public sealed class ExplainedPart
{
    private readonly List<Remark> remarks = [];

    internal ExplainedPart(ExplainedPart? parent, string? name, int item, ByteRange? nameRange, ByteRange value, JsonValueKind kind)
    {
        Parent = parent;
        Name = name;
        Depth = parent is null ? 0 : parent.Depth + 1;
        Path = parent is null ? JsonPointer.Root : name is null ? parent.Path.Down(item) : parent.Path.Down(name);
        NameRange = nameRange;
        Value = value;
        Kind = kind;
    }

    /// <summary>What contains it; null for the message itself.</summary>
    public ExplainedPart? Parent { get; }

    /// <summary>The member's name; null for an item and for the message itself.</summary>
    public string? Name { get; }

    /// <summary>How deep it stands: 0 for the message itself.</summary>
    public int Depth { get; }

    /// <summary>Where it stands in the message.</summary>
    public JsonPointer Path { get; }

    /// <summary>Where the name stands in the frame, quotes included; null where there is none.</summary>
    public ByteRange? NameRange { get; }

    /// <summary>Where the value stands in the frame.</summary>
    public ByteRange Value { get; }

    /// <summary>All of it, from the name to the end of the value.</summary>
    public ByteRange Range => NameRange is { } name ? new(name.Start, Value.End - name.Start) : Value;

    /// <summary>What kind of value it is; Undefined for bytes that are no JSON.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>How the revision stands to it.</summary>
    public Standing Standing { get; internal set; }

    /// <summary>What it is for; null where the dictionary has nothing to say, which <see cref="Standing"/> explains.</summary>
    public Words? Words { get; internal set; }

    /// <summary>What this very value says, where the dictionary knows: the method, the code of an error.</summary>
    public Words? Says { get; internal set; }

    /// <summary>The revisions that have it; null where none is known to.</summary>
    public RevisionRange? In { get; internal set; }

    /// <summary>The revisions in which it has to be there.</summary>
    public RevisionRange NeededIn { get; internal set; }

    /// <summary>Where the specification speaks of it: <c>page#anchor</c>.</summary>
    public string? Page { get; internal set; }

    /// <summary>Its counterpart in the message's revision, where it moved.</summary>
    public Moved? Moved { get; internal set; }

    /// <summary>What is wrong with it, or worth noting.</summary>
    public IReadOnlyList<Remark> Remarks => remarks;

    internal Place Place { get; set; } = Place.Nowhere;

    internal void Add(Remark remark) => remarks.Add(remark);
}

/// <summary>How a revision stands to a value.</summary>
public enum Standing
{
    /// <summary>The revision has it.</summary>
    Known,

    /// <summary>Other revisions have it.</summary>
    OtherRevision,

    /// <summary>No revision has it.</summary>
    Unknown,

    /// <summary>The protocol does not look at it: a tool's arguments, the keys of <c>_meta</c>, a schema.</summary>
    Owners,

    /// <summary>Part of a result whose request is not known.</summary>
    NeedsRequest,

    /// <summary>Bytes that are no message.</summary>
    Unreadable,
}

/// <summary>Something that is to be said of a value beyond what it means.</summary>
/// <param name="IsViolation">It breaks the revision; otherwise it is worth noting.</param>
/// <param name="Words">The sentence.</param>
/// <param name="Requirement">The requirement it breaks, where one of the registry fits.</param>
public sealed record Remark(bool IsViolation, Words Words, string? Requirement = null);
