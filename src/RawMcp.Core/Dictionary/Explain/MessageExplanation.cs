using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>A message, value by value, with what each one means in its revision.</summary>
public sealed class MessageExplanation
{
    /// <summary>The longest message that is explained value by value: 16 MiB. A longer one is one part, which says so.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly List<ExplainedPart> parts;

    private MessageExplanation(ReadOnlyMemory<byte> bytes, Revision revision, string? method, List<ExplainedPart> parts)
    {
        Bytes = bytes;
        Revision = revision;
        Method = method;
        this.parts = parts;
    }

    /// <summary>The frame, or the part of it that is this message of a batch.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The revision by which it is explained.</summary>
    public Revision Revision { get; }

    /// <summary>The method, its own or that of the request it answers; null where it is not known.</summary>
    public string? Method { get; }

    /// <summary>Its values in the order in which they stand, the message itself first.</summary>
    public IReadOnlyList<ExplainedPart> Parts => parts;

    /// <summary>It is no message at all.</summary>
    public bool IsMalformed { get; private init; }

    // It may be sound, but is too long or too deep to go through.
    private bool IsPassedOver => parts is [{ Kind: JsonValueKind.Undefined }] && !IsMalformed;

    /// <summary>How many remarks say that the revision is broken.</summary>
    public int Violations => parts.Sum(part => part.Remarks.Count(remark => remark.IsViolation));

    /// <summary>Explains a message.</summary>
    /// <param name="bytes">The message, without its LF.</param>
    /// <param name="revision">By which revision.</param>
    /// <param name="method">For a response, the method of its request; null where nobody knows.</param>
    /// <param name="fromClient">Who sent it; null where nobody knows.</param>
    /// <param name="opensBatch">It is the first of a batch, which most revisions do not have.</param>
    public static MessageExplanation Of(ReadOnlyMemory<byte> bytes, Revision revision, string? method = null, bool? fromClient = null, bool opensBatch = false)
    {
        ArgumentNullException.ThrowIfNull(revision);
        if (bytes.Length > MaxBytes) return Unread(bytes, revision, ExplainWords.TooLong, false);
        var message = MessageReader.Read(bytes);
        var defect = (message as Message.Malformed)?.Defect;
        using var document = Parse(bytes);
        if (document is null) return Unread(bytes, revision, defect is { } bad ? ExplainWords.Of(bad) : ExplainWords.TooDeep, defect is not null);

        var walk = new MessageWalk(bytes, revision, method ?? MethodOf(document.RootElement));
        walk.Walk(document.RootElement);
        if (opensBatch && ExplainWords.OfBatch(revision) is { } remark) walk.Parts[0].Add(remark);
        new MessageJudge(walk.Parts, document.RootElement, revision, walk.Method).Judge(defect, fromClient);
        return new(bytes, revision, walk.Method, walk.Parts) { IsMalformed = defect is not null };
    }

    /// <summary>
    /// The bytes that no part accounts for, of some stretch that holds explained messages: neither name nor value of a part, nor the
    /// punctuation and white space of JSON between them; and all of a message that is too long or too deep to go through.
    /// </summary>
    /// <param name="frame">The stretch: a frame.</param>
    /// <param name="messages">The messages in it, in order.</param>
    public static int Unexplained(ReadOnlyMemory<byte> frame, IEnumerable<MessageExplanation> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var (at, lost) = (0, 0);
        foreach (var message in messages)
        {
            if (!frame.Span.Overlaps(message.Bytes.Span, out var start)) continue;
            if (message.IsPassedOver) lost += message.Bytes.Length;
            foreach (var range in message.Leaves())
            {
                lost += Between(frame.Span[at..Math.Max(at, start + range.Start)]);
                at = Math.Max(at, start + range.End);
            }
        }

        return lost + Between(frame.Span[at..]);
    }

    // Names, and the values that hold nothing themselves: in order, and never one inside another.
    private List<ByteRange> Leaves()
    {
        var ranges = new List<ByteRange>(2 * parts.Count);
        foreach (var part in parts)
        {
            if (part.NameRange is { } name) ranges.Add(name);
            if (part.Kind is not (JsonValueKind.Object or JsonValueKind.Array)) ranges.Add(part.Value);
        }

        return ranges;
    }

    private static int Between(ReadOnlySpan<byte> bytes)
    {
        var lost = 0;
        foreach (var one in bytes)
        {
            if (!" \t\r\n{}[],:"u8.Contains(one)) lost++;
        }

        return lost;
    }

    private static string? MethodOf(JsonElement root) => root.Text("method");

    private static JsonDocument? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = RawJson.MaxTreeDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MessageExplanation Unread(ReadOnlyMemory<byte> bytes, Revision revision, Remark why, bool isMalformed)
    {
        var part = new ExplainedPart(null, null, 0, null, new ByteRange(0, bytes.Length), JsonValueKind.Undefined) { Standing = Standing.Unreadable };
        part.Add(why);
        return new(bytes, revision, null, [part]) { IsMalformed = isMalformed };
    }
}
