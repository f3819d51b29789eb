using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawMcp.Interop;

/// <summary>Whole sessions of real servers with real clients, through the tap: the doctor finds no error in any of them.</summary>
public sealed class HealthyTests
{
    // Reference servers and the SDKs in their smallest form.
    private static readonly string[] Servers = ["everything", "filesystem", "memory", "sequential-thinking", "ts-v1", "ts-v2", "csharp"];

    private static readonly Dictionary<string, Func<Scratch, string[], string[]>> Clients = new()
    {
        ["rawmcp, legacy"] = (_, server) => [Repository.Rawmcp, "tools", "--era", "legacy", "--json", "--", .. server],
        ["rawmcp, auto"] = (_, server) => [Repository.Rawmcp, "tools", "--json", "--", .. server],
        ["inspector"] = (at, server) =>
        [
            Peers.Node24, Peers.Package("@modelcontextprotocol/inspector/clients/launcher/build/index.js"), "--cli", "--config", Configuration(at, server),
            "--server", "tapped", "--protocol-era", "auto", "--method", "tools/list", "--format", "json", "-q",
        ],
        ["ts-v1"] = (_, server) => [.. ClientPeer.All["ts-v1"].Command(), .. server],
        ["ts-v2, auto"] = (_, server) => [.. ClientPeer.All["ts-v2, auto"].Command(), .. server],
    };

    // On its command line the inspector keeps a -- for itself; in its file a command is taken as it is.
    private static string Configuration(Scratch at, string[] server)
    {
        var file = Path.Combine(at.Folder, "mcp.json");
        File.WriteAllText(file, new JsonObject
        {
            ["mcpServers"] = new JsonObject
            {
                ["tapped"] = new JsonObject
                {
                    ["command"] = server[0],
                    ["args"] = new JsonArray([.. server[1..].Select(word => JsonValue.Create(word))]),
                    ["env"] = new JsonObject(at.Essentials.Select(variable => KeyValuePair.Create<string, JsonNode?>(variable.Key, variable.Value))),
                },
            },
        }.ToJsonString());
        return file;
    }

    public static TheoryData<string, string> Sessions()
    {
        var sessions = new TheoryData<string, string>();
        foreach (var server in Servers)
        {
            foreach (var client in Clients.Keys) sessions.Add(server, client);
        }

        return sessions;
    }

    public static TheoryData<string> Ours() => [.. ClientPeer.All.Keys];

    public static TheoryData<string> Visited() => [.. Servers];

    [Theory, MemberData(nameof(Sessions))]
    public async Task A_session_of_a_real_pair_has_no_error(string server, string client)
    {
        using var scratch = new Scratch();
        var peer = ServerPeer.All[server];
        var capture = Path.Combine(scratch.Folder, "tap.pcapng");
        string[] tapped = [Repository.Rawmcp, "tap", "-o", capture, "--", .. peer.Command(scratch)];
        var launch = await Launch.RunAsync(scratch, Clients[client](scratch, tapped), [.. peer.Variables(scratch), new("RAWMCP_INTEROP_LIST", "1")]);
        Assert.True(launch.ExitCode == 0, launch.ToString());
        await AssertNoErrorAsync(scratch, capture);
    }

    [Theory, MemberData(nameof(Ours))]
    public async Task A_session_with_our_server_has_no_error(string client)
    {
        using var scratch = new Scratch();
        var capture = Path.Combine(scratch.Folder, "tap.pcapng");
        var launch = await Launch.RunAsync(scratch, [.. ClientPeer.All[client].Command(), Repository.Rawmcp, "tap", "-o", capture, "--", Repository.Rawmcp, "serve"], []);
        Assert.True(launch.ExitCode == 0, launch.ToString());
        await AssertNoErrorAsync(scratch, capture);
    }

    [Theory, MemberData(nameof(Visited))]
    public async Task The_doctor_s_own_visit_finds_no_error(string server)
    {
        using var scratch = new Scratch();
        var peer = ServerPeer.All[server];
        AssertNoError(await Launch.RunAsync(scratch, [Repository.Rawmcp, "doctor", "--json", "-o", Path.Combine(scratch.Folder, "x.pcapng"), "--", .. peer.Command(scratch)], peer.Variables(scratch)));
    }

    private static async Task AssertNoErrorAsync(Scratch scratch, string capture) =>
        AssertNoError(await Launch.RunAsync(scratch, [Repository.Rawmcp, "doctor", "--json", capture], []));

    private static void AssertNoError(Launch doctor)
    {
        Assert.True(doctor.ExitCode == 0, doctor.ToString());
        using var json = JsonDocument.Parse(doctor.Output);
        Assert.DoesNotContain(json.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("severity").GetString() == "error");
    }
}
