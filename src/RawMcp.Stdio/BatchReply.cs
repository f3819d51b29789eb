using System.Buffers;
using RawMcp.JsonRpc;

namespace RawMcp.Stdio;

/// <summary>
/// The answers to one batch, gathered until the last is there: JSON-RPC 2.0 answers an array with an array.
/// Only for requests that came in a batch, so only in revision 2025-03-26.
/// </summary>
internal sealed class BatchReply
{
    private readonly HashSet<RequestId> open = [];
    private readonly FrameBuffer answers = new();
    private bool sealedOff;

    /// <summary>Nothing more of the batch will come, and nothing of it waits for an answer.</summary>
    public bool IsComplete => sealedOff && open.Count == 0;

    /// <summary>Nobody is to be answered: nothing is sent then, not even an empty array.</summary>
    public bool IsEmpty => answers.Count == 0;

    /// <summary>A request of the batch.</summary>
    public void Expect(RequestId id) => open.Add(id);

    /// <summary>The whole batch has been read.</summary>
    public void Seal() => sealedOff = true;

    /// <summary>A request that will not be answered.</summary>
    public void Forget(RequestId id) => open.Remove(id);

    /// <summary>Adds one answer; <paramref name="id"/> is null for one to an element that was never expected.</summary>
    public void Add<T>(RequestId? id, T message, Action<FrameBuffer, T> write)
    {
        if (id is { } known) open.Remove(known);
        answers.Write(answers.Count == 0 ? "["u8 : ","u8);
        write(answers, message);
        answers.Rewind(answers.Count - 1); // without its LF
    }

    /// <summary>The array, ended with LF.</summary>
    public void Write(FrameBuffer to)
    {
        to.Write(answers.Written.Span);
        to.Write("]\n"u8);
    }
}
