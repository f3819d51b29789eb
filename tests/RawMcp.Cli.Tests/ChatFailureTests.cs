using System.Diagnostics;
using System.Text;
using System.Text.Json;
using static RawMcp.Cli.Tests.FakeEndpoint;

namespace RawMcp.Cli.Tests;

/// <summary>What can go wrong between a question and its answer: a sentence, a code, no process left, and the history is whole.</summary>
public sealed class ChatFailureTests
{
    private static readonly string CallAdd = Calls(("c", "add", """{"a":2,"b":3}"""));

    /// <summary>Name, the endpoint's answers, the server's mode (empty: embedded), the exit code, what is said, options.</summary>
    public static TheoryData<string, string[], string, int, string, string[]> Stories => new()
    {
        { "server dies", [CallAdd, Says("sorry")], "dies-in-call", 4, "The call of add has no result, and the model was told so. There is no answer to tools/call: the server exited with code 70.", [] },
        { "tool never answers", [CallAdd, Says("sorry")], "no-answer", 4, "The call of add has no result, and the model was told so. The server did not answer tools/call within 8 s.", ["--timeout", "8"] },
        { "unknown tool", [Calls(("c", "no.such", "{}")), Says("sorry")], "", 0, "answer no.such: Not called: there is no tool 'no.such'. There are add, echo, ", [] },
        { "broken arguments", [Calls(("c", "add", "{\"a\":2,")), Says("sorry")], "", 0, "answer add: Not called: the arguments for add are not a JSON object.", [] },
        { "arguments that are no object", [Calls(("c", "add", "[2,3]")), Says("sorry")], "", 0, "answer add: Not called: the arguments for add are not a JSON object.", [] },
        { "loops", [CallAdd], "", 1, "The model was asked 3 times and still wants to call tools instead of answering; its last calls were not made. --max-rounds allows more.", ["--max-rounds", "3"] },
        { "busy", [Error("429 Too Many Requests", "Slow down", "Retry-After: 30\r\n")], "", 3, "refused with 429 Too Many Requests: Slow down. It asks to wait 30 s; nothing is repeated by itself, so ask again then.", [] },
        { "busy until", [Error("503 Service Unavailable", "Full", "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n")], "", 3, "It asks to wait until Wed, 21 Oct 2026 07:28:00 GMT; nothing is repeated", [] },
        { "busy, no header", [Error("429 Too Many Requests", "Slow down")], "", 3, "Too much was asked of it in a short time", [] },
        { "wrong key", [Error("401 Unauthorized", "Bad key")], "", 3, "refused with 401 Unauthorized: Bad key. The key is read from the environment variable OPENAI_API_KEY.", [] },
        { "no such model", [Error("404 Not Found", "No model")], "", 3, "is there a model 'fake'?", [] },
        { "server error", [Error("500 Internal Server Error", "Oops")], "", 3, "refused with 500 Internal Server Error: Oops.", [] },
        { "half a stream", [Stream(Delta("""{"content":"It is"}"""))], "", 4, "The model's answer broke off: the stream ended without a finish reason.", [] },
        { "half a call", [Stream(Delta("""{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"add","arguments":"{\"a\""}}]}"""))], "", 4, "The model's answer broke off", [] },
        { "half a chunk", [Stream(Delta("""{"content":"It is"}""")).Replace("Connection: close", "Transfer-Encoding: chunked", StringComparison.Ordinal).Replace("data:", "400\r\ndata:", StringComparison.Ordinal)], "", 4, "broke off: the connection ended in the middle of it.", [] },
        { "no answer at all", ["HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"], "", 4, "broke off", [] },
        { "silence", [""], "", 4, "was silent for 2 s. --model-timeout gives it longer.", ["--model-timeout", "2"] },
        { "no JSON", [Stream("not JSON", "[DONE]")], "", 3, "sent cannot be used", [] },
        { "a web page", ["HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<html>hi</html>"], "", 4, "broke off", [] },
        { "a call without an id", [Stream(Delta("""{"tool_calls":[{"index":0,"type":"function","function":{"name":"add","arguments":"{}"}}]}"""), Finish("tool_calls"), "[DONE]")], "", 3, "sent cannot be used", [] },
        { "a redirect", ["HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"], "", 3, "refused with 307", [] },
        { "no words", [Says("")], "", 1, "The model answered with no words at all.", [] },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Each_ends_with_a_sentence_and_a_code(string name, string[] answers, string mode, int code, string sentence, string[] options)
    {
        await using var endpoint = FakeEndpoint.Start(answers);
        using var scratch = new Scratch();
        var history = scratch.Path("history.jsonl");
        string[] server = mode.Length == 0 ? [] : ["--", Repository.Faulty, mode];
        var chat = await Launch.Rawmcp(["chat", "What?", .. endpoint.Words, "--approve", "all", "--history", history, .. options, .. server]);
        Assert.True(code == chat.ExitCode, $"{name}: {chat}");
        Assert.Contains(sentence, chat.Errors);
        Assert.DoesNotContain("   at ", chat.Errors);
        if (code != 0 && answers[^1] != Says("sorry")) Assert.Equal("", chat.Output.Trim());
        AssertWhole(history);

        // And the conversation goes on from there.
        await using var better = FakeEndpoint.Start(Says("Fine."));
        var again = await Launch.Rawmcp(["chat", "And now?", .. better.Words, "--history", history]);
        Assert.Equal((0, "Fine.\n"), (again.ExitCode, again.Output));
        Assert.Contains("What?", better.Requests.Single());
        AssertWhole(history);
    }

    [Fact]
    public async Task An_endpoint_that_is_down_is_named()
    {
        string url;
        await using (var endpoint = FakeEndpoint.Start("")) url = endpoint.Url;
        var chat = await Launch.Rawmcp("chat", "?", "--base-url", url, "--model", "m");
        Assert.True(chat.ExitCode == 4, chat.ToString());
        Assert.Contains($"There is no answer from {url}: ", chat.Errors);
        Assert.Contains("Is the endpoint running, and is the URL right?", chat.Errors);
    }

    [Fact]
    public async Task An_interactive_conversation_survives_each_failure()
    {
        using var scratch = new Scratch();
        var history = scratch.Path("history.jsonl");
        string[] answers =
        [
            CallAdd, Says("It died."), Error("429 Too Many Requests", "Slow down", "Retry-After: 30\r\n"), Stream(Delta("""{"content":"Half"}""")),
            Calls(("c", "add", "{")), Says("Broken."), CallAdd, CallAdd, Says("Last."),
        ];
        await using var endpoint = FakeEndpoint.Start(answers);
        var input = Encoding.UTF8.GetBytes("one\ntwo\n\nthree\nfour\nfive\nsix\n");
        var chat = await Launch.RunAsync(
            [Repository.Rawmcp, "chat", .. endpoint.Words, "--approve", "all", "--history", history, "--max-rounds", "2", "--", Repository.Faulty, "dies-in-call"], input);
        Assert.True(chat.ExitCode == 0, chat.ToString());
        Assert.Equal("It died.\nBroken.\nLast.\n", chat.Output);
        Assert.Contains("the server exited with code 70", chat.Errors);
        Assert.Contains("It asks to wait 30 s", chat.Errors);
        Assert.Contains("broke off", chat.Errors);
        Assert.Contains("--max-rounds allows more", chat.Errors);
        Assert.Contains("note: the server has gone and is started again", chat.Errors);
        AssertWhole(history);
        Assert.Equal(["one", "two", "three", "four", "five", "six"], Lines(history).Where(line => line.GetProperty("role").GetString() == "user").Select(line => line.GetProperty("content").GetString()!));
        Assert.All(["one", "two", "three", "Half", "Broken."], word => Assert.Contains($"\"{word}\"", endpoint.Requests.Last()));
    }

    [Fact]
    public async Task Ctrl_C_gives_up_a_question_and_not_the_conversation()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        using var scratch = new Scratch();
        var history = scratch.Path("history.jsonl");
        await using var endpoint = FakeEndpoint.Start(Calls(("c", "never_answers", "{}"), ("d", "add", """{"a":2,"b":3}""")), Says("Still here."));
        var sent = false;
        var chat = await Launch.RunAsync(
            [Repository.Rawmcp, "chat", .. endpoint.Words, "--approve", "all", "--history", history, "--show-wire"],
            "one\ntwo\n"u8.ToArray(),
            onErrorLine: (process, line) =>
            {
                if (sent || !line.Contains("\"never_answers\",\"arguments\"", StringComparison.Ordinal) || !line.StartsWith("server >", StringComparison.Ordinal)) return;
                sent = true;
                using var kill = Process.Start("/bin/sh", ["-c", $"kill -INT {process.Id}"]);
                kill.WaitForExit();
            });
        Assert.True(sent && chat.ExitCode == 0, chat.ToString());
        Assert.Equal("Still here.\n", chat.Output);
        Assert.Contains("The question was given up. What was said so far is kept.", chat.Errors);
        Assert.Contains("notifications/cancelled", chat.Errors);
        AssertWhole(history);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_single_question()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        using var scratch = new Scratch();
        var history = scratch.Path("history.jsonl");
        await using var endpoint = FakeEndpoint.Start(Calls(("c", "never_answers", "{}")));
        var sent = false;
        var chat = await Launch.RunAsync([Repository.Rawmcp, "chat", "?", .. endpoint.Words, "--approve", "all", "--history", history, "--show-wire"], onErrorLine: (process, line) =>
        {
            if (sent || !line.StartsWith("server >", StringComparison.Ordinal) || !line.Contains("tools/call", StringComparison.Ordinal)) return;
            sent = true;
            using var kill = Process.Start("/bin/sh", ["-c", $"kill -INT {process.Id}"]);
            kill.WaitForExit();
        });
        Assert.True(sent && chat.ExitCode == 130, chat.ToString());
        AssertWhole(history);
    }

    internal static List<JsonElement> Lines(string file) => [.. File.ReadAllText(file).TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line))];

    internal static void AssertWhole(string file)
    {
        var open = new List<string>();
        foreach (var line in Lines(file))
        {
            if (line.GetProperty("role").GetString() == "tool")
            {
                Assert.True(open.Remove(line.GetProperty("tool_call_id").GetString()!), line.ToString());
                continue;
            }

            Assert.Empty(open);
            if (line.TryGetProperty("tool_calls", out var calls)) open.AddRange(calls.EnumerateArray().Select(call => call.GetProperty("id").GetString()!));
        }

        Assert.Empty(open);
    }
}
