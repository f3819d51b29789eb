using System.Globalization;

namespace RawMcp.JsonRpc;

/// <summary>A way a frame fails to be a message, and where.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Offset">Bytes from the frame's start to the place.</param>
public readonly record struct Defect(DefectKind Kind, int Offset)
{
    /// <summary>The JSON-RPC error code a receiver of requests answers with: -32700 for bytes that are no JSON, -32600 for JSON that is no message.</summary>
    public long ErrorCode => Kind <= DefectKind.NotJson ? JsonRpcErrors.ParseError : JsonRpcErrors.InvalidRequest;

    /// <summary>What is wrong, where, what belongs there: one sentence without a full stop.</summary>
    public string Sentence => string.Create(CultureInfo.InvariantCulture, $"{DefectKinds.Describe(Kind)} (byte {Offset} of the frame)");

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}

/// <summary>The ways a frame fails to be a message. Those up to <see cref="NotJson"/> are unreadable bytes, the others readable JSON.</summary>
public enum DefectKind
{
    /// <summary>Nothing but white space.</summary>
    Blank,

    /// <summary>Longer than the limit.</summary>
    OverLong,

    /// <summary>The stream ended before the LF.</summary>
    Unterminated,

    /// <summary>A byte order mark before the JSON.</summary>
    ByteOrderMark,

    /// <summary>Bytes that are not UTF-8.</summary>
    NotUtf8,

    /// <summary>A NUL byte.</summary>
    Nul,

    /// <summary>A header of Content-Length framing.</summary>
    ContentLengthHeader,

    /// <summary>A piece of JSON that was written over several lines.</summary>
    PrettyPrinted,

    /// <summary>More text behind a complete JSON value.</summary>
    TrailingText,

    /// <summary>Text that is not JSON at all.</summary>
    PlainText,

    /// <summary>A JSON object or array with a mistake in it.</summary>
    NotJson,

    /// <summary>A JSON array: a batch, which only revision 2025-03-26 lets a peer send.</summary>
    Batch,

    /// <summary>A JSON value that is no object.</summary>
    NotAnObject,

    /// <summary>One of JSON-RPC's members twice.</summary>
    DuplicateMember,

    /// <summary>No <c>jsonrpc</c> member.</summary>
    VersionMissing,

    /// <summary>A <c>jsonrpc</c> member that is not <c>"2.0"</c>.</summary>
    VersionNotTwo,

    /// <summary>An id that is null.</summary>
    IdNull,

    /// <summary>An id that is a number but no integer.</summary>
    IdFraction,

    /// <summary>An id that is neither string nor number.</summary>
    IdWrongType,

    /// <summary>An id over <see cref="RequestId.MaxSpelling"/> bytes.</summary>
    IdTooLong,

    /// <summary>A result without an id.</summary>
    IdMissing,

    /// <summary>A method that is no string, or one that cannot be read.</summary>
    MethodNotText,

    /// <summary>A method beside a result or an error.</summary>
    RequestAndResponse,

    /// <summary>No method, no result, no error.</summary>
    NoKind,

    /// <summary>Params that are no object.</summary>
    ParamsNotObject,

    /// <summary>A result that is no object.</summary>
    ResultNotObject,

    /// <summary>A result and an error together.</summary>
    ResultAndError,

    /// <summary>An error without an integer code and a text message.</summary>
    ErrorMalformed,
}

