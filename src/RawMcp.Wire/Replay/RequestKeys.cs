using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>
/// What makes two requests the same one: method and parameters, but for what differs from run to run. From the strictest to the loosest;
/// the strict one only decides between recorded requests that the next one takes for the same.
/// </summary>
/// <param name="Exact">All parameters, without tokens, trace context and the client's name.</param>
/// <param name="Plain">The parameters without <c>_meta</c>. Of an opening, the method alone: whoever asks, the server is the recorded one.</param>
/// <param name="Loose">For a retry: the parameters without the answers that it brings, which a person or a model gave. Otherwise null.</param>
internal sealed record RequestKeys(string Exact, string Plain, string? Loose)
{
    private static readonly JsonPath Meta = JsonPath.Of("params", "_meta");
    private static readonly JsonPath Responses = JsonPath.Of("params", "inputResponses");

    private static readonly JsonPath[] Volatile =
    [
        .. new[] { MetaKeys.ProgressToken, MetaKeys.ClientInfo, "traceparent", "tracestate", "baggage" }.Select(name => JsonPath.Of("params", "_meta", name)),
    ];

    /// <summary>The keys of a request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="ignored">Further places that do not count.</param>
    public static RequestKeys Of(string method, RawJson parameters, IReadOnlyList<JsonPath> ignored)
    {
        var given = parameters.IsAbsent ? RawJson.EmptyObject : parameters;
        var plain = method is Methods.Initialize or Methods.Discover ? "" : Key(Meta);
        var isRetry = !given.Find("inputResponses"u8).IsAbsent;
        return new RequestKeys(method + " " + Key(Volatile), method + " " + plain, isRetry ? method + " retry " + Key(Meta, Responses) : null);

        string Key(params JsonPath[] without) => CanonicalJson.Of(given, "params", [.. without, .. ignored]);
    }
}
