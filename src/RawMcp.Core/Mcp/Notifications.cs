using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>The params of <c>notifications/cancelled</c>. Spec: basic/utilities/cancellation; 2026-07-28: basic/patterns/cancellation.</summary>
/// <param name="RequestId">The request that is no longer wanted.</param>
/// <param name="Reason">Why, for a log; optional.</param>
public sealed record CancelledParams(RequestId RequestId, string? Reason)
{
    /// <summary>Reads params.</summary>
    public static Reading<CancelledParams> Read(RawJson json)
    {
        if (!Reading.TryObject(json, "params", out var root, out var problem)) return new(null, problem);
        return root.TryGetMember("requestId", out var member) && RequestId.TryRead(member, out var id)
            ? new CancelledParams(id, root.Text("reason"))
            : Reading.Failed<CancelledParams>("params.requestId", "expected a string or an integer");
    }

    /// <summary>The params as JSON.</summary>
    public RawJson Write() => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("requestId");
        writer.WriteRawValue(RequestId.Json, skipInputValidation: true);
        writer.WriteOptional("reason", Reason);
        writer.WriteEndObject();
    });
}

/// <summary>The params of <c>notifications/progress</c>. Spec: basic/utilities/progress; 2026-07-28: basic/patterns/progress.</summary>
/// <param name="Token">The token that the request carried.</param>
/// <param name="Value">How far; grows with every notification.</param>
/// <param name="Total">How far it will go, if known, in the same unit.</param>
/// <param name="Message">What is being done. From 2025-03-26 on.</param>
public sealed record ProgressParams(RequestId Token, double Value, double? Total, string? Message)
{
    /// <summary>Reads params.</summary>
    public static Reading<ProgressParams> Read(RawJson json)
    {
        if (!Reading.TryObject(json, "params", out var root, out var problem)) return new(null, problem);
        if (!root.TryGetMember("progressToken", out var member) || !RequestId.TryRead(member, out var token))
            return Reading.Failed<ProgressParams>("params.progressToken", "expected a string or an integer");
        if (!root.TryGetMember("progress", out var value) || value.Number() is not { } progress)
            return Reading.Failed<ProgressParams>("params.progress", "expected a number");
        return new ProgressParams(token, progress, root.TryGetMember("total", out var total) ? total.Number() : null, root.Text("message"));
    }

    /// <summary>The params as JSON.</summary>
    public RawJson Write(Revision revision) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("progressToken");
        writer.WriteRawValue(Token.Json, skipInputValidation: true);
        writer.WriteNumber("progress", Value);
        if (Total is { } total) writer.WriteNumber("total", total);
        if (revision.HasProgressMessage) writer.WriteOptional("message", Message);
        writer.WriteEndObject();
    });
}

/// <summary>The params of <c>notifications/message</c>: a line of the server's log. Spec: server/utilities/logging.</summary>
/// <param name="Level">How important.</param>
/// <param name="Logger">Which part of the server; optional.</param>
/// <param name="Data">Anything, often text.</param>
public sealed record LogMessageParams(LogLevel Level, string? Logger, RawJson Data)
{
    /// <summary>Reads params.</summary>
    public static Reading<LogMessageParams> Read(RawJson json)
    {
        if (!Reading.TryObject(json, "params", out var root, out var problem)) return new(null, problem);
        if (LogLevels.Find(root.Text("level")) is not { } level)
            return Reading.Failed<LogMessageParams>("params.level", "expected one of the eight syslog levels");
        return root.TryGetMember("data", out var data)
            ? new LogMessageParams(level, root.Text("logger"), RawJson.From(data))
            : Reading.Failed<LogMessageParams>("params.data", "missing");
    }

    /// <summary>The params as JSON.</summary>
    public RawJson Write() => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("level", Level.Text());
        writer.WriteOptional("logger", Logger);
        writer.WriteOptional("data", Data);
        writer.WriteEndObject();
    });
}
