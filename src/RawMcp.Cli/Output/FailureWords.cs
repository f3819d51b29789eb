using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Cli.Output;

/// <summary>What errors mean by their code, and what becomes of frames that are no messages.</summary>
internal static class FailureWords
{
    /// <summary>What an error with that code tells whoever gets it.</summary>
    public static string Meaning(long code) => code switch
    {
        JsonRpcErrors.ParseError => "The other side could not read a line as JSON: look at what was sent before.",
        JsonRpcErrors.InvalidRequest => "What was sent is JSON, but no request, or not one that may come now.",
        JsonRpcErrors.MethodNotFound => "The other side has no such method: what it does not declare as a capability must not be asked for.",
        JsonRpcErrors.InvalidParams => "The method is there, the params are not what it takes; of tools/call also: there is no such tool.",
        JsonRpcErrors.InternalError => "The other side broke while it worked on this; its stderr may say more.",
        -32002 => "There is no such resource. Revision 2026-07-28 says -32602 instead.",
        -32020 => "An HTTP header and the body disagree; over stdio it has no cause.",
        ErrorCodes.MissingClientCapability => "It needs something that the client did not declare with this request: data.requiredCapabilities says what.",
        ErrorCodes.UnsupportedProtocolVersion => "The server does not speak this revision: data.supported has those it does, and the client asks again with one.",
        -32042 => "The person must first visit a web page. Revision 2025-11-25 alone has this.",
        -1 => "The person said no, usually to sampling.",
        >= -32019 and <= -32000 => "A code of the server's own; clients attach no meaning to it.",
        >= -32099 and <= -32020 => "A code that is kept for MCP, and has no meaning yet.",
        _ => "A code of the other side's own.",
    };

    /// <summary>Why a frame with that defect matters, and where it usually comes from.</summary>
    public static string Of(DefectKind kind) => kind switch
    {
        DefectKind.Blank => "No message: usually a line end too many. Receivers differ in whether they bear it.",
        DefectKind.OverLong => "No message was read from it; whoever reads it all needs as much memory as it is long.",
        DefectKind.Unterminated => "No message: its writer died or closed the stream in the middle, or forgot the line feed.",
        DefectKind.ByteOrderMark => "No message: a writer was opened as \"UTF-8 with BOM\". Strict receivers drop the line, and with it usually the first message.",
        DefectKind.NotUtf8 => "No message: text was written in the platform's old encoding, or binary data crossed.",
        DefectKind.Nul => "No message: UTF-16, or something else writes to this stream.",
        DefectKind.ContentLengthHeader => "No message: the sender speaks the framing of language servers. Neither side will ever see a message.",
        DefectKind.PrettyPrinted => "No message: the sender indents its JSON. Each line of it is another broken frame.",
        DefectKind.TrailingText => "No message: a line feed is missing between two messages, or two writers share the stream.",
        DefectKind.PlainText => "No message: a print or a log went to stdout. Hosts that are strict close the connection.",
        DefectKind.NotJson => "No message: a mistake in JSON made by hand, or a line that was cut or mixed with another.",
        DefectKind.Batch => "No message here: a batch that is empty, too long or broken.",
        DefectKind.NotAnObject => "No message: JSON, but not an object.",
        DefectKind.DuplicateMember => "No message: receivers would disagree on which of the two counts.",
        DefectKind.VersionMissing => "No message: without \"jsonrpc\":\"2.0\" it is not JSON-RPC 2.0. A receiver drops it or answers -32600.",
        DefectKind.VersionNotTwo => "No message: an older JSON-RPC, or a number where text belongs.",
        DefectKind.IdNull => "No request: nobody could match an answer to it.",
        DefectKind.IdFraction => "No request: an id like 1.0 comes back spelled otherwise from most languages.",
        DefectKind.IdWrongType => "No request: an id is text or a whole number.",
        DefectKind.IdTooLong => "No request: ids are for matching, and this one is longer than anybody needs.",
        DefectKind.IdMissing => "No answer: whoever waits for one goes on waiting.",
        DefectKind.MethodNotText => "No request: its method cannot be read.",
        DefectKind.RequestAndResponse => "No message: it cannot be told whether it asks or answers.",
        DefectKind.NoKind => "No message: it neither asks nor tells nor answers.",
        DefectKind.ParamsNotObject => "No request: MCP has named params alone.",
        DefectKind.ResultNotObject => "No answer that MCP allows: the call it was meant for fails or waits.",
        DefectKind.ResultAndError => "No answer: it says yes and no.",
        DefectKind.ErrorMalformed => "No answer: an error needs a whole number as code and a text as message.",
        _ => "No message.",
    };
}
