using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.WireDictionary;

/// <summary>Which envelope a message has, and what stands in its <c>params</c>, <c>result</c> and <c>error</c>.</summary>
internal static class Envelopes
{
    /// <summary>The concept of a message's envelope.</summary>
    public static string Concept(JsonElement root) =>
        root.TryGetMember("method", out _) ? root.TryGetMember("id", out _) ? "RequestEnvelope" : "NotificationEnvelope"
        : root.TryGetMember("error", out var error) && error.ValueKind != JsonValueKind.Null ? "ErrorEnvelope"
        : root.TryGetMember("result", out _) ? "ResultEnvelope"
        : "RequestEnvelope";

    /// <summary>The place of a whole message; nowhere for what is no object.</summary>
    public static Place Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Place.Nowhere;
        var concept = Concept(root);
        return Place.Of(vocabulary => vocabulary.Concept(concept));
    }

    /// <summary>The place of a member of the envelope that the method decides; null for all others, and where no revision has the method.</summary>
    public static Place? Below(JsonElement root, string name, string? method)
    {
        if (name == "error") return Place.Of(vocabulary => vocabulary.Error(Code(root) ?? 0));
        if (Vocabulary.Method(method) is not { } known) return null;
        return name switch
        {
            "params" => Place.Of(vocabulary => vocabulary.Params(known.Name)),
            "result" when known.IsRequest => Place.Of(vocabulary => vocabulary.Result(known.Name)),
            _ => null,
        };
    }

    /// <summary>The code of an error; null where there is none.</summary>
    public static long? Code(JsonElement root) =>
        root.TryGetMember("error", out var error) && error.TryGetMember("code", out var code) ? code.WholeNumber() : null;
}
