namespace RawMcp.Interop;

/// <summary>A real client that starts a server, lists and calls its tools, and prints what it saw as one line of JSON.</summary>
/// <param name="Command">The command line, before that of the server.</param>
/// <param name="Revision">The revision that it must end up with.</param>
internal sealed record ClientPeer(Func<string[]> Command, string Revision)
{
    /// <summary>Every client of this suite in each way that it opens, by name.</summary>
    public static IReadOnlyDictionary<string, ClientPeer> All { get; } = new Dictionary<string, ClientPeer>
    {
        ["csharp, by itself"] = CSharp("auto", "2026-07-28"),
        ["csharp, 2024-11-05"] = CSharp("2024-11-05", "2024-11-05"),
        ["csharp, 2025-03-26"] = CSharp("2025-03-26", "2025-03-26"),
        ["csharp, 2025-06-18"] = CSharp("2025-06-18", "2025-06-18"),
        ["csharp, 2025-11-25"] = CSharp("2025-11-25", "2025-11-25"),
        ["csharp, 2026-07-28"] = CSharp("2026-07-28", "2026-07-28"),
        ["ts-v1"] = new(() => [Peers.Node, Peers.Script("client-v1.mjs")], "2025-11-25"),
        ["ts-v2, legacy"] = TypeScript("legacy", "2025-11-25"),
        ["ts-v2, auto"] = TypeScript("auto", "2026-07-28"),
        ["ts-v2, modern"] = TypeScript("2026-07-28", "2026-07-28"),
    };

    private static ClientPeer CSharp(string mode, string revision) => new(() => [Repository.Built("SdkClient", "SdkClient"), mode], revision);

    private static ClientPeer TypeScript(string mode, string revision) => new(() => [Peers.Node, Peers.Script("client-v2.mjs"), mode], revision);
}
