using System.Text.Json;

namespace RawMcp.Interop;

/// <summary>rawmcp as the client of real servers, in every era that each of them speaks.</summary>
public sealed class ServerPeerTests
{
    public static TheoryData<string, string> Sessions()
    {
        var sessions = new TheoryData<string, string>();
        foreach (var (name, peer) in ServerPeer.All)
        {
            sessions.Add(name, "auto");
            sessions.Add(name, "auto, through the tap");
            sessions.Add(name, "legacy");
            if (peer.Modern)
                sessions.Add(name, "modern");
        }

        return sessions;
    }

    [Theory, MemberData(nameof(Sessions))]
    public async Task Lists_and_calls(string name, string session)
    {
        var peer = ServerPeer.All[name];
        using var scratch = new Scratch();
        var era = session.Split(',')[0];
        if (session != era) peer = peer with { Command = at => [Repository.Rawmcp, "tap", "-o", Path.Combine(at.Folder, "tap.pcapng"), "--", .. ServerPeer.All[name].Command(at)] };

        var listed = await RunAsync(peer, scratch, "tools", "--era", era, "--json");
        Assert.True(listed.ExitCode == 0, listed.ToString());
        using var list = JsonDocument.Parse(listed.Output);
        var tools = list.RootElement.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()).ToList();
        Assert.Contains(peer.Tool, tools);
        Assert.True(tools.Count >= peer.Tools, $"{tools.Count} tools, {peer.Tools} expected.");

        var called = await RunAsync(peer, scratch, ["call", peer.Tool, .. peer.Arguments(scratch), "--era", era]);
        Assert.True(called.ExitCode == peer.ExitCode, called.ToString());
        // A tool error is an answer too, and belongs on stdout; a refusal is not one.
        Assert.Contains(peer.Text, peer.ExitCode == 3 ? called.Errors : called.Output);
        if (peer.ExitCode == 3)
            Assert.Empty(called.Output);
    }

    [Fact]
    public async Task The_list_for_people_names_every_tool()
    {
        using var scratch = new Scratch();
        var listed = await RunAsync(ServerPeer.All["csharp"], scratch, "tools");
        Assert.True(listed.ExitCode == 0, listed.ToString());
        Assert.Contains("add", listed.Output);
        Assert.Contains("Add two numbers", listed.Output);
        Assert.Contains("echo", listed.Output);
    }

    [Fact]
    public async Task Json_gives_the_result_as_the_server_sent_it()
    {
        using var scratch = new Scratch();
        var called = await RunAsync(ServerPeer.All["csharp"], scratch, "call", "echo", "message=grüße 你好 🙂", "--json");
        Assert.True(called.ExitCode == 0, called.ToString());
        using var result = JsonDocument.Parse(called.Output);
        var content = Assert.Single(result.RootElement.GetProperty("content").EnumerateArray());
        Assert.Equal("text", content.GetProperty("type").GetString());
        Assert.Equal("grüße 你好 🙂", content.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_legacy_server_refuses_the_modern_era()
    {
        using var scratch = new Scratch();
        var listed = await RunAsync(ServerPeer.All["ts-v1"], scratch, "tools", "--era", "modern");
        Assert.True(listed.ExitCode == 3, listed.ToString());
        Assert.Contains("Method not found", listed.Errors);
    }

    private static Task<Launch> RunAsync(ServerPeer peer, Scratch scratch, params string[] verb) =>
        Launch.RunAsync(scratch, [Repository.Rawmcp, .. verb, "--", .. peer.Command(scratch)], peer.Variables(scratch));
}
