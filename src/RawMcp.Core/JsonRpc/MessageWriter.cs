using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RawMcp.JsonRpc;

/// <summary>
/// Message in, one frame out: <c>jsonrpc</c> and <c>id</c> first, so that the eye finds them before a long result.
/// What is written never holds a line feed except the one that ends the frame.
/// </summary>
public static class MessageWriter
{
    /// <summary>Appends a request.</summary>
    public static void Request(IBufferWriter<byte> to, RequestId id, string method, RawJson @params)
    {
        to.Write("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        Id(to, id);
        to.Write(",\"method\":"u8);
        Text(to, method);
        Tail(to, ",\"params\":"u8, @params);
    }

    /// <summary>Appends a notification.</summary>
    public static void Notification(IBufferWriter<byte> to, string method, RawJson @params)
    {
        to.Write("{\"jsonrpc\":\"2.0\",\"method\":"u8);
        Text(to, method);
        Tail(to, ",\"params\":"u8, @params);
    }

    /// <summary>Appends a result.</summary>
    public static void Result(IBufferWriter<byte> to, RequestId id, RawJson value)
    {
        to.Write("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        Id(to, id);
        Tail(to, ",\"result\":"u8, value.IsAbsent ? RawJson.EmptyObject : value);
    }

    /// <summary>Appends a request whose params are written in place; params that write nothing are left out.</summary>
    public static void Request<T>(FrameBuffer to, RequestId id, string method, T @params, Action<Utf8JsonWriter, T> write)
    {
        to.Write("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        Id(to, id);
        to.Write(",\"method\":"u8);
        Text(to, method);
        var before = to.Count;
        to.Write(",\"params\":"u8);
        var start = to.Count;
        to.Append(@params, write);
        if (to.Count == start) to.Rewind(before);
        to.Write("}\n"u8);
    }

    /// <summary>Appends a result that is written in place.</summary>
    public static void Result<T>(FrameBuffer to, RequestId id, T value, Action<Utf8JsonWriter, T> write)
    {
        to.Write("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        Id(to, id);
        to.Write(",\"result\":"u8);
        to.Append(value, write);
        to.Write("}\n"u8);
    }

    /// <summary>
    /// Appends an error. Where <paramref name="id"/> is null the request's id could not be read: JSON-RPC 2.0 writes
    /// <c>"id":null</c>, revisions from 2025-11-25 on leave the member out (<paramref name="omitMissingId"/>).
    /// </summary>
    public static void Failure(IBufferWriter<byte> to, RequestId? id, long code, string text, RawJson data = default, bool omitMissingId = false)
    {
        to.Write("{\"jsonrpc\":\"2.0\","u8);
        if (id is { } known)
        {
            to.Write("\"id\":"u8);
            Id(to, known);
            to.Write(","u8);
        }
        else if (!omitMissingId)
        {
            to.Write("\"id\":null,"u8);
        }

        to.Write("\"error\":{\"code\":"u8);
        Number(to, code);
        to.Write(",\"message\":"u8);
        Text(to, text);
        if (!data.IsAbsent)
        {
            to.Write(",\"data\":"u8);
            OneLine(to, data);
        }

        to.Write("}}\n"u8);
    }

    /// <summary>Appends any message.</summary>
    /// <exception cref="ArgumentException">A <see cref="Message.Malformed"/>: it says nothing that could be written.</exception>
    public static void Write(IBufferWriter<byte> to, Message message)
    {
        switch (message)
        {
            case Message.Request request: Request(to, request.Id, request.Method, request.Params); break;
            case Message.Notification notification: Notification(to, notification.Method, notification.Params); break;
            case Message.Result result: Result(to, result.Id, result.Value); break;
            case Message.Failure failure: Failure(to, failure.Id, failure.Code, failure.Text, failure.Data); break;
            default: throw new ArgumentException("A malformed message cannot be written.", nameof(message));
        }
    }

    private static void Tail(IBufferWriter<byte> to, ReadOnlySpan<byte> name, RawJson value)
    {
        if (!value.IsAbsent)
        {
            to.Write(name);
            OneLine(to, value);
        }

        to.Write("}\n"u8);
    }

    private static void Id(IBufferWriter<byte> to, RequestId id)
    {
        if (id.IsPlainNumber) Number(to, id.Number!.Value);
        else Encoding.UTF8.GetBytes(id.Json, to);
    }

    private static void Number(IBufferWriter<byte> to, long number)
    {
        var span = to.GetSpan(20);
        number.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        to.Advance(written);
    }

    private static readonly SearchValues<char> Plain =
        SearchValues.Create(" !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static void Text(IBufferWriter<byte> to, string text)
    {
        to.Write("\""u8);
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            Encoding.ASCII.GetBytes(text, to);
        }
        else
        {
            // By way of UTF-8, which turns half a surrogate pair into U+FFFD where the encoder would throw.
            to.Write(JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text), JsonText.WriterOptions.Encoder).EncodedUtf8Bytes);
        }

        to.Write("\""u8);
    }

    /// <summary>
    /// A value that came from elsewhere may be pretty-printed. In valid JSON a raw line break can only be white space between
    /// tokens, so a space in its place means the same.
    /// </summary>
    private static void OneLine(IBufferWriter<byte> to, RawJson value)
    {
        var bytes = value.Utf8.Span;
        if (bytes.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            to.Write(bytes);
            return;
        }

        var span = to.GetSpan(bytes.Length)[..bytes.Length];
        bytes.CopyTo(span);
        foreach (ref var one in span)
        {
            if (one is (byte)'\n' or (byte)'\r') one = (byte)' ';
        }

        to.Advance(bytes.Length);
    }
}