/// <summary>What there is to say about each kind of defect.</summary>
internal static class DefectKinds
{
    public static string Describe(DefectKind kind) => kind switch
    {
        DefectKind.Blank => "the line is blank; every line must be one JSON-RPC message",
        DefectKind.OverLong => "the line is longer than the limit and was not kept",
        DefectKind.Unterminated => "the stream ended in the middle of a line; a message counts only with the line feed behind it",
        DefectKind.ByteOrderMark => "the line begins with a UTF-8 byte order mark (EF BB BF); write UTF-8 without one",
        DefectKind.NotUtf8 => "the bytes are not UTF-8; MCP messages are UTF-8 only",
        DefectKind.Nul => "there is a NUL byte; JSON has none, so something else may be writing to this stream",
        DefectKind.ContentLengthHeader => "this is a Content-Length header, the framing of LSP; MCP puts one JSON message on each line and no headers",
        DefectKind.PrettyPrinted => "this is a piece of JSON spread over several lines; a message must stand on one line",
        DefectKind.TrailingText => "more text follows the JSON value; a line holds one message and nothing else",
        DefectKind.PlainText => "this is plain text, not JSON; stdout carries messages only, anything for people belongs on stderr",
        DefectKind.NotJson => "this is not valid JSON",
        DefectKind.Batch => "this is a JSON array (a batch); only revision 2025-03-26 has batches",
        DefectKind.NotAnObject => "this is JSON but no object; a message is an object",
        DefectKind.DuplicateMember => "the same JSON-RPC member stands here a second time, so the message has two meanings",
        DefectKind.VersionMissing => "the member \"jsonrpc\" is missing; every message carries \"jsonrpc\":\"2.0\"",
        DefectKind.VersionNotTwo => "the member \"jsonrpc\" is not exactly \"2.0\"",
        DefectKind.IdNull => "the id is null; an MCP request has a string or an integer, a notification has no id at all",
        DefectKind.IdFraction => "the id is a number but not a plain integer; use a string or digits alone",
        DefectKind.IdWrongType => "the id is neither a string nor an integer",
        DefectKind.IdTooLong => "the id is longer than 1,024 bytes",
        DefectKind.IdMissing => "this result has no id, so nobody can tell which request it answers",
        DefectKind.MethodNotText => "the method is not a readable string",
        DefectKind.RequestAndResponse => "there is a method beside a result or an error; a message is a request or a response, never both",
        DefectKind.NoKind => "there is no method, no result and no error, so this is no message",
        DefectKind.ParamsNotObject => "the params are not an object; MCP has no positional params",
        DefectKind.ResultNotObject => "the result is not an object; every MCP result is one",
        DefectKind.ResultAndError => "there is a result and an error; a response has exactly one of them",
        DefectKind.ErrorMalformed => "the error has no integer code with a text message",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Why bytes failed to parse as JSON: the well-known mistakes have names of their own.</summary>
    public static Defect Recognise(ReadOnlySpan<byte> bytes, int at)
    {
        var text = bytes.TrimStart(" \t\r\n"u8);
        var indent = bytes.Length - text.Length;
        if (bytes.IndexOf((byte)0) is >= 0 and var nul) return new(DefectKind.Nul, nul);
        if (Framing.ContentLengthDecoder.LooksLikeHeader(text)) return new(DefectKind.ContentLengthHeader, indent);
        if (LooksPrettyPrinted(text)) return new(DefectKind.PrettyPrinted, indent);
        if (!OpensJson(text)) return new(DefectKind.PlainText, at);
        return new(at > 0 && at < bytes.Length && IsWholeValue(bytes[..at]) ? DefectKind.TrailingText : DefectKind.NotJson, at);
    }

    // Log lines begin with [INFO] or a date: a number or a bracket alone does not make a line JSON.
    private static bool OpensJson(ReadOnlySpan<byte> text) =>
        text is [(byte)'{', ..] || (text is [(byte)'[', ..] && text[1..].TrimStart(" \t\r\n"u8) is [] or [(byte)'{' or (byte)'[' or (byte)']', ..]);

    private static bool LooksPrettyPrinted(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd(" \t\r"u8);
        if (text.Length <= 2) return text is [(byte)'{'] or [(byte)'['] or [(byte)'}'] or [(byte)']'] or [(byte)'}' or (byte)']', (byte)','];

        // "name": …   as an indented member stands on its line, and "name": {  where an object opens
        if (text[0] != (byte)'"') return false;
        var close = text[1..].IndexOf((byte)'"');
        return close >= 0 && text[(close + 2)..].TrimStart((byte)' ').StartsWith((byte)':');
    }

    private static bool IsWholeValue(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new System.Text.Json.Utf8JsonReader(bytes, new System.Text.Json.JsonReaderOptions { MaxDepth = int.MaxValue });
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
