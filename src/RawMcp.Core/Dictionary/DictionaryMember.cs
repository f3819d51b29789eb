using System.Text.Json;

namespace RawMcp.WireDictionary;

/// <summary>A member of an object: what it is for here, and in which revisions it is there.</summary>
public sealed class DictionaryMember
{
    private readonly Vocabulary vocabulary;
    private readonly JsonElement entry;

    internal DictionaryMember(Vocabulary vocabulary, string name, JsonElement entry, RevisionRange within)
    {
        this.vocabulary = vocabulary;
        this.entry = entry;
        Name = name;
        In = Entry.Range(entry, within);
    }

    /// <summary>Its name on the wire.</summary>
    public string Name { get; }

    /// <summary>The revisions that have it.</summary>
    public RevisionRange In { get; }

    /// <summary>The revision of this dictionary has it.</summary>
    public bool IsKnown => In.Contains(vocabulary.Revision);

    /// <summary>The revisions in which it has to be there.</summary>
    public RevisionRange NeededIn => Entry.NeededIn(entry).And(In);

    /// <summary>It has to be there in the revision of this dictionary.</summary>
    public bool IsNeeded => NeededIn.Contains(vocabulary.Revision);

    /// <summary>What it is for, and who reads it.</summary>
    public Words? Words => Entry.WordsOf(entry);

    /// <summary>Where the specification speaks of it; null where that is the page of what contains it.</summary>
    public string? Page => Entry.PageOf(entry, vocabulary.Revision);

    /// <summary>Its counterpart in the other era, where it moved.</summary>
    public Moved? Moved => Entry.MovedOf(entry);

    /// <summary>What may stand there.</summary>
    public Shape Shape => new(vocabulary, entry, In) { Concept = Entry.Concept(entry, vocabulary.Revision) };
}
