using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace RawMcp.Cli.Tests;

/// <summary>rawmcp model as a program: what is on stdout, what on stderr, and how it ends. rawmcp tools --as beside it.</summary>
public sealed class ModelTests
{
    private const string Name = "rawmcp-scripted-not-a-language-model";

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task It_prints_its_address_answers_and_ends_on_a_signal(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        Task<string>? asking = null;
        var model = await Launch.RunAsync([Repository.Rawmcp, "model"], onErrorLine: (process, line) =>
        {
            // The last line of the banner, then the last of the explanation.
            if (line.StartsWith("listening on ", StringComparison.Ordinal)) asking = AskAsync(line["listening on ".Length..].Split(';')[0], process.Id, signal);
        });
        Assert.NotNull(asking);
        Assert.Equal("add {\"a\":2,\"b\":3}", await asking);
        Assert.True(model.ExitCode == code, model.ToString());
        var address = Assert.Single(model.OutputLines);
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/v1$", address);
        Assert.StartsWith(Name + ": a script that compares words, not a language model.", model.Errors, StringComparison.Ordinal);
        Assert.Contains("listening on " + address, model.Errors);
        Assert.Contains("    4  add  (name: add; description: number)", model.Errors);
        Assert.Contains("→ call_1: add {\"a\":2,\"b\":3}", model.Errors);
    }

    [Fact]
    public async Task A_stranger_s_text_is_shown_without_what_a_terminal_obeys()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        Task<string>? asking = null;
        var model = await Launch.RunAsync([Repository.Rawmcp, "model"], onErrorLine: (process, line) =>
        {
            if (line.StartsWith("listening on ", StringComparison.Ordinal)) asking = AskAsync(line["listening on ".Length..].Split(';')[0], process.Id, "INT", "\u001b[2J echo\nhello");
        });
        await asking!;
        Assert.DoesNotContain('\u001b', model.Errors);
        Assert.Contains("question: \\u{1B}[2J echo\\u{A}hello", model.Errors);
    }

    [Theory]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("http")]
    public async Task A_port_that_is_none_is_a_mistake(string port)
    {
        var model = await Launch.Rawmcp("model", "--port", port);
        Assert.Equal(2, model.ExitCode);
        Assert.Contains($"--port wants a port, 0 to 65535, not '{port}'.", model.Errors);
        Assert.Equal("", model.Output);
    }

    [Fact]
    public async Task Help_has_examples_and_says_what_it_is()
    {
        var help = await Launch.Rawmcp("model", "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("a scripted stand-in for a language model, which it is not", help.Output);
        Assert.Contains("  rawmcp model --port 8377", help.Output);
        Assert.DoesNotContain("Server:", help.Output);
    }

    [Theory]
    [InlineData("openai", """{"tools":[{"type":"function","function":{"name":"add","description":"Add two numbers.","parameters":""", "}}]}")]
    [InlineData("anthropic", """{"tools":[{"name":"add","description":"Add two numbers.","input_schema":""", "}]}")]
    [InlineData("gemini", """{"tools":[{"functionDeclarations":[{"name":"add","description":"Add two numbers.","parameters":""", "}]}]}")]
    public async Task The_tools_as_a_model_takes_them(string format, string before, string after)
    {
        var tools = await Launch.Rawmcp("tools", "--as", format, "--", Repository.Rawmcp, "serve", "--tools", "add");
        Assert.Equal(0, tools.ExitCode);
        Assert.Equal(before + """{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"]}""" + after, Assert.Single(tools.OutputLines));
        Assert.Equal("", tools.Errors);
    }

    [Fact]
    public async Task What_was_changed_is_on_stderr_in_one_line_each()
    {
        using var scratch = new Scratch();
        const string opened = """{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"scripted","version":"1"}}}""";
        const string list = """{"jsonrpc":"2.0","id":2,"result":{"tools":[{"name":"a.b\n\u001b[2J","inputSchema":{"type":"object"}}]}}""";
        var tools = await Launch.Rawmcp("tools", "--as", "openai", "--era", "legacy", "--", Repository.Scripted, "play", scratch.Write("answers", opened + "\n\n" + list), scratch.Write("stderr", ""));
        Assert.True(tools.ExitCode == 0, tools.ToString());
        var name = JsonElement.Parse(tools.Output).GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString();
        Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", name);
        Assert.Equal(
            [$"note: a.b\\u{{A}}\\u{{1B}}[2J: the name became {name}; tools/call still wants a.b\\u{{A}}\\u{{1B}}[2J", "note: a.b\\u{A}\\u{1B}[2J: the schema was given empty properties, it had none"],
            tools.Errors.TrimEnd().ReplaceLineEndings("\n").Split('\n'));
    }

    [Theory]
    [InlineData("Argument 'bogus' not recognized.", "--as", "bogus")]
    [InlineData("--json and --as are two forms of the list; choose one.", "--as", "openai", "--json")]
    public async Task A_wrong_form_is_a_mistake(string sentence, params string[] options)
    {
        var tools = await Launch.Rawmcp(["tools", .. options]);
        Assert.Equal(2, tools.ExitCode);
        Assert.Contains(sentence, tools.Errors);
        Assert.Equal("", tools.Output);
    }

    private static async Task<string> AskAsync(string baseUrl, int process, string signal, string question = "What is 2+3?")
    {
        try
        {
            var tools = await Launch.Rawmcp("tools", "--as", "openai", "--", Repository.Rawmcp, "serve", "--tools", "add,echo");
            using var client = new HttpClient();
            var body = JsonElement.Parse($$"""{"model":"{{Name}}","messages":[{"role":"user","content":{{JsonSerializer.Serialize(question)}}}],{{tools.Output.Trim()[1..]}}""");
            using var response = await client.PostAsJsonAsync(baseUrl + "/chat/completions", body);
            var call = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
            return $"{call.GetProperty("name").GetString()} {call.GetProperty("arguments").GetString()}";
        }
        finally
        {
            using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {process.ToString(CultureInfo.InvariantCulture)}"]);
            await kill.WaitForExitAsync();
        }
    }
}
