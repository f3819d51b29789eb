using System.Text.Json;

namespace Faulty.Modes;

/// <summary>Servers that do not agree on a revision, and one that is modern only.</summary>
internal static class Versions
{
    private const string Modern = "2026-07-28";

    public static readonly Mode[] Modes =
    [
        new("unknown-version", "answers `initialize` with the protocolVersion 1999-01-01", () =>
        {
            var server = new Honest();
            server.On["initialize"] = _ => server.Initialized("\"1999-01-01\"");
            return server;
        }),

        new("refuses-initialize", "answers `initialize` with the error -32602 and data", () => new Honest
        {
            On =
            {
                ["initialize"] = request => Json.Error(-32602, "Unsupported protocol version",
                    $$"""{"supported":["2024-11-05"],"requested":{{Requested(request) ?? "null"}}}"""),
            },
        }),

        new("unsupported-modern",
            "is an honest modern-only server: -32022 with `data.supported` [\"2026-07-28\"] for any other revision, " +
            "-32601 naming it for `initialize`", ModernOnly),

        new("unsupported-future", "answers every request with -32022 and `data.supported` [\"2099-01-01\"]", () =>
        {
            var server = new Honest { Otherwise = request => Unsupported("2099-01-01", Requested(request) ?? "\"\"") };
            server.On.Clear();
            return server;
        }),
    ];

    private static Honest ModernOnly()
    {
        const string Complete = "\"resultType\":\"complete\"";
        const string Cache = "\"ttlMs\":60000,\"cacheScope\":\"public\"";
        var server = new Honest
        {
            Otherwise = request => Refusal(request) ?? Json.Error(-32601, $"Method not found: {request.Method}"),
            On =
            {
                ["server/discover"] = _ => Json.Result(
                    $$$"""
                    {{{{Complete}}},"supportedVersions":["{{{Modern}}}"],"capabilities":{"tools":{}},"_meta":{"io.modelcontextprotocol/serverInfo":{{{Json.ServerInfo}}}},{{{Cache}}}}
                    """),
                ["tools/list"] = _ => Json.Result($$$"""{{{{Complete}}},"tools":[{{{Json.Add}}}],{{{Cache}}}}"""),
                ["tools/call"] = call => Honest.Sum(call, $",{Complete}"),
            },
        };
        server.On.Remove("ping");
        foreach (var (method, answer) in server.On.ToArray())
            server.On[method] = request => Refusal(request) ?? answer(request);
        server.On["initialize"] = _ => Json.Error(-32601, $"Method not found: initialize; this server speaks {Modern} only",
            $$"""{"supported":["{{Modern}}"]}""");
        return server;
    }

    /// <summary>What a modern server says to a request of another revision, or of none.</summary>
    private static string? Refusal(Message request) =>
        request.Parameter("_meta", "io.modelcontextprotocol/protocolVersion") is not { ValueKind: JsonValueKind.String } version
            ? Json.Error(-32602, "_meta lacks io.modelcontextprotocol/protocolVersion")
            : !version.ValueEquals(Modern)
                ? Unsupported(Modern, version.GetRawText())
                : request.Parameter("_meta", "io.modelcontextprotocol/clientCapabilities") is not { ValueKind: JsonValueKind.Object }
                    ? Json.Error(-32602, "_meta lacks io.modelcontextprotocol/clientCapabilities")
                    : null;

    private static string Unsupported(string supported, string requested) =>
        Json.Error(-32022, "Unsupported protocol version", $$"""{"supported":["{{supported}}"],"requested":{{requested}}}""");

    /// <summary>The revision that a request of either era names, as spelled.</summary>
    private static string? Requested(Message request) =>
        (request.Parameter("_meta", "io.modelcontextprotocol/protocolVersion") ?? request.Parameter("protocolVersion"))?.GetRawText();
}
