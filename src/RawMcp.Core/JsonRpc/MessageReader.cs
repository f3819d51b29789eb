using System.Text.Json;
using RawMcp.Framing;
using RawMcp.Mcp;

namespace RawMcp.JsonRpc;

/// <summary>Frame in, message out. Total: every frame gives one, if only <see cref="Message.Malformed"/>.</summary>
/// <remarks>
/// What is accepted beyond the letter, each with a fixture: white space (a CR among it) around and between tokens; members
/// JSON-RPC does not know, even twice; <c>"error":null</c> beside a result and <c>"result":null</c> beside an error.
/// </remarks>
public static class MessageReader
{
    /// <summary>Reads a frame as it came from a decoder.</summary>
    public static Message Read(Frame frame) => frame.Ending switch
    {
        FrameEnding.Complete => Read(frame.Bytes),
        FrameEnding.OverLong => Spoiled(frame, DefectKind.OverLong),
        FrameEnding.BadHeader => Spoiled(frame, DefectKind.ContentLengthHeader),
        _ => Spoiled(frame, DefectKind.Unterminated),
    };

    /// <summary>Reads the bytes of a complete frame.</summary>
    public static Message Read(ReadOnlyMemory<byte> frame)
    {
        var defect = Envelope.Read(frame, out var envelope);
        var parts = new Parts(ref envelope);
        var idDefect = ReadId(ref envelope, parts.Id, out var id);
        if ((defect ?? parts.Duplicate) is { } unreadable) return Malformed(unreadable, id, parts, envelope.Frame);
        if (CheckVersion(ref envelope, parts.Version) is { } version) return Malformed(version, id, parts, envelope.Frame);

        if (!parts.Method.IsAbsent)
        {
            if (parts.IsResponse) return Malformed(new(DefectKind.RequestAndResponse, parts.Method.Name.Start), id, parts, envelope.Frame);
            if (MethodOf(ref envelope, parts.Method) is not { } method)
                return Malformed(new(DefectKind.MethodNotText, parts.Method.Value.Start), id, parts, envelope.Frame);
            if (idDefect is { } bad) return Malformed(bad, null, parts, envelope.Frame);
            if (!parts.Params.IsAbsent && parts.Params.Kind != JsonTokenType.StartObject)
                return Malformed(new(DefectKind.ParamsNotObject, parts.Params.Value.Start), id, parts, envelope.Frame);
            var value = parts.Params.IsAbsent ? default : envelope.ValueOf(parts.Params);
            return id is { } known ? new Message.Request(known, method, value) : new Message.Notification(method, value);
        }

        if (!parts.IsResponse) return Malformed(new(DefectKind.NoKind, 0), id, parts, envelope.Frame);
        return ReadResponse(ref envelope, parts, id, idDefect);
    }

    private static Message ReadResponse(ref Envelope envelope, Parts parts, RequestId? id, Defect? idDefect)
    {
        // Libraries that write every member of a class send "error":null beside a result: JSON-RPC forbids it, nothing is lost by reading it.
        var hasResult = !parts.Result.IsAbsent && !(parts.Result.Kind == JsonTokenType.Null && IsObject(parts.Error));
        var hasError = !parts.Error.IsAbsent && !(parts.Error.Kind == JsonTokenType.Null && !parts.Result.IsAbsent);
        if (hasResult && hasError) return Malformed(new(DefectKind.ResultAndError, parts.Error.Name.Start), id, parts, envelope.Frame);

        if (hasResult)
        {
            if (idDefect is { } bad) return Malformed(bad, null, parts, envelope.Frame);
            if (id is not { } known) return Malformed(new(DefectKind.IdMissing, 0), null, parts, envelope.Frame);
            return IsObject(parts.Result)
                ? new Message.Result(known, envelope.ValueOf(parts.Result))
                : Malformed(new(DefectKind.ResultNotObject, parts.Result.Value.Start), id, parts, envelope.Frame);
        }

        // An error whose id could not be read carries null, or nothing; that is no defect.
        if (idDefect is { Kind: not DefectKind.IdNull } wrong) return Malformed(wrong, null, parts, envelope.Frame);
        return (Message?)ReadError(envelope.ValueOf(parts.Error), id)
            ?? Malformed(new(DefectKind.ErrorMalformed, parts.Error.Value.Start), id, parts, envelope.Frame);
    }

