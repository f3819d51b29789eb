namespace Benchmarks.Run;

/// <summary>A client and a server that are measured together: what each is started with.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Client">The client's role, without the server's command.</param>
/// <param name="Server">The server's command, which the client starts.</param>
internal sealed record Pair(string Name, IReadOnlyList<string> Client, IReadOnlyList<string> Server)
{
    public const string OursAot = "ours AOT ↔ ours AOT";
    public const string OursJit = "ours JIT ↔ ours JIT";

    /// <summary>The pairs that can run here; what cannot is told to <paramref name="skipped"/>, with the reason.</summary>
    public static async Task<IReadOnlyList<Pair>> AllAsync(string? only, Action<string> skipped)
    {
        string[] jit = [.. Self.Command, "role"];
        var pairs = new List<Pair>();
        if (Wanted(OursAot, only))
        {
            var (binary, reason) = await AotBuild.MakeAsync();
            if (binary is null) skipped($"{OursAot}: {reason}");
            else pairs.Add(new(OursAot, [binary, "client", "ours"], [binary, "server", "ours"]));
        }

        pairs.Add(new(OursJit, [.. jit, "client", "ours"], [.. jit, "server", "ours"]));
        return [.. pairs.Where(pair => Wanted(pair.Name, only))];
    }

    private static bool Wanted(string name, string? only) => only is null || name.Contains(only, StringComparison.OrdinalIgnoreCase);
}
