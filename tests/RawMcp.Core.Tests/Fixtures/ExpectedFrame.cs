using System.Text.Json;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.Fixtures;

/// <summary>What a fixture says of one frame. Two of them are compared as values, so a failing test shows both in full.</summary>
internal sealed record ExpectedFrame(
    long Offset, long Length, long Kept, FrameEnding Ending, string? Message, DefectKind? Defect, int? At, string? Id, bool LooksLikeResponse)
{
    public static ExpectedFrame Load(JsonElement row)
    {
        var length = row.GetProperty("length").GetInt64();
        return new ExpectedFrame(
            row.GetProperty("offset").GetInt64(),
            length,
            row.TryGetProperty("kept", out var kept) ? kept.GetInt64() : length,
            Enum.Parse<FrameEnding>(row.GetProperty("ending").GetString()!),
            row.TryGetProperty("message", out var message) ? message.GetString() : null,
            row.TryGetProperty("defect", out var defect) ? Enum.Parse<DefectKind>(defect.GetString()!) : null,
            row.TryGetProperty("at", out var at) ? at.GetInt32() : null,
            row.TryGetProperty("id", out var id) ? id.GetString() : null,
            row.TryGetProperty("response", out var response) && response.GetBoolean());
    }

    public static ExpectedFrame Seen(Frame frame)
    {
        var message = MessageReader.Read(frame);
        var malformed = message as Message.Malformed;
        return new ExpectedFrame(
            frame.Offset,
            frame.Length,
            frame.Bytes.Length,
            frame.Ending,
            malformed is null ? message.GetType().Name : null,
            malformed?.Defect.Kind,
            malformed?.Defect.Offset,
            message switch
            {
                Message.Request request => request.Id.Json,
                Message.Result result => result.Id.Json,
                Message.Failure failure => failure.Id?.Json,
                _ => malformed?.Id?.Json,
            },
            malformed?.LooksLikeResponse ?? false);
    }
}
