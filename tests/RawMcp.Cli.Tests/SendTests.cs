using System.Text;

namespace RawMcp.Cli.Tests;

/// <summary>rawmcp send: the bytes are nobody's business.</summary>
public sealed class SendTests
{
    // CR LF, a BOM, what is not UTF-8, NUL, a blank line, escape sequences, no LF at the end.
    private static readonly byte[] Bytes = [0xEF, 0xBB, 0xBF, .. "{\"a\":1}\r\n"u8, 0xC3, 0x28, 0x00, 0xFF, (byte)'\n', (byte)'\n', .. "\e[31m \u202E"u8, (byte)'\r'];

    [Fact]
    public async Task Bytes_go_both_ways_unchanged()
    {
        using var scratch = new Scratch();
        byte[] back = [.. Bytes.Reverse()];
        var send = await Launch.RunAsync([Repository.Rawmcp, "send", "--", Repository.Scripted, "copy", scratch.Write("out", back), scratch.Path("in")], Bytes);
        Assert.True(send.ExitCode == 0, send.ToString());
        Assert.Equal(back, send.OutputBytes);
        Assert.Equal(Bytes, File.ReadAllBytes(scratch.Path("in")));
    }

    [Fact]
    public async Task A_million_bytes_arrive()
    {
        using var scratch = new Scratch();
        var many = new byte[1_000_000];
        new Random(7).NextBytes(many);
        var send = await Launch.RunAsync([Repository.Rawmcp, "send", "--quiet", "30", scratch.Write("many", many), "--", Repository.Scripted, "copy", scratch.Path("many"), scratch.Path("in")]);
        Assert.True(send.ExitCode == 0, send.ToString());
        Assert.Equal(many, send.OutputBytes);
        Assert.Equal(many, File.ReadAllBytes(scratch.Path("in")));
    }

    [Theory, InlineData("FILE"), InlineData("-"), InlineData(null)]
    public async Task Lines_come_from_a_file_or_from_stdin(string? source)
    {
        using var scratch = new Scratch();
        var ping = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}\n"u8.ToArray();
        var file = scratch.Write("lines", source == "FILE" ? ping : []);
        var send = await Launch.RunAsync([Repository.Rawmcp, "send", .. source is null ? Array.Empty<string>() : [source == "FILE" ? file : source]], source == "FILE" ? [] : ping);
        Assert.True(send.ExitCode == 0, send.ToString());
        Assert.Equal("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}\n", send.Output);
    }

    [Fact]
    public async Task The_answers_end_as_the_server_ends_them()
    {
        var ping = Encoding.UTF8.GetBytes("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}\n");
        var send = await Launch.RunAsync([Repository.Rawmcp, "send", "--", Repository.Faulty, "crlf"], ping);
        Assert.Equal("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}\r\n", send.Output);
    }

    [Fact]
    public async Task Silence_ends_it_also_where_the_server_stays()
    {
        var send = await Launch.Rawmcp("send", "--quiet", "0.2", "--", Repository.Faulty, "ignores-eof");
        Assert.Equal(0, send.ExitCode);
        Assert.Contains("The server did not leave when its stdin was closed", send.Errors);
    }

    [Fact]
    public async Task A_server_that_leaves_ends_it_and_its_stderr_is_passed_on()
    {
        var send = await Launch.Rawmcp("send", "--quiet", "600", "--", Repository.Faulty, "exits-at-once", "9");
        Assert.Equal(4, send.ExitCode);
        Assert.Contains("faulty: giving up\n", send.Errors.ReplaceLineEndings("\n"));
        Assert.Contains("rawmcp: The server exited with code 9 before its stdin was closed.", send.Errors);
    }
}
