using System.Text.Json;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What an export is made of: a capture, what to choose from it, and what to take out. Holds one frame's bytes at a time.</summary>
/// <param name="index">The capture's frames and calls.</param>
/// <param name="capture">The capture itself; must be able to seek.</param>
/// <param name="redactor">Takes secrets out of everything that is written.</param>
/// <param name="filter">Chooses messages; null for all.</param>
public sealed class ExportSource(FrameIndex index, Stream capture, Redactor redactor, Filter? filter = null)
{
    /// <summary>The capture's frames and calls.</summary>
    public FrameIndex Index => index;

    /// <summary>Takes secrets out.</summary>
    public Redactor Redactor => redactor;

    /// <summary>Nothing is left out by a filter.</summary>
    public bool IsWhole => filter is null;

    /// <summary>Whether the filter chooses a frame, or a message in it.</summary>
    public bool Chooses(IndexedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (filter is null) return true;
        var view = new FilterFrame(index, frame, capture);
        for (var i = 0; i < Math.Max(1, frame.Messages.Count); i++)
        {
            if (filter.Matches(view, i)) return true;
        }

        return false;
    }

    /// <summary>The calls of which the filter chooses the request or the response, in order.</summary>
    public IEnumerable<IndexedCall> Calls() => index.Calls.Where(call => filter is null || Chooses(call, call.Request) || (call.Response is { } response && Chooses(call, response)));

    private bool Chooses(IndexedCall call, IndexedFrame frame) => filter!.Matches(new FilterFrame(index, frame, capture), Place(call, frame));

    /// <summary>A frame's bytes without secrets.</summary>
    public ReadOnlyMemory<byte> BytesOf(IndexedFrame frame) => redactor.Frame(frame, index.BytesOf(frame, capture, FramingLimits.MaxFrameBytes));

    /// <summary>Takes note of a frame that is not written: the secrets of others can begin in it.</summary>
    public void PassOver(IndexedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Stream == Pipe.Stderr || frame.Messages is [{ Defect: not null }]) redactor.Pass(frame, index.BytesOf(frame, capture, RedactionLimits.LineLooked));
    }

    /// <summary>The bytes of a call's request, without secrets: of a batch, its part.</summary>
    public ReadOnlyMemory<byte> RequestOf(IndexedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Part(call, call.Request);
    }

    /// <summary>The bytes of a call's response; empty while it is in flight.</summary>
    public ReadOnlyMemory<byte> ResponseOf(IndexedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Response is null ? default : Part(call, call.Response);
    }

    private ReadOnlyMemory<byte> Part(IndexedCall call, IndexedFrame frame) => redactor.Frame(new FilterFrame(index, frame, capture).Part(Place(call, frame)));

    /// <summary>The message of a call in a frame that holds its request or response.</summary>
    internal static IndexedMessage? MessageOf(IndexedCall call, IndexedFrame frame) => frame.Messages.FirstOrDefault(message => message.Call == call);

    private static int Place(IndexedCall call, IndexedFrame frame)
    {
        for (var i = 0; i < frame.Messages.Count; i++)
        {
            if (ReferenceEquals(frame.Messages[i].Call, call)) return i;
        }

        return 0;
    }

    /// <summary>JSON as a tree, where it is JSON and not deeper than <see cref="RawJson.MaxTreeDepth"/>.</summary>
    internal static JsonElement? Tree(ReadOnlyMemory<byte> json) => !json.IsEmpty && new RawJson(json).TryParse(out var tree) ? tree : null;
}
