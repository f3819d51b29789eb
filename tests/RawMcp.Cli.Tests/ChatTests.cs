using System.Text.Json;
using static RawMcp.Cli.Tests.FakeEndpoint;

namespace RawMcp.Cli.Tests;

/// <summary>rawmcp chat: from the words of the command line over both wires and back.</summary>
public sealed class ChatTests
{
    [Fact]
    public async Task The_whole_chain_runs_with_nothing_but_this_program()
    {
        var chat = await Launch.Rawmcp("chat", "What is 2+3?");
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.Contains("5", chat.Output);
        Assert.Single(chat.OutputLines);
        Assert.Contains("from a scripted stand-in, not from a language model", chat.Errors);
        Assert.Contains("call add {\"a\":2,\"b\":3}", chat.Errors);
        Assert.Contains("answer add: 5", chat.Errors);
    }

    [Fact]
    public async Task Both_wires_are_shown_in_the_order_of_the_six_steps()
    {
        var chat = await Launch.Rawmcp("chat", "What is 2+3?", "--show-wire", "--era", "legacy");
        Assert.True(chat.ExitCode == 0, chat.ToString());
        string[] steps =
        [
            "server > {\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"", "server < {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[",
            "model > POST http://127.0.0.1:", "model < data: ", "\"tool_calls\":[",
            "server > {\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\"", "server < {\"jsonrpc\":\"2.0\",\"id\":3,\"result\":", "model > {\"messages\":[", "\"role\":\"tool\"", "model < data: [DONE]",
        ];
        var at = 0;
        foreach (var step in steps)
        {
            at = chat.Errors.IndexOf(step, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{step} is missing, or too early\n{chat}");
        }
    }

    [Fact]
    public async Task The_schema_goes_to_the_endpoint_as_the_server_wrote_it()
    {
        await using var endpoint = FakeEndpoint.Start(Says("ok"));
        var chat = await Launch.Rawmcp(["chat", "?", .. endpoint.Words]);
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.Contains("""{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"]}""", endpoint.Requests.Single());
    }

    [Fact]
    public async Task Stdout_has_the_last_words_only()
    {
        var first = Stream(Delta("""{"content":"Let me see."}"""), Delta("""{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"add","arguments":"{\"a\":2,\"b\":3}"}}]}"""), Finish("tool_calls"), "[DONE]");
        await using var endpoint = FakeEndpoint.Start(first, Says("It is 5."));
        var chat = await Launch.Rawmcp(["chat", "?", .. endpoint.Words]);
        Assert.Equal((0, "It is 5.\n"), (chat.ExitCode, chat.Output));
        Assert.DoesNotContain("stand-in", chat.Errors);
    }

    [Theory]
    [InlineData("add", null, "answer add: 5")]
    [InlineData("log", null, "answer log: Not called: nobody is there to be asked, and the tool does not declare readOnlyHint.")]
    [InlineData("log", "all", "answer log: Eight lines written")]
    [InlineData("add", "none", "answer add: Not called: no call is allowed here.")]
    public async Task Approval_without_a_terminal(string tool, string? approve, string answer)
    {
        await using var endpoint = FakeEndpoint.Start(Calls(("c", tool, """{"a":2,"b":3}""")), Says("ok"));
        string[] words = approve is null ? [] : ["--approve", approve];
        var chat = await Launch.Rawmcp(["chat", "?", .. endpoint.Words, .. words]);
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.Contains(answer, chat.Errors);
    }

    [Theory]
    [InlineData("y\n", "answer add: 5", "answer add: 9")]
    [InlineData("n\ny\n", "answer add: Not called: the person who was asked said no.", "answer add: 9")]
    [InlineData("a\n", "answer add: 5", "answer add: 9")]
    [InlineData("", "answer add: Not called: the person who was asked said no.", "answer add: Not called")]
    public async Task A_person_is_asked_call_by_call(string input, string first, string second)
    {
        await using var endpoint = FakeEndpoint.Start(Calls(("c", "add", """{"a":2,"b":3}"""), ("d", "add", """{"a":4,"b":5}""")), Says("ok"));
        if (input == "y\n") input = "y\nyes\n";
        var chat = await Launch.RunAsync([Repository.Rawmcp, "chat", "?", .. endpoint.Words, "--approve", "ask"], System.Text.Encoding.UTF8.GetBytes(input));
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.Contains("Call add {\"a\":2,\"b\":3}? [y]es, [n]o, [a]lways this tool: ", chat.Errors);
        Assert.Contains(first, chat.Errors);
        Assert.Contains(second, chat.Errors);
    }

    [Fact]
    public async Task Several_servers_of_a_hosts_file()
    {
        using var scratch = new Scratch();
        var config = scratch.Write("servers.json", JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["mcpServers"] = new Dictionary<string, object>
            {
                ["left"] = new { command = Repository.Rawmcp, args = new[] { "serve", "--tools", "add" } },
                ["right one"] = new { command = Repository.Rawmcp, args = new[] { "serve", "--tools", "add,echo" }, env = new { X = "1" } },
                ["off"] = new { disabled = true, url = "http://127.0.0.1:1/" },
            },
        }));
        await using var endpoint = FakeEndpoint.Start(Calls(("c", "left__add", """{"a":2,"b":3}""")), Says("ok"));
        var chat = await Launch.Rawmcp(["chat", "?", .. endpoint.Words, "--config", config, "--show-wire"]);
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.Contains("answer left__add: 5", chat.Errors);
        Assert.Contains("\nleft > {", chat.Errors);
        Assert.Contains("\nright one > {", chat.Errors);
        Assert.Matches("\"name\":\"right_one__add_[0-9a-f]{8}\"", endpoint.Requests.First());
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("{}", "has no object \"mcpServers\"")]
    [InlineData("""{"mcpServers":{}}""", "names no server")]
    [InlineData("""{"mcpServers":{"a":{"url":"https://host/mcp?key=canary"}}}""", "the server 'a' is reached over HTTP; this program speaks to servers over stdio")]
    [InlineData("""{"mcpServers":{"a":{"args":[]}}}""", "the server 'a' has no \"command\" that is a string.")]
    [InlineData("""{"mcpServers":{"a":{"command":"x","args":"y"}}}""", "\"args\" has to be an array of strings.")]
    [InlineData("""{"mcpServers":{"a":{"command":"x","env":{"K":1}}}}""", "the variable K has to be a string.")]
    public async Task A_wrong_file_of_servers_is_said(string text, string sentence)
    {
        using var scratch = new Scratch();
        var chat = await Launch.Rawmcp("chat", "?", "--config", scratch.Write("servers.json", text));
        Assert.True(chat.ExitCode == 2, chat.ToString());
        Assert.Contains(sentence, chat.Errors);
        Assert.DoesNotContain("canary", chat.Errors);
    }

    [Theory]
    [InlineData("--base-url and --model go together", "--base-url", "http://127.0.0.1:1/v1")]
    [InlineData("--base-url and --model go together", "--model", "m")]
    [InlineData("--base-url wants a URL such as", "--base-url", "localhost:80", "--model", "m")]
    [InlineData("--base-url takes no user, query or fragment.", "--base-url", "http://u:p@localhost/v1", "--model", "m")]
    [InlineData("--max-rounds wants a whole number, 1 or more", "--max-rounds", "0")]
    [InlineData("Argument 'maybe' not recognized.", "--approve", "maybe")]
    [InlineData("cannot be read", "--config", "no-such-file.json")]
    [InlineData("Either --config or a command behind --, not both.", "--config", "f.json", "--", "server")]
    public async Task A_wrong_command_line_is_said(string sentence, params string[] words)
    {
        var chat = await Launch.Rawmcp(["chat", "?", .. words]);
        Assert.True(chat.ExitCode == 2, chat.ToString());
        Assert.Contains(sentence, chat.Errors);
        Assert.Equal("", chat.Output);
    }
}
