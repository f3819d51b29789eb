using System.Buffers.Binary;
using System.Security.Cryptography;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What a message says that ties it to others, beside its id. Read while its bytes are at hand; needed until it is joined.</summary>
/// <remarks>
/// Spec, 2026-07-28: basic/patterns/progress, cancellation, subscriptions, mrtr. 2025-11-25: client/elicitation, for the completion
/// of an elicitation in the browser.
/// </remarks>
internal sealed record Links
{
    private static readonly string[] AboutACall = ["notifications/progress", "notifications/cancelled", "notifications/elicitation/complete"];

    /// <summary>What a request is about: the member <c>name</c> or <c>uri</c> of its params.</summary>
    public string? Target { get; private set; }

    /// <summary>The progress token: of a request, the one it gives; of a notification, the one it uses.</summary>
    public RequestId? Token { get; private set; }

    /// <summary>The request that a notification names: the one it cancels, or the one that opened its subscription.</summary>
    public RequestId? Subject { get; private set; }

    /// <summary>The elicitation in a browser that a request begins, or a notification ends.</summary>
    public RequestId? Elicitation { get; private set; }

    /// <summary>The result asks for more input, or the request brings some.</summary>
    public bool IsRoundTrip { get; private set; }

    /// <summary>The state that a round trip carries; null where it carries none.</summary>
    public UInt128? State { get; private set; }

    /// <summary>What ties the message to others; null where nothing does.</summary>
    public static Links? Of(Message message) => message switch
    {
        Message.Request it => OfRequest(it.Params),
        Message.Notification it => OfNotification(it.Method, it.Params),
        Message.Result it => OfResult(it.Value),
        _ => null,
    };

    private static Links? OfRequest(RawJson @params)
    {
        if (@params.IsAbsent) return null;
        Links? links = null;
        var members = new MemberReader(@params);
        while (members.Read())
        {
            if (members.IsNamed("name"u8) || members.IsNamed("uri"u8)) (links ??= new()).Target = Short(members.Value());
            else if (members.IsNamed("_meta"u8)) ReadToken(members.Value(), ref links);
            else if (members.IsNamed("elicitationId"u8)) (links ??= new()).Elicitation = Id(members.Value());
            else if (members.IsNamed("inputResponses"u8)) (links ??= new()).IsRoundTrip = true;
            else if (members.IsNamed("requestState"u8)) (links ??= new()).ReadState(members.Value());
        }

        return links;
    }

    private static void ReadToken(RawJson meta, ref Links? links)
    {
        var members = new MemberReader(meta);
        while (members.Read())
        {
            if (members.IsNamed("progressToken"u8)) (links ??= new()).Token = Id(members.Value());
        }
    }

    private static Links? OfNotification(string method, RawJson @params)
    {
        if (@params.IsAbsent) return null;
        Links? links = null;
        var isAboutACall = AboutACall.Contains(method);
        var members = new MemberReader(@params);
        while (members.Read())
        {
            if (members.IsNamed("_meta"u8)) ReadSubscription(members.Value(), ref links);
            else if (!isAboutACall) continue;
            else if (members.IsNamed("progressToken"u8)) (links ??= new()).Token = Id(members.Value());
            else if (members.IsNamed("requestId"u8)) (links ??= new()).Subject = Id(members.Value());
            else if (members.IsNamed("elicitationId"u8)) (links ??= new()).Elicitation = Id(members.Value());
        }

        return links;
    }

    private static void ReadSubscription(RawJson meta, ref Links? links)
    {
        var members = new MemberReader(meta);
        while (members.Read())
        {
            if (members.IsNamed("io.modelcontextprotocol/subscriptionId"u8)) (links ??= new()).Subject ??= Id(members.Value());
        }
    }

    private static Links? OfResult(RawJson result)
    {
        var links = new Links();
        var members = new MemberReader(result);
        while (members.Read())
        {
            if (members.IsNamed("resultType"u8)) links.IsRoundTrip = members.Value().Utf8.Span.SequenceEqual("\"input_required\""u8);
            else if (members.IsNamed("requestState"u8)) links.ReadState(members.Value());
        }

        return links.IsRoundTrip ? links : null;
    }

    // A state may be as long as a frame, and is compared only.
    private void ReadState(RawJson value)
    {
        if (value.Text() is not { } text) return;
        IsRoundTrip = true;
        State = BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static RequestId? Id(RawJson value) => RequestId.TryRead(value.Utf8.Span, out var id) ? id : null;

    private static string? Short(RawJson value) => value.Utf8.Length > FrameIndexLimits.MaxTargetBytes ? null : value.Text();
}
