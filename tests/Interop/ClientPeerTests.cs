using System.Text.Json;

namespace RawMcp.Interop;

/// <summary>rawmcp serve as the server of real clients, in every era that each of them speaks.</summary>
public sealed class ClientPeerTests
{
    public static TheoryData<string> Clients() => [.. ClientPeer.All.Keys];

    [Theory, MemberData(nameof(Clients))]
    public Task Lists_and_calls(string name) => ListsAndCalls(name, _ => [Repository.Rawmcp, "serve"]);

    [Theory, MemberData(nameof(Clients))]
    public Task Lists_and_calls_through_the_tap(string name) =>
        ListsAndCalls(name, at => [Repository.Rawmcp, "tap", "-o", Path.Combine(at.Folder, "tap.pcapng"), "--", Repository.Rawmcp, "serve"]);

    private static async Task ListsAndCalls(string name, Func<Scratch, string[]> server)
    {
        var client = ClientPeer.All[name];
        using var scratch = new Scratch();
        using var seen = await RunAsync(scratch, [.. client.Command(), .. server(scratch)]);

        Assert.Equal(client.Revision, seen.RootElement.GetProperty("revision").GetString());
        var tools = seen.RootElement.GetProperty("tools").EnumerateArray().Select(tool => tool.GetString()).ToList();
        Assert.Contains("add", tools);
        Assert.Contains("echo", tools);
        Assert.Contains("blob", tools);
        Assert.Equal("5", seen.RootElement.GetProperty("add").GetString());
        Assert.Equal("grüße 你好 🙂", seen.RootElement.GetProperty("echo").GetString());
        // More than a Linux pipe holds.
        Assert.Equal(100_000, seen.RootElement.GetProperty("blob").GetInt32());
        Assert.Equal(-32602, seen.RootElement.GetProperty("refusal").GetInt32());
        Assert.True(seen.RootElement.GetProperty("toolError").GetBoolean());
        // Revisions before 2025-06-18 have no structured content.
        if (string.CompareOrdinal(client.Revision, "2025-06-18") >= 0)
            Assert.Equal("Oslo", seen.RootElement.GetProperty("city").GetString());
    }

    [Theory, InlineData("legacy"), InlineData("auto"), InlineData("modern")]
    public async Task The_inspector_lists_and_calls(string era)
    {
        using var scratch = new Scratch();
        // --strict: a tool schema that some host could not use is an error.
        using var listed = await InspectAsync(scratch, era, "tools/list", "--strict");
        var tools = listed.RootElement.GetProperty("result").GetProperty("tools").EnumerateArray();
        Assert.Contains(tools, tool => tool.GetProperty("name").GetString() == "blob");

        using var called = await InspectAsync(scratch, era, "tools/call", "--tool-name", "add", "--tool-arg", "a=2", "--tool-arg", "b=3");
        Assert.Equal("5", called.RootElement.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString());
    }

    private static Task<JsonDocument> InspectAsync(Scratch scratch, string era, string method, params string[] more) => RunAsync(scratch, [
        Peers.Node24, Peers.Package("@modelcontextprotocol/inspector/clients/launcher/build/index.js"), "--cli", "--protocol-era", era,
        .. scratch.Essentials.SelectMany(variable => (string[])["-e", $"{variable.Key}={variable.Value}"]),
        Repository.Rawmcp, "serve", "--method", method, "--format", "json", "-q", .. more]);

    private static async Task<JsonDocument> RunAsync(Scratch scratch, string[] command)
    {
        var launch = await Launch.RunAsync(scratch, command, []);
        Assert.True(launch.ExitCode == 0, launch.ToString());
        return JsonDocument.Parse(launch.Output);
    }
}
