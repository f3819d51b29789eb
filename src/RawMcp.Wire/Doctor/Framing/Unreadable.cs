using System.Text.Json;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What stands on a stream and is no message, sorted by what it is. Each frame is in one list.</summary>
internal sealed class Unreadable
{
    private readonly Facts facts;
    private int joinedLines;

    public Unreadable(Facts facts, IReadOnlyList<IndexedFrame> frames)
    {
        this.facts = facts;
        var speaksLsp = frames.Any(ContentLengthFraming.IsHeader);
        Tail = !speaksLsp && frames.Count > 0 && frames[^1].Ending == FrameEnding.Unterminated && Opens(frames[^1]) ? frames[^1] : null;
        var read = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            var frame = frames[i];
            if (ReferenceEquals(frame, Tail)) continue;
            if (frame.IsBlank && !speaksLsp) Blank.Add(frame);
            if (Defect(frame) is not { } defect || (speaksLsp && defect.Kind is DefectKind.ContentLengthHeader or DefectKind.TrailingText or DefectKind.Unterminated)) continue;
            if (read++ < DoctorLimits.FramesRead && defect.Kind is DefectKind.PrettyPrinted or DefectKind.NotJson or DefectKind.TrailingText && Spread(frames, i) is { } lines)
            {
                // It is read as a whole or not at all: what could not be put together is passed over too, so that no line is read twice.
                (lines.IsMessage ? Pretty : Text).Add(frame);
                PrettyLines += lines.IsMessage ? lines.Count : 0;
                i += lines.Count - 1;
                continue;
            }

            (defect.Kind switch
            {
                DefectKind.NotUtf8 => NotUtf8,
                DefectKind.Nul => LooksLikeUtf16(frame) ? NotUtf8 : Text,
                DefectKind.OverLong => TooLong,
                DefectKind.PlainText or DefectKind.NotJson or DefectKind.PrettyPrinted or DefectKind.TrailingText or DefectKind.NotAnObject or DefectKind.Unterminated => Text,
                DefectKind.NoKind or DefectKind.VersionMissing when frame.Messages[0].Id is null && !HasRpcMember(frame) => Text, // JSON, but somebody's log
                _ => Odd,
            }).Add(frame);
        }
    }

    /// <summary>Lines that are no messages at all.</summary>
    public List<IndexedFrame> Text { get; } = [];

    /// <summary>The first lines of messages that are spread over several.</summary>
    public List<IndexedFrame> Pretty { get; } = [];

    /// <summary>How many lines those messages have together.</summary>
    public int PrettyLines { get; }

    /// <summary>Lines in another encoding.</summary>
    public List<IndexedFrame> NotUtf8 { get; } = [];

    /// <summary>Messages with a mistake that some readers forgive.</summary>
    public List<IndexedFrame> Odd { get; } = [];

    public List<IndexedFrame> Blank { get; } = [];

    public List<IndexedFrame> TooLong { get; } = [];

    /// <summary>A JSON text at the end of the stream that has no line feed.</summary>
    public IndexedFrame? Tail { get; }

    public static Defect? Defect(IndexedFrame frame) => frame.Messages.FirstOrDefault(message => message.Defect is not null)?.Defect;

    private bool Opens(IndexedFrame frame) => facts.Bytes(frame, 16).AsSpan().TrimStart(" \t\r"u8) is [(byte)'{' or (byte)'[', ..];

    private bool HasRpcMember(IndexedFrame frame)
    {
        var json = new RawJson(facts.Bytes(frame, DoctorLimits.JoinedBytes));
        return !json.Find("method"u8).IsAbsent || !json.Find("result"u8).IsAbsent || !json.Find("error"u8).IsAbsent || !json.Find("jsonrpc"u8).IsAbsent;
    }

    private bool LooksLikeUtf16(IndexedFrame frame)
    {
        var bytes = facts.Bytes(frame, 32);
        return bytes.Length >= 4 && (bytes is [(byte)'{', 0, ..] or [0, (byte)'{', ..] || bytes.Count(one => one == 0) * 3 > bytes.Length);
    }

    /// <summary>The lines from there on that are one JSON value; null where the first opens none.</summary>
    private (int Count, bool IsMessage)? Spread(IReadOnlyList<IndexedFrame> frames, int from)
    {
        if (!Opens(frames[from])) return null;
        var joined = new List<byte>();
        var (depth, inString) = (0, false);
        for (var i = from; i < frames.Count && i - from < DoctorLimits.JoinedLines && joinedLines < DoctorLimits.AllJoinedLines; i++, joinedLines++)
        {
            var frame = frames[i];
            if ((Defect(frame) is null && !frame.IsBlank) || frame.Length > DoctorLimits.JoinedBytes || joined.Count + frame.Length > DoctorLimits.JoinedBytes) return null;
            var bytes = facts.Bytes(frame, DoctorLimits.JoinedBytes);
            joined.AddRange(bytes);
            joined.Add((byte)'\n');
            Follow(bytes, ref depth, ref inString);
            if (depth > 0) continue;
            if (i == from || depth < 0) return null;
            return IsJson([.. joined]) ? (i - from + 1, MessageReader.Read(joined.ToArray()) is not Message.Malformed) : null;
        }

        return null;
    }

    private static void Follow(ReadOnlySpan<byte> bytes, ref int depth, ref bool inString)
    {
        for (var i = 0; i < bytes.Length && depth >= 0; i++)
        {
            switch (bytes[i])
            {
                case (byte)'\\' when inString: i++; break;
                case (byte)'"': inString = !inString; break;
                case (byte)'{' or (byte)'[' when !inString: depth++; break;
                case (byte)'}' or (byte)']' when !inString: depth--; break;
            }
        }
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                // to its end
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
