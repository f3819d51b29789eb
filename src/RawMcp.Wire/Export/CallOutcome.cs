using System.Globalization;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>How a call of a capture ended, as far as one who only watched can say.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Text">In words; a failure's own message.</param>
/// <param name="Code">A failure's code.</param>
public sealed record CallOutcome(CallOutcomeKind Kind, string Text, long? Code = null)
{
    /// <summary>The HTTP status that says nearly the same; 0 where there was no response.</summary>
    internal int HttpStatus => (Kind, Code) switch
    {
        (CallOutcomeKind.InFlight, _) => 0,
        (CallOutcomeKind.Malformed, _) => 502,
        (CallOutcomeKind.Failure, JsonRpcErrors.MethodNotFound) => 404,
        (CallOutcomeKind.Failure, JsonRpcErrors.ParseError or JsonRpcErrors.InvalidRequest or JsonRpcErrors.InvalidParams) => 400,
        (CallOutcomeKind.Failure, _) => 500,
        _ => 200,
    };

    /// <summary>Something went wrong.</summary>
    public bool IsBad => Kind is not (CallOutcomeKind.Result or CallOutcomeKind.InputRequired);

    /// <summary>What an outcome's kind is called in text.</summary>
    public string Name => Kind switch
    {
        CallOutcomeKind.Result => "result",
        CallOutcomeKind.InputRequired => "input required",
        CallOutcomeKind.ToolError => "tool error",
        CallOutcomeKind.Failure => string.Create(CultureInfo.InvariantCulture, $"error {Code}"),
        CallOutcomeKind.Malformed => "malformed response",
        _ => "in flight",
    };

    /// <summary>Judges a call.</summary>
    /// <param name="source">The capture.</param>
    /// <param name="call">One of its calls.</param>
    /// <param name="response">The bytes of its response, without secrets; empty where there is none.</param>
    public static CallOutcome Of(ExportSource source, IndexedCall call, out ReadOnlyMemory<byte> response)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(call);
        response = source.ResponseOf(call);
        if (call.Response is null) return new(CallOutcomeKind.InFlight, "no response in the capture");
        var message = ExportSource.MessageOf(call, call.Response);
        switch (message?.Kind)
        {
            case MessageKind.Failure:
                return new(CallOutcomeKind.Failure, new RawJson(response).Find("error"u8).Find("message"u8).Text() ?? "", message.ErrorCode);
            case MessageKind.Result:
                var result = new RawJson(response).Find("result"u8);
                if (result.Find("isError"u8).Utf8.Span.SequenceEqual("true"u8)) return new(CallOutcomeKind.ToolError, "tool error");
                return result.Find("resultType"u8).Text() == "input_required" ? new(CallOutcomeKind.InputRequired, "input required") : new(CallOutcomeKind.Result, "OK");
            default:
                return new(CallOutcomeKind.Malformed, message?.Defect?.Sentence ?? "no message");
        }
    }
}

/// <summary>The ways a call can end.</summary>
public enum CallOutcomeKind
{
    /// <summary>With a result.</summary>
    Result,

    /// <summary>With a result that asks for more input (2026-07-28).</summary>
    InputRequired,

    /// <summary>With a result that says <c>isError</c>.</summary>
    ToolError,

    /// <summary>With a JSON-RPC error.</summary>
    Failure,

    /// <summary>With a response that is no message.</summary>
    Malformed,

    /// <summary>There is no response in the capture.</summary>
    InFlight,
}
