using System.Collections;

namespace RawMcp.Wire;

/// <summary>The messages of one frame. Nearly always there is one, and then nothing but that message is kept.</summary>
public readonly struct IndexedMessages : IReadOnlyList<IndexedMessage>
{
    private readonly object? held; // null, a message, or an array of them

    internal IndexedMessages(IndexedMessage only) => held = only;

    internal IndexedMessages(IndexedMessage[] several) => held = several;

    /// <summary>How many there are.</summary>
    public int Count => held switch
    {
        null => 0,
        IndexedMessage => 1,
        _ => ((IndexedMessage[])held).Length,
    };

    /// <summary>One of them.</summary>
    /// <param name="index">Its place, from 0 on.</param>
    public IndexedMessage this[int index] => held switch
    {
        IndexedMessage only when index == 0 => only,
        IndexedMessage[] several => several[index],
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <summary>Goes over them.</summary>
    public IEnumerator<IndexedMessage> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
