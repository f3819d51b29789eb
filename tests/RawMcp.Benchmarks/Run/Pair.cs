namespace Benchmarks.Run;

/// <summary>A client and a server that are measured together: what each is started with.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Client">The client's role, without the server's command.</param>
/// <param name="Server">The server's command, which the client starts.</param>
internal sealed record Pair(string Name, IReadOnlyList<string> Client, IReadOnlyList<string> Server)
{
    public const string OursAot = "ours AOT ↔ ours AOT";
    public const string OursJit = "ours ↔ ours";
    public const string OursToSdk = "ours ↔ C# SDK";
    public const string SdkToOurs = "C# SDK ↔ ours";
    public const string Sdk = "C# SDK ↔ C# SDK";
    public const string StreamJsonRpc = "StreamJsonRpc ↔ StreamJsonRpc";
    public const string OursToTypeScript = "ours ↔ TypeScript SDK";

    /// <summary>Whether both sides are ours: what the goals for long frames are about. The others' are measured once.</summary>
    public bool IsOurs => Name is OursAot or OursJit;

    /// <summary>The pairs that can run here; what cannot is told to <paramref name="skipped"/>, with the reason.</summary>
    public static async Task<IReadOnlyList<Pair>> AllAsync(string? only, Action<string, string> skipped)
    {
        var pairs = new List<Pair>();
        if (Wanted(OursAot))
        {
            var (binary, reason) = await AotBuild.Roles.MakeAsync();
            if (binary is null) skipped(OursAot, reason);
            else pairs.Add(new(OursAot, [binary, "client", "ours"], [binary, "server", "ours"]));
        }

        pairs.AddRange(new[]
        {
            new Pair(OursJit, Self("client", "ours"), Self("server", "ours")),
            new Pair(OursToSdk, Self("client", "ours"), Self("server", "sdk")),
            new Pair(SdkToOurs, Self("client", "sdk"), Self("server", "ours")),
            new Pair(Sdk, Self("client", "sdk"), Self("server", "sdk")),
            new Pair(StreamJsonRpc, Self("client", "streamjsonrpc"), Self("server", "streamjsonrpc")),
        }.Where(pair => Wanted(pair.Name)));
        if (Wanted(OursToTypeScript))
        {
            var (command, reason) = await TypeScriptServerAsync();
            if (command is null) skipped(OursToTypeScript, reason);
            else pairs.Add(new(OursToTypeScript, Self("client", "ours"), command));
        }

        return pairs;

        bool Wanted(string name) => only is null || name.Contains(only, StringComparison.OrdinalIgnoreCase);
    }

    private static string[] Self(params string[] role) => [.. Run.Self.Command, "role", .. role];

    private static async Task<(IReadOnlyList<string>? Command, string Reason)> TypeScriptServerAsync()
    {
        var peers = Repository.Path("tests", "Interop", "peers");
        if (!Directory.Exists(Path.Combine(peers, "node_modules", "@modelcontextprotocol", "server")))
            return (null, "its packages are not installed (npm install in tests/Interop/peers)");
        if (await Tool.RunAsync("node", "--version") is not (0, _)) return (null, "there is no node in PATH");
        return (["node", Repository.Path("tests", "RawMcp.Benchmarks", "Peers", "ts-server.cjs"), peers], "");
    }
}
