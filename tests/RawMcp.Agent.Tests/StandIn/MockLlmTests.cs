using System.ClientModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI;

namespace RawMcp.Agent.Tests.StandIn;

/// <summary>Our loop against a mock that other people wrote: npm's @dwmkerr/mock-llm, one of the peers of tests/Interop.</summary>
public sealed class MockLlmTests
{
    [Fact]
    public async Task A_tool_round_trip()
    {
        await using var mock = await Mock.StartAsync(
            Rule("body.messages[-1].role == 'user'", """{"role":"assistant","content":null,"tool_calls":[{"id":"call_a","type":"function","function":{"name":"add","arguments":"{\"a\":2,\"b\":3}"}}]}""", "tool_calls"),
            // The mock's words hold what the history holds: the id and the result have to be in their places.
            Rule("body.messages[-1].role == 'tool'", """{"role":"assistant","content":"{{jmes request body.messages[-1].tool_call_id}} gave {{jmes request body.messages[-1].content}}"}""", "stop"));
        await using var served = await Served.StartAsync(Tools.Server().WithAdd());
        var agent = new Agent(new Unstreamed(mock.Client()), await ToolSet.ListAsync(served.Client));
        Assert.Equal("call_a gave 5", await agent.AskAsync("What is 2+3?"));
        ValidHistory.Assert(agent.History);
    }

    [Fact]
    public async Task A_stream_of_words()
    {
        await using var mock = await Mock.StartAsync(Rule("@", """{"role":"assistant","content":"This is a sentence that is longer than one of its chunks of fifty characters."}""", "stop"));
        await using var served = await Served.StartAsync(Tools.Server().WithAdd());
        var said = new List<string>();
        var agent = new Agent(mock.Client(), await ToolSet.ListAsync(served.Client), new AgentOptions
        {
            OnEvent = it =>
            {
                if (it is AgentEvent.Said words) said.Add(words.Text);
            },
        });
        Assert.Equal("This is a sentence that is longer than one of its chunks of fifty characters.", await agent.AskAsync("Say something long."));
        Assert.True(said.Count > 1);
    }

    private static JsonObject Rule(string match, string message, string finish) => new()
    {
        ["path"] = "/v1/chat/completions",
        ["match"] = match,
        ["response"] = new JsonObject
        {
            ["status"] = 200,
            ["content"] = $$"""{"id":"x","object":"chat.completion","created":1,"model":"mock","choices":[{"index":0,"message":{{message}},"finish_reason":"{{finish}}"}]}""",
        },
    };

    /// <summary>The mock streams words only: an answer with calls has to be asked for in one piece.</summary>
    private sealed class Unstreamed(IChatClient inner) : DelegatingChatClient(inner)
    {
        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var whole = await GetResponseAsync(messages, options, cancellationToken);
            foreach (var update in whole.ToChatResponseUpdates()) yield return update;
        }
    }

    /// <summary>The mock as a process on 127.0.0.1, with these rules.</summary>
    private sealed class Mock(Process process, Uri baseUrl) : IAsyncDisposable
    {
        public IChatClient Client() => new OpenAI.Chat.ChatClient("mock", new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = baseUrl }).AsIChatClient();

        public static async Task<Mock> StartAsync(params JsonObject[] rules)
        {
            var port = FreePort();
            var start = new ProcessStartInfo(Node(), [Script()]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
            start.Environment["HOST"] = "127.0.0.1";
            start.Environment["PORT"] = $"{port}";
            var process = Process.Start(start)!;
            Started.Note(process.Id);
            var mock = new Mock(process, new Uri($"http://127.0.0.1:{port}/v1"));
            while (await process.StandardOutput.ReadLineAsync().WaitAsync(Lines.Patience) is { } line && !line.Contains("running on", StringComparison.Ordinal))
            {
                // It says what it loaded first.
            }

            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null); // or it would wait for somebody to read
            using var http = new HttpClient { Timeout = Lines.Patience };
            // A configuration that is posted replaces all of the one before, and it cannot stream without this member.
            var configuration = new JsonObject { ["rules"] = new JsonArray([.. rules]), ["streaming"] = new JsonObject { ["chunkSize"] = 20, ["chunkIntervalMs"] = 1 } };
            using var body = new StringContent(configuration.ToJsonString(), null, "application/json");
            using var configured = await http.PostAsync($"http://127.0.0.1:{port}/config", body);
            Assert.True(configured.IsSuccessStatusCode, await configured.Content.ReadAsStringAsync());
            return mock;
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().WaitAsync(Lines.Patience);
            process.Dispose();
        }

        private static int FreePort()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        private static string Node()
        {
            var name = OperatingSystem.IsWindows() ? "node.exe" : "node";
            return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? Missing("node is not on the PATH");
        }

        private static string Script()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RawMcp.sln"))) folder = folder.Parent;
            var script = Path.Combine(folder!.FullName, "tests", "Interop", "peers", "node_modules", "@dwmkerr", "mock-llm", "dist", "main.js");
            return File.Exists(script) ? script : Missing("@dwmkerr/mock-llm is not installed; run `npm ci --ignore-scripts` in tests/Interop/peers");
        }

        // As in tests/Interop: in CI nothing skips.
        private static string Missing(string reason)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
            Assert.Skip(reason);
            return reason;
        }
    }
}
