using System.Text;
using System.Text.Json;
using RawMcp.Stdio;

namespace RawMcp.Tests;

/// <summary>The embedded server as the process it is in real life: <c>rawmcp serve</c>.</summary>
public sealed class ServeProcessTests
{
    private static readonly ShutdownLadder Patient = new(Lines.Patience, Lines.Patience, Lines.Patience);

    [Fact]
    public async Task Ten_thousand_calls_are_written_before_one_answer_is_read()
    {
        await using var server = Start();
        server.Input.Write(Encoding.UTF8.GetBytes(Talk.Initialize("2025-11-25") + "\n"));
        for (var id = 1; id <= 10_000; id++) server.Input.Write(Encoding.UTF8.GetBytes(Talk.Call($"{id}", "blob", """{"n":10000}""") + "\n"));

        // 100 MB of answers wait by now. Had the server stopped reading because nobody takes them, the writes above would not have ended.
        var heard = new Lines(server.Output);
        Assert.Contains("\"id\":0", await heard.NextAsync(), StringComparison.Ordinal);
        var ids = new HashSet<int>();
        for (var count = 0; count < 10_000; count++)
        {
            var answer = JsonElement.Parse((await heard.NextAsync())!);
            Assert.Equal(10_000, Servers.TextOf(answer)!.Length);
            Assert.True(ids.Add(answer.GetProperty("id").GetInt32()));
        }

        await Leaves(server, heard);
    }

    [Fact]
    public async Task A_line_of_a_hundred_megabytes_comes_back()
    {
        const int Length = 100_000_000;
        await using var server = Start();
        var heard = new Lines(server.Output);
        server.Input.Write(Encoding.UTF8.GetBytes(Talk.Initialize("2025-11-25") + "\n"));
        await heard.NextAsync();
        server.Input.Write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\""u8);
        var block = Encoding.ASCII.GetBytes(new string('y', 1_000_000));
        for (var sent = 0; sent < Length; sent += block.Length) server.Input.Write(block);
        server.Input.Write("\"}}}\n"u8);
        var answer = await heard.NextAsync();
        const string Head = """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"yyy""";
        Assert.Equal(Head, answer![..Head.Length]);
        Assert.Equal(Length, answer.LastIndexOf('y') - Head.Length + 4);
        Assert.Equal(-1, answer.AsSpan(Head.Length, Length - 3).IndexOfAnyExcept('y'));
        await Leaves(server, heard);
    }

    [Fact]
    public async Task Garbage_is_answered_and_the_rest_served()
    {
        await using var server = Start();
        var heard = new Lines(server.Output);
        server.Input.Write(Encoding.UTF8.GetBytes("garbage\n" + Talk.Initialize("2025-06-18") + "\n\u0000\n" + Talk.Call("1", "add", """{"a":2,"b":3}""") + "\n"));
        Assert.Equal("-32700 null", InShort.Of((await heard.NextAsync())!));
        Assert.Equal("result 0", InShort.Of((await heard.NextAsync())!));
        Assert.Equal("-32700 null", InShort.Of((await heard.NextAsync())!));
        Assert.Equal("5", Servers.TextOf(JsonElement.Parse((await heard.NextAsync())!)));
        await Leaves(server, heard);
        Assert.Contains("rawmcp serve: Not a message: this is plain text", server.StderrText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_SIGTERM_it_leaves_by_itself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no SIGTERM there");
        await using var server = Start();
        var heard = new Lines(server.Output);
        server.Input.Write(Encoding.UTF8.GetBytes(Talk.Initialize("2025-06-18") + "\n"));
        await heard.NextAsync();
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{server.Id}"]);
        Assert.Equal(0, await server.Exited.WaitAsync(Lines.Patience));
        Assert.Empty(await heard.RestAsync());
    }

    [Fact]
    public async Task A_call_that_never_ends_is_refused_when_the_client_leaves()
    {
        await using var server = Start();
        var heard = new Lines(server.Output);
        server.Input.Write(Encoding.UTF8.GetBytes(Talk.Initialize("2025-06-18") + "\n" + Talk.Call("1", "never_answers") + "\n" + Talk.Call("2", "cancel_me") + "\n"));
        await heard.NextAsync();
        var leaving = server.ShutdownAsync(Patient);
        Assert.Equal(["-32603 1", "-32603 2"], (await heard.RestAsync()).Select(InShort.Of).Order());
        Assert.Equal((ShutdownRung.Eof, 0), ((await leaving).Rung, (await leaving).ExitCode));
    }

    private static ChildProcess Start()
    {
        var server = ChildProcess.Start(new ServerCommand(Programs.RawMcp, "serve"));
        Started.Note(server.Id);
        return server;
    }

    private static async Task Leaves(ChildProcess server, Lines heard)
    {
        var report = await server.ShutdownAsync(Patient);
        Assert.Equal((ShutdownRung.Eof, 0), (report.Rung, report.ExitCode));
        Assert.Empty(await heard.RestAsync());
        Started.AssertGone(server.Id);
    }
}
