namespace RawMcp.Interop;

/// <summary>A real server: how to start it, one tool it has, and what a call of one tool must give.</summary>
/// <param name="Command">The command line, given a folder to work in.</param>
/// <param name="Tool">The tool to call.</param>
/// <param name="Arguments">Its arguments as rawmcp takes them, given the same folder.</param>
/// <param name="Text">What the call's text contains; the peer's refusal, where it refuses.</param>
/// <param name="ExitCode">0, or 1 for a tool error, or 3 for a refusal.</param>
/// <param name="Modern">Whether it also speaks the modern era.</param>
internal sealed record ServerPeer(
    Func<Scratch, string[]> Command, string Tool, Func<Scratch, string[]> Arguments, string Text, int ExitCode = 0, bool Modern = false)
{
    /// <summary>Variables the server wants, beside those of the scratch folder.</summary>
    public Func<Scratch, Dictionary<string, string>> Variables { get; init; } = _ => [];

    /// <summary>How many tools it lists at least.</summary>
    public int Tools { get; init; } = 1;

    /// <summary>Every server of this suite, by name.</summary>
    public static IReadOnlyDictionary<string, ServerPeer> All { get; } = new Dictionary<string, ServerPeer>
    {
        // The reference servers: TypeScript SDK v1 1.32.2.
        ["everything"] = new(_ => Reference("everything", "stdio"), "get-sum", _ => ["a=2", "b=3"], "The sum of 2 and 3 is 5.") { Tools = 13 },
        ["filesystem"] = new(at => Reference("filesystem", at.Folder), "read_text_file",
            at => ["path=" + at.Write("a.txt", "grüße 你好\n")], "grüße 你好")
        { Tools = 14 },
        ["memory"] = new(_ => Reference("memory"), "create_entities",
            _ => ["""{"entities":[{"name":"pipe","entityType":"thing","observations":["has two ends"]}]}"""], "has two ends")
        { Tools = 9, Variables = at => new() { ["MEMORY_FILE_PATH"] = Path.Combine(at.Folder, "memory.jsonl") } },
        ["sequential-thinking"] = new(_ => Reference("sequential-thinking"), "sequentialthinking",
            _ => ["thought=one", "nextThoughtNeeded=false", "thoughtNumber=1", "totalThoughts=1"], "\"thoughtHistoryLength\": 1"),

        // The three SDKs in their smallest form.
        ["ts-v1"] = new(_ => [Peers.Node, Peers.Script("server-v1.mjs")], "add", _ => ["a=2", "b=3"], "5") { Tools = 2 },
        ["ts-v2"] = new(_ => [Peers.Node, Peers.Script("server-v2.mjs")], "add", _ => ["a=2", "b=3"], "5", Modern: true) { Tools = 2 },
        ["csharp"] = new(_ => [Repository.Built("SdkServer", "SdkServer")], "add", _ => ["a=2", "b=3"], "5", Modern: true) { Tools = 2 },

        // TypeScript SDK 1.0.1, revision 2024-11-05; it refuses bad arguments with -32603.
        ["github-old"] = new(_ => [Peers.Node, Peers.Package("@modelcontextprotocol/server-github/dist/index.js")],
            "get_issue", _ => [], "Invalid input", ExitCode: 3)
        { Tools = 26 },
        // Prints "Starting Time MCP server..." on stdout.
        ["time-ts"] = new(_ => [Peers.Node, Peers.Package("time-mcp/dist/index.js")],
            "days_in_month", _ => ["date=2024-02-01"], "The number of days in month is 29.")
        { Tools = 6 },
        // Answers an unknown request with the error code as id, so that the probe ends in silence.
        ["effect"] = new(_ => [Peers.Node, Peers.Package("effect-mcp/main.cjs")], "effect_docs_search", _ => ["query=stream"], "\"results\"")
        { Tools = 2 },

        // go-sdk 1.8.0, all five revisions.
        ["kubernetes-go"] = new(at => [Peers.Program("kubernetes-mcp-server-linux-amd64/bin/kubernetes-mcp-server-linux-amd64"),
            "--kubeconfig", at.Write("kubeconfig", Kubeconfig)], "configuration_view", _ => ["minified=false"], "server: http://127.0.0.1:9", Modern: true)
        { Tools = 20 },
        // go-sdk 1.2.0: refuses the probe with code 0. Nothing listens on port 9, so that the call is a tool error.
        ["prometheus-go"] = new(_ => [Peers.Program("mcp-prometheus-linux-amd64/bin/mcp-prometheus-linux-amd64")],
            "query", _ => ["promql=up"], "connection refused", ExitCode: 1)
        { Tools = 11, Variables = _ => new() { ["PROMETHEUS_URL"] = "http://127.0.0.1:9" } },
        // rmcp 1.1.1: the process exits when it is probed.
        ["cortex-rust"] = new(_ => [Peers.Program("@temporal-cortex/cortex-mcp-linux-x64/bin/cortex-mcp")], "compute_duration",
            _ => ["start=2026-01-01T00:00:00Z", "end=2026-01-01T01:30:00Z"], "1 hour, 30 minutes")
        { Tools = 18 },
        // Hand-written; answers notifications.
        ["leanspec-rust"] = new(_ => [Peers.Program("@leanspec/mcp-linux-x64/leanspec-mcp")], "get_capabilities", _ => [], "leanspec:markdown")
        { Tools = 11 },
    };

    private const string Kubeconfig = """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:9"}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        users: [{name: u, user: {token: t}}]
        current-context: x
        """;

    private static string[] Reference(string name, params string[] arguments) =>
        [Peers.Node, Peers.Package($"@modelcontextprotocol/server-{name}/dist/index.js"), .. arguments];
}
