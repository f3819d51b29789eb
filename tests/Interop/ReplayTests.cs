namespace RawMcp.Interop;

/// <summary>Recorded sessions of real peers, replayed both ways.</summary>
public sealed class ReplayTests
{
    // Each client meets its own recording, and sees what it saw.
    [Theory, InlineData("ts-v1"), InlineData("ts-v2, legacy"), InlineData("ts-v2, modern"), InlineData("csharp, by itself"), InlineData("csharp, 2025-06-18")]
    public async Task A_client_sees_the_same_in_a_replay(string name)
    {
        var client = ClientPeer.All[name];
        using var scratch = new Scratch();
        var capture = Path.Combine(scratch.Folder, "tap.pcapng");
        var recorded = await Launch.RunAsync(scratch, [.. client.Command(), Repository.Rawmcp, "tap", "-o", capture, "--", Repository.Rawmcp, "serve"], []);
        Assert.True(recorded.ExitCode == 0, recorded.ToString());
        // This one probes in a process of its own, whose recording is not the one that is replayed: byte for byte it is another client.
        foreach (var exact in name == "ts-v2, modern" ? (string[][])[[]] : [[], ["--exact"]])
        {
            var replayed = await Launch.RunAsync(scratch, [.. client.Command(), Repository.Rawmcp, "replay", capture, "--as", "server", .. exact], []);
            Assert.True(replayed.ExitCode == 0, replayed.ToString());
            Assert.Equal(recorded.Output, replayed.Output);
        }
    }

    // Another client than the recorded one: it opens in its own way, with its own ids and its own spelling.
    [Theory, InlineData("ts-v1", "csharp, by itself"), InlineData("ts-v1", "ts-v2, auto"), InlineData("csharp, 2025-11-25", "ts-v1"), InlineData("csharp, 2026-07-28", "ts-v2, modern")]
    public async Task Another_client_finds_its_way(string recorder, string name)
    {
        using var scratch = new Scratch();
        var capture = Path.Combine(scratch.Folder, "tap.pcapng");
        var recorded = await Launch.RunAsync(scratch, [.. ClientPeer.All[recorder].Command(), Repository.Rawmcp, "tap", "-o", capture, "--", Repository.Rawmcp, "serve"], []);
        Assert.True(recorded.ExitCode == 0, recorded.ToString());
        var replayed = await Launch.RunAsync(scratch, [.. ClientPeer.All[name].Command(), Repository.Rawmcp, "replay", capture, "--as", "server"], []);
        Assert.True(replayed.ExitCode == 0, replayed.ToString());
        Assert.Contains("\"add\":\"5\"", replayed.Output);
        Assert.Contains("\"city\":\"Oslo\"", replayed.Output);
    }

    [Theory, InlineData("everything", "legacy"), InlineData("ts-v1", "legacy"), InlineData("ts-v2", "modern"), InlineData("csharp", "auto"), InlineData("time-ts", "legacy")]
    public async Task A_server_gives_the_same_again(string name, string era)
    {
        var peer = ServerPeer.All[name];
        using var scratch = new Scratch();
        var capture = Path.Combine(scratch.Folder, "tap.pcapng");
        var recorded = await Launch.RunAsync(scratch, [Repository.Rawmcp, "call", peer.Tool, .. peer.Arguments(scratch), "--era", era, "--", Repository.Rawmcp, "tap", "-o", capture, "--", .. peer.Command(scratch)], peer.Variables(scratch));
        Assert.True(recorded.ExitCode == peer.ExitCode, recorded.ToString());
        var replayed = await Launch.RunAsync(scratch, [Repository.Rawmcp, "replay", capture, "--as", "client", "--", .. peer.Command(scratch)], peer.Variables(scratch));
        Assert.True(replayed.ExitCode == 0, replayed.ToString());
        Assert.Contains("no difference.", replayed.Output);
    }
}