    private static Message.Failure? ReadError(RawJson error, RequestId? id) =>
        error.TryParse(out var body) && body.ValueKind == JsonValueKind.Object
        && body.TryGetMember("code", out var code) && code.WholeNumber() is { } number
        && body.Text("message") is { } text
            ? new Message.Failure(id, number, text, body.Raw("data"))
            : null;

    private static Defect? ReadId(ref Envelope envelope, Member member, out RequestId? id)
    {
        id = null;
        if (member.IsAbsent) return null;
        if (member.Kind is JsonTokenType.Null) return new(DefectKind.IdNull, member.Value.Start);
        if (member.Kind is not (JsonTokenType.String or JsonTokenType.Number)) return new(DefectKind.IdWrongType, member.Value.Start);
        if (RequestId.TryRead(envelope.ValueOf(member).Utf8.Span, out var known))
        {
            id = known;
            return null;
        }

        var tooLong = member.Value.Length > RequestId.MaxSpelling;
        return new(tooLong ? DefectKind.IdTooLong : DefectKind.IdFraction, member.Value.Start);
    }

    private static Defect? CheckVersion(ref Envelope envelope, Member version) =>
        version.IsAbsent ? new(DefectKind.VersionMissing, 0)
        : version.Kind == JsonTokenType.String && TextOf(ref envelope, version) == "2.0" ? null
        : new(DefectKind.VersionNotTwo, version.Value.Start);

    private static string? MethodOf(ref Envelope envelope, Member method)
    {
        if (method.Kind != JsonTokenType.String) return null;
        var bytes = envelope.ValueOf(method).Utf8.Span;
        return Methods.Known(bytes[1..^1]) ?? TextOf(ref envelope, method);
    }

    private static string? TextOf(ref Envelope envelope, Member member)
    {
        var bytes = envelope.ValueOf(member).Utf8.Span;
        if (bytes.SequenceEqual("\"2.0\""u8)) return "2.0";
        try
        {
            var reader = new Utf8JsonReader(bytes);
            reader.Read();
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }

    private static Message.Malformed Spoiled(Frame frame, DefectKind kind)
    {
        Envelope.Read(frame.Bytes, out var envelope);
        var parts = new Parts(ref envelope);
        ReadId(ref envelope, parts.Id, out var id);
        return Malformed(new(kind, frame.Bytes.Length), id, parts, frame.Bytes);
    }

    private static Message.Malformed Malformed(Defect defect, RequestId? id, Parts parts, ReadOnlyMemory<byte> frame) =>
        new(defect, parts.Duplicate is null ? id : null, parts.Method.IsAbsent && parts.IsResponse, frame);

    private static bool IsObject(Member member) => member.Kind == JsonTokenType.StartObject;

    /// <summary>JSON-RPC's six members, picked out of an envelope.</summary>
    private readonly struct Parts
    {
        public readonly Member Version, Id, Method, Params, Result, Error;
        public readonly Defect? Duplicate;

        public Parts(ref Envelope envelope)
        {
            for (var i = 0; i < envelope.Count; i++)
            {
                var member = envelope[i];
                if (member.Known == MemberName.Other) continue;
                ref var slot = ref Version;
                switch (member.Known)
                {
                    case MemberName.Id: slot = ref Id; break;
                    case MemberName.Method: slot = ref Method; break;
                    case MemberName.Params: slot = ref Params; break;
                    case MemberName.Result: slot = ref Result; break;
                    case MemberName.Error: slot = ref Error; break;
                }

                if (slot.IsAbsent) slot = member;
                else Duplicate ??= new Defect(DefectKind.DuplicateMember, member.Name.Start);
            }
        }

        public bool IsResponse => !Result.IsAbsent || !Error.IsAbsent;
    }
}
