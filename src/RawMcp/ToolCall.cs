using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp;

/// <summary>One call of a tool, as its handler sees it.</summary>
public sealed class ToolCall
{
    private readonly Action<RequestId, string, RawJson> notify;
    private readonly LogLevel? logFrom;
    private Lock? progressGate; // made by the first that reports progress; most calls never do
    private double lastProgress = double.NegativeInfinity;

    internal ToolCall(RequestId id, CallToolParams @params, Revision revision, LogLevel? logFrom, Action<RequestId, string, RawJson> notify)
    {
        Id = id;
        Params = @params;
        Revision = revision;
        this.logFrom = logFrom;
        this.notify = notify;
    }

    /// <summary>The id of the request.</summary>
    public RequestId Id { get; }

    /// <summary>The request's params, <c>_meta</c> included.</summary>
    public CallToolParams Params { get; }

    /// <summary>The revision this call is answered in.</summary>
    public Revision Revision { get; }

    /// <summary>The arguments as they came; absent when the client sent none.</summary>
    public RawJson Arguments => Params.Arguments;

    /// <summary>
    /// Sends a line of log to the client, if it asked for lines of this importance: by <c>logging/setLevel</c> in the legacy era,
    /// with the request itself in the modern one.
    /// </summary>
    public void Log(LogLevel level, string text, string? logger = null)
    {
        if (logFrom is not { } least || level < least) return;
        var data = RawJson.Build(writer => writer.WriteStringValue(text));
        notify(Id, Methods.LogMessage, new LogMessageParams(level, logger, data).Write());
    }

    /// <summary>
    /// Says how far the call has come, if the client asked to be told. Progress only grows: a value that is not above the last one is not sent.
    /// </summary>
    public void Progress(double value, double? total = null, string? message = null)
    {
        if (Params.Meta.ProgressToken is not { } token || !double.IsFinite(value)) return;
        lock (LazyInitializer.EnsureInitialized(ref progressGate))
        {
            if (value <= lastProgress) return;
            lastProgress = value;
            notify(Id, Methods.Progress, new ProgressParams(token, value, total, message).Write(Revision));
        }
    }
}
