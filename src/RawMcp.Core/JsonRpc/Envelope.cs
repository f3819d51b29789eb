using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace RawMcp.JsonRpc;

/// <summary>A stretch of a frame, in bytes from the frame's start.</summary>
public readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>The first byte after the stretch.</summary>
    public int End => Start + Length;
}

/// <summary>A top-level member of a frame: where its name and its value stand, quotes included.</summary>
public readonly record struct Member(ByteRange Name, ByteRange Value, JsonTokenType Kind, MemberName Known)
{
    /// <summary>True for the default value, which stands for "no such member".</summary>
    public bool IsAbsent => Value.Length == 0;
}

/// <summary>The member names JSON-RPC 2.0 gives a meaning.</summary>
public enum MemberName : byte
{
#pragma warning disable CS1591 // the names are JSON-RPC's own
    Other, JsonRpc, Id, Method, Params, Result, Error,
#pragma warning restore CS1591
}

/// <summary>
/// A frame seen as top-level members with their byte ranges, in order, duplicates kept. One pass over the bytes checks all
/// of the JSON and builds nothing of what is nested inside.
/// </summary>
public struct Envelope
{
    private FirstMembers first;
    private Member[]? more;

    [InlineArray(Size)]
    private struct FirstMembers
    {
        public const int Size = 6;
        private Member element;
    }

    /// <summary>The frame.</summary>
    public ReadOnlyMemory<byte> Frame { get; private set; }

    /// <summary>Number of members.</summary>
    public int Count { get; private set; }

    /// <summary>The members in the order in which they stand.</summary>
    public readonly Member this[int index] =>
        (uint)index >= (uint)Count ? throw new ArgumentOutOfRangeException(nameof(index))
        : index < FirstMembers.Size ? first[index]
        : more![index - FirstMembers.Size];

    /// <summary>The first member with one of JSON-RPC's names; absent where there is none.</summary>
    public readonly Member Find(MemberName name)
    {
        for (var i = 0; i < Count; i++)
        {
            var member = this[i];
            if (member.Known == name) return member;
        }

        return default;
    }

    /// <summary>The bytes of a member's value.</summary>
    public readonly RawJson ValueOf(Member member) => new(Frame.Slice(member.Value.Start, member.Value.Length));

    /// <summary>
    /// Reads a frame. Total: any bytes give an envelope and, where they are not one JSON object in UTF-8, the defect; the
    /// members read before the defect are kept, and so is the one that holds it, if its value is an object or array.
    /// </summary>
    public static Defect? Read(ReadOnlyMemory<byte> frame, out Envelope envelope)
    {
        envelope = new Envelope { Frame = frame };
        var bytes = frame.Span;
        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0) return new Defect(DefectKind.Blank, 0);
        if (bytes.StartsWith("\uFEFF"u8))
        {
            // The id behind the mark helps to say whose answer was spoiled. Only one mark is passed over, not as many as there are.
            envelope = new Envelope { Frame = frame[3..] };
            envelope.ReadMembers(bytes[3..]);
            return new Defect(DefectKind.ByteOrderMark, 0);
        }

        var broken = envelope.ReadMembers(bytes);
        if (!Utf8.IsValid(bytes)) return new Defect(DefectKind.NotUtf8, FirstInvalid(bytes));
        return broken;
    }

    private Defect? ReadMembers(ReadOnlySpan<byte> bytes)
    {
        // Millions of lines of a log are read sooner than millions of exceptions are thrown.
        if (bytes.IndexOfAnyExcept(" \t\r"u8) is >= 0 and var begin && !BeginsJson(bytes[begin])) return DefectKinds.Recognise(bytes, begin);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = int.MaxValue });
        Member open = default;
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                var start = (int)reader.TokenStartIndex;
                var kind = reader.TokenType == JsonTokenType.StartArray ? DefectKind.Batch : DefectKind.NotAnObject;
                reader.Skip();
                reader.Read(); // reaches the end, or throws at what stands behind the value
                return new Defect(kind, start);
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = new ByteRange((int)reader.TokenStartIndex, reader.ValueSpan.Length + 2);
                var known = NameOf(ref reader);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var kind = reader.TokenType;
                open = new Member(name, new ByteRange(start, bytes.Length - start), kind, known);
                reader.Skip();
                Add(open with { Value = new ByteRange(start, (int)reader.BytesConsumed - start) });
                open = default;
            }

            reader.Read();
            return null;
        }
        catch (JsonException e)
        {
            // Half a result still says that this was an answer, and its sender's call need not wait for another.
            if (!open.IsAbsent) Add(open);

            // A frame of Content-Length framing may hold line breaks; the exception counts from the last one.
            var at = e.LineNumber is null or 0 ? (int)(e.BytePositionInLine ?? 0) : (int)reader.BytesConsumed;
            return DefectKinds.Recognise(bytes, Math.Min(at, bytes.Length));
        }
    }

    private static bool BeginsJson(byte first) => first is (byte)'{' or (byte)'[' or (byte)'"' or (byte)'-' or (byte)'t' or (byte)'f' or (byte)'n' or (byte)'\n' or (>= (byte)'0' and <= (byte)'9');

    private void Add(Member member)
    {
        if (Count < FirstMembers.Size)
        {
            first[Count] = member;
        }
        else
        {
            more ??= new Member[8];
            if (Count - FirstMembers.Size == more.Length) Array.Resize(ref more, 2 * more.Length);
            more[Count - FirstMembers.Size] = member;
        }

        Count++;
    }

    private static MemberName NameOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped) return EscapedNameOf(ref reader);
        var name = reader.ValueSpan;
        return name.Length switch
        {
            2 when name.SequenceEqual("id"u8) => MemberName.Id,
            5 when name.SequenceEqual("error"u8) => MemberName.Error,
            6 when name.SequenceEqual("method"u8) => MemberName.Method,
            6 when name.SequenceEqual("params"u8) => MemberName.Params,
            6 when name.SequenceEqual("result"u8) => MemberName.Result,
            7 when name.SequenceEqual("jsonrpc"u8) => MemberName.JsonRpc,
            _ => MemberName.Other,
        };
    }

    private static MemberName EscapedNameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() switch
            {
                "id" => MemberName.Id,
                "error" => MemberName.Error,
                "method" => MemberName.Method,
                "params" => MemberName.Params,
                "result" => MemberName.Result,
                "jsonrpc" => MemberName.JsonRpc,
                _ => MemberName.Other,
            };
        }
        catch (InvalidOperationException)
        {
            return MemberName.Other; // half a surrogate pair or bad UTF-8: certainly none of the six
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        // Utf8.IsValid says only yes or no. Transcoding stops where the bad sequence begins.
        Span<char> scratch = stackalloc char[256];
        var at = 0;
        while (at < bytes.Length)
        {
            var status = Utf8.ToUtf16(bytes[at..], scratch, out var read, out _, replaceInvalidSequences: false);
            at += read;
            if (status is System.Buffers.OperationStatus.InvalidData or System.Buffers.OperationStatus.NeedMoreData) return at;
        }

        return at;
    }
}
