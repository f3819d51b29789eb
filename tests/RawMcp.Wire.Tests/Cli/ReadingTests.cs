using System.Text;
using System.Text.Json;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp show and rawmcp export.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly Folder folder = new();

    private static readonly byte[] Hostile = [.. "{\"jsonrpc\":\"2.0\",\"method\":\"a\\u001b[2J\"}\n"u8, 0xFF, 0, (byte)'\r', (byte)'\n', .. "\e]0;title\a"u8, (byte)'\n'];

    private string Write(params byte[][] blocks)
    {
        var path = folder.File("x.pcapng");
        File.WriteAllBytes(path, [.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr"), .. blocks.SelectMany(block => block)]);
        return path;
    }

    private static async Task<(int Code, byte[] Output, string Errors)> Rawmcp(params string[] words)
    {
        using var run = TapProcess.Run("", [Programs.RawMcp, .. words]);
        var (end, output, errors) = await run.FinishAsync();
        return (end.Code, output, errors);
    }

    [Theory, InlineData("raw-c2s", Pipe.Stdin), InlineData("raw-s2c", Pipe.Stdout), InlineData("raw-stderr", Pipe.Stderr)]
    public async Task A_stream_comes_out_as_it_crossed(string form, Pipe stream)
    {
        var path = Write(PacketBlock(0, 1, [1]), PacketBlock((uint)stream, 2, Hostile), PacketBlock(1, 3, [2]), PacketBlock(2, 3, [3]));
        var expected = Captures.ReadFile(path).Records.Bytes(stream);
        var (code, output, errors) = await Rawmcp("export", path, "--as", form);
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(expected, output);
    }

    [Fact]
    public async Task A_stream_with_a_gap_is_not_what_crossed_and_that_is_said()
    {
        var path = Write(PacketBlock(1, 1, [1]), EventBlock("{\"rawmcp\":\"gap\",\"stream\":\"stdout\",\"bytes\":77}"), PacketBlock(1, 2, [2]));
        var (code, output, errors) = await Rawmcp("export", path, "--as", "raw-s2c");
        Assert.Equal(1, code);
        Assert.Equal([1, 2], output);
        Assert.Contains("lacks 77 bytes of stdout", errors, StringComparison.Ordinal);
        Assert.Equal(0, (await Rawmcp("export", path, "--as", "raw-c2s")).Code);
    }

    [Theory, InlineData("show"), InlineData("export")]
    public async Task What_is_no_capture_is_a_mistake(string verb)
    {
        var text = folder.File("notes.txt");
        File.WriteAllText(text, "hello");
        string[] more = verb == "export" ? ["--as", "raw-c2s"] : [];
        foreach (var (path, sentence) in new[] { (text, "no pcapng file"), (folder.File("nothing"), "There is no file"), (folder.Path, "is a directory") })
        {
            var (code, output, errors) = await Rawmcp([verb, path, .. more]);
            Assert.Equal((2, 0), (code, output.Length));
            Assert.Contains(sentence, errors, StringComparison.Ordinal);
        }
    }

    [Theory, InlineData("show"), InlineData("show", "--stats"), InlineData("export", "--as", "jsonl"), InlineData("export", "--as", "har")]
    public async Task What_another_program_recorded_is_a_mistake_and_nothing_is_said_to_be_nothing(params string[] words)
    {
        var path = folder.File("other.pcapng");
        File.WriteAllBytes(path, [.. SectionBlock(), .. InterfaceBlock("eth0", linkType: 1), .. PacketBlock(0, 1, [1, 2, 3, 4])]);
        var (code, output, errors) = await Rawmcp([.. words, path]);
        Assert.Equal((2, 0), (code, output.Length));
        Assert.Contains("not of an MCP session", errors, StringComparison.Ordinal);

        File.WriteAllBytes(path, []);
        (code, _, errors) = await Rawmcp([.. words, path]);
        Assert.Equal(0, code);
        Assert.Contains("is empty: nothing was recorded", errors, StringComparison.Ordinal);
        (code, _, errors) = await Rawmcp([.. words, Write()]);
        Assert.Equal(0, code);
        Assert.Contains("nothing was recorded in it", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_capture_is_shown_to_its_end_and_that_is_said()
    {
        var path = Write(PacketBlock(1, 1, "{}\n"u8.ToArray()), PacketBlock(1, 2, [2]));
        using (var file = new FileStream(path, FileMode.Open)) file.SetLength(file.Length - 1);
        var (code, output, errors) = await Rawmcp("show", path);
        Assert.Equal(0, code);
        Assert.Contains("malformed", Encoding.UTF8.GetString(output), StringComparison.Ordinal);
        Assert.Contains("ends inside a block", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_joins_calls_and_shows_what_is_wrong()
    {
        var path = Write(
            EventBlock("{\"rawmcp\":\"spawned\",\"ns\":\"1000000000\",\"pid\":7}"),
            PacketBlock(0, 2_000_000_000, "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/call\"}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}\n"u8.ToArray()),
            PacketBlock(2, 2_100_000_000, "warming up\n"u8.ToArray()),
            PacketBlock(1, 2_500_000_000, "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{}}\nhello\n"u8.ToArray()),
            EventBlock("{\"rawmcp\":\"kill\",\"ns\":\"3000000000\",\"number\":9,\"name\":\"SIGKILL\"}"));
        var (code, output, errors) = await Rawmcp("show", path);
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            """
                 seconds     frame     bytes  what        (> client to server, < server to client, ! stderr, * event)
                0.000000 *                     the server runs as process 7
                1.000000 >       #1        48  request      tools/call id "a"; answered by #4 after 500 ms
                1.000000 >       #2        40  request      ping id 2; in flight
                1.100000 !       #3        10  warming up
                1.500000 <       #4        38  result       tools/call id "a"; answers #1 after 500 ms
            """.ReplaceLineEndings("\n"),
            string.Join('\n', Encoding.UTF8.GetString(output).Split('\n')[..6]));
        var rest = Encoding.UTF8.GetString(output).Split('\n')[6..];
        Assert.StartsWith("    1.500000 <       #5         5  malformed    this is plain text", rest[0], StringComparison.Ordinal);
        Assert.EndsWith("(byte 0 of the frame)", rest[0], StringComparison.Ordinal);
        Assert.StartsWith(new string(' ', 34) + "00000027  68 65 6c 6c 6f ", rest[1], StringComparison.Ordinal);
        Assert.EndsWith(" hello", rest[1], StringComparison.Ordinal);
        Assert.Equal(new string(' ', 44) + "^^", rest[2]);
        Assert.Equal("    2.000000 *                     the server was ended by SIGKILL", rest[3]);
    }

    [Fact]
    public async Task Nothing_hostile_reaches_the_terminal()
    {
        var path = Write(PacketBlock(0, 1, Hostile), PacketBlock(1, 2, Hostile), PacketBlock(2, 3, Hostile), EventBlock("{\"rawmcp\":\"\\u001b[31m\",\"ns\":\"4\"}"));
        var (_, output, _) = await Rawmcp("show", path);
        Assert.DoesNotContain(output, one => one is < 0x20 and not (byte)'\n' or 0x7F);

        // What is drawn as nothing, or turns the line around.
        const string unseen = "\u0085\u009B\u00AD\u034F\u061C\u115F\u180E\u200B\u200C\u200D\u200E\u2028\u202E\u2060\u2066\u206A\u3164\uFEFF\uFFA0\uFFF9\U000E0041\U000E0100";
        var json = Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",\"id\":\"{unseen}\",\"method\":\"tools/call\",\"params\":{{\"name\":\"{unseen}\"}}}}\n");
        path = Write(PacketBlock(0, 1, json), PacketBlock(2, 2, Encoding.UTF8.GetBytes(unseen + "\n")), EventBlock(JsonSerializer.Serialize(new { rawmcp = "kill", ns = "4", number = 9, name = unseen })));
        foreach (var option in (string[])["--filter=frame > 0 or not frame", "--explain", "--stats"])
        {
            (_, output, _) = await Rawmcp("show", path, option);
            Assert.DoesNotContain(Encoding.UTF8.GetString(output).EnumerateRunes(), one => unseen.EnumerateRunes().Contains(one));
        }
    }

    public void Dispose() => folder.Dispose();
}
