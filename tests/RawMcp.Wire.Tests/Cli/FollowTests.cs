using System.Text;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp show --follow on a file that the test writes.</summary>
public sealed class FollowTests : IDisposable
{
    private readonly Folder folder = new();

    private static readonly byte[] Head = [.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")];

    private string Path => folder.File("x.pcapng");

    private void Append(params byte[][] blocks)
    {
        using var file = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write([.. blocks.SelectMany(block => block)]);
    }

    private static byte[] Chunk(Pipe stream, ulong time, string text) => PacketBlock((uint)stream, time, Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task Frames_come_as_they_are_complete_and_the_end_of_the_recording_is_the_end()
    {
        using var run = TapProcess.Run("", Programs.RawMcp, "show", "--follow", Path);
        var (lines, errors) = (new Lines(run.Output), new Lines(run.Errors));
        Assert.Contains("waiting for it", await errors.NextAsync());
        Append(Head[..5]);
        Append(Head[5..], Chunk(Pipe.Stdin, 1_000_000_000, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n"));
        Assert.Contains("seconds", await lines.NextAsync());
        Assert.EndsWith("request      ping id 1", await lines.NextAsync()); // nobody knows yet whether it will be answered
        Append(Chunk(Pipe.Stdout, 1_200_000_000, "{\"jsonrpc\":\"2.0\",\"id\":1,\"res"));
        Append(Chunk(Pipe.Stderr, 1_250_000_000, "log\n"));
        Assert.EndsWith("log", await lines.NextAsync());
        Append(Chunk(Pipe.Stdout, 1_500_000_000, "ult\":{}}\n"));
        Assert.EndsWith("result       ping id 1; answers #1 after 500 ms", await lines.NextAsync());
        Append(Chunk(Pipe.Stdin, 1_600_000_000, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n"), EventBlock("{\"rawmcp\":\"closed\",\"ns\":\"2000000000\"}"));
        Assert.EndsWith("tools/list id 2; in flight", await lines.NextAsync());
        Assert.EndsWith("the recording ended in order", await lines.NextAsync());
        Assert.Null(await lines.NextAsync());
        Assert.Equal(0, (await run.ExitAsync()).Code);
        Assert.Equal("rawmcp: In flight at the end: #4 tools/list id 2.", await errors.NextAsync());
    }

    [Fact]
    public async Task Only_what_a_filter_chooses()
    {
        Append(Head, Chunk(Pipe.Stdin, 1, "{\"jsonrpc\":\"2.0\",\"method\":\"a\"}\n{\"jsonrpc\":\"2.0\",\"method\":\"b\"}\n"));
        using var run = TapProcess.Run("", Programs.RawMcp, "show", "-f", Path, "--filter", "method == 'b'");
        var lines = new Lines(run.Output);
        Assert.Contains("seconds", await lines.NextAsync());
        Assert.EndsWith("notification b", await lines.NextAsync());
        Append(Chunk(Pipe.Stdout, 2, "hello\n{\"jsonrpc\":\"2.0\",\"method\":\"b\"}\n"));
        Assert.Contains("#4", await lines.NextAsync());
        Append(EventBlock("{\"rawmcp\":\"closed\",\"ns\":\"3\"}"));
        Assert.Null(await lines.NextAsync());
        Assert.Equal(0, (await run.ExitAsync()).Code);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_and_what_is_unfinished_is_shown()
    {
        Append(Head, Chunk(Pipe.Stdin, 1, "{\"jsonrpc\":\"2.0\",\"method\":\"a\"}\n{\"half"));
        using var run = TapProcess.Run("", Programs.RawMcp, "show", "-f", Path);
        var lines = new Lines(run.Output);
        Assert.Contains("seconds", await lines.NextAsync());
        Assert.EndsWith("notification a", await lines.NextAsync());
        run.Signal(2);
        Assert.Contains("in the middle of a line", await lines.NextAsync());
        Assert.Equal(130, (await run.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_recorder_that_is_gone_ends_it()
    {
        using var gone = TapProcess.Run("", "/bin/sh", "-c", "exit 0");
        await gone.ExitAsync();
        Append(Head, EventBlock($"{{\"rawmcp\":\"start\",\"ns\":\"1\",\"recorder\":\"x\",\"pid\":{gone.Id}}}"));
        using var run = TapProcess.Run("", Programs.RawMcp, "show", "-f", Path);
        var (end, _, errors) = await run.FinishAsync();
        Assert.Equal(0, end.Code);
        Assert.Contains($"(process {gone.Id}) does not run any more", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_replaced_begins_again()
    {
        Append(Head, Chunk(Pipe.Stdin, 1, "{\"jsonrpc\":\"2.0\",\"method\":\"first\"}\n"));
        using var run = TapProcess.Run("", Programs.RawMcp, "show", "-f", Path);
        var (lines, errors) = (new Lines(run.Output), new Lines(run.Errors));
        Assert.Contains("seconds", await lines.NextAsync());
        Assert.EndsWith("notification first", await lines.NextAsync());
        using (var file = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(0);
        Assert.Contains("replaced by a new recording", await errors.NextAsync());
        Append(Head, Chunk(Pipe.Stdin, 1, "{\"jsonrpc\":\"2.0\",\"method\":\"second\"}\n"), EventBlock("{\"rawmcp\":\"closed\",\"ns\":\"3\"}"));
        Assert.Contains("seconds", await lines.NextAsync());
        Assert.EndsWith("#1        35  notification second", await lines.NextAsync());
        Assert.EndsWith("ended in order", await lines.NextAsync());
        Assert.Equal(0, (await run.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_longer_file_in_its_place_begins_again_too()
    {
        Append(Head, Chunk(Pipe.Stdin, 1, "{\"jsonrpc\":\"2.0\",\"method\":\"first\"}\n"));
        using var run = TapProcess.Run("", Programs.RawMcp, "show", "-f", Path);
        var (lines, errors) = (new Lines(run.Output), new Lines(run.Errors));
        Assert.Contains("seconds", await lines.NextAsync());
        Assert.EndsWith("notification first", await lines.NextAsync());
        File.WriteAllBytes(Path + ".new",
        [
            .. Head, .. EventBlock("{\"rawmcp\":\"start\",\"ns\":\"1\",\"recorder\":\"x\",\"pid\":0}"), .. Chunk(Pipe.Stdin, 1, "{\"jsonrpc\":\"2.0\",\"method\":\"second\"}\n"),
            .. EventBlock("{\"rawmcp\":\"closed\",\"ns\":\"3\"}"),
        ]);
        File.Move(Path + ".new", Path, overwrite: true);
        Assert.Contains("replaced by a new recording", await errors.NextAsync());
        while (!(await lines.NextAsync())!.EndsWith("notification second", StringComparison.Ordinal))
        {
        }

        Assert.EndsWith("ended in order", await lines.NextAsync());
        Assert.Equal(0, (await run.ExitAsync()).Code);
    }

    [Fact]
    public async Task Neither_a_directory_nor_what_another_program_records_is_waited_for()
    {
        Append(SectionBlock(), InterfaceBlock("eth0", linkType: 1), PacketBlock(0, 1, [1, 2, 3, 4]));
        foreach (var (path, sentence) in new[] { (Path, "not of an MCP session"), (System.IO.Path.GetDirectoryName(Path)!, "is a directory") })
        {
            using var run = TapProcess.Run("", Programs.RawMcp, "show", "-f", path);
            var (end, output, errors) = await run.FinishAsync();
            Assert.Equal((2, 0), (end.Code, output.Length));
            Assert.Contains(sentence, errors, StringComparison.Ordinal);
        }
    }

    public void Dispose() => folder.Dispose();
}
