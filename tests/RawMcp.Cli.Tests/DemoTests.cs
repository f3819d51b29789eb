using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RawMcp.Cli.Tests;

/// <summary>rawmcp demo, in both eras, against the embedded server.</summary>
public sealed partial class DemoTests
{
    [Theory, InlineData("legacy"), InlineData("modern")]
    public async Task Shows_the_session_as_it_was(string era)
    {
        var demo = await Launch.Rawmcp("demo", "--era", era);
        Assert.True(demo.ExitCode == 0, demo.ToString());
        Assert.Equal("", demo.Errors);
        var story = Story.Read(demo);
        Assert.Contains("add 2 3 → 5", story.Sentences);
        Assert.Matches(@"^\$ .*rawmcp.* serve --tools add,echo$", story.Sentences[0]);
        Assert.Matches(@"^   The server is a child process, pid [1-9][0-9]*\.", story.Sentences[1]);
        Assert.Matches(@"^   The client closed the server's stdin: end of file\. The server exited with code 0 after [0-9.]+ ms\.$", story.Sentences[^1]);

        // The same session once more, for programs: the lines are the same to the byte.
        var json = Story.ReadJson(await Launch.Rawmcp("demo", "--json", "--era", era));
        Assert.Equal(json.Select(frame => frame.GetProperty("line").GetString()), story.Frames.Select(frame => frame.Raw));
        Assert.Equal(json.Select(frame => frame.GetProperty("direction").GetString()), story.Frames.Select(frame => frame.Direction));
        Assert.Equal(Enumerable.Range(1, json.Count), story.Frames.Select(frame => frame.Number));
    }

    [Theory, InlineData("legacy"), InlineData("modern")]
    public async Task Fits_into_a_hundred_columns(string era)
    {
        var demo = await Launch.Rawmcp("demo", "--era", era);
        // The first line is a command to copy, as long as its path.
        Assert.All(Story.Read(demo).Sentences.Skip(1), line => Assert.True(line.Length <= 100, line));
    }

    [Theory, InlineData("legacy"), InlineData("modern")]
    public async Task Explains_each_frame_in_the_same_words(string era)
    {
        var demo = await Launch.Rawmcp("demo", "--era", era);
        var told = string.Join('\n', Story.Read(demo).Sentences.Select(line => Varying.Replace(line, "_").TrimEnd('─', ' ')));
        told = told.Replace(Repository.Rawmcp, "rawmcp", StringComparison.Ordinal) + "\n";
        var golden = Path.Combine(Repository.Root, "tests", "RawMcp.Cli.Tests", "Golden", $"demo-{era}.txt");
        Assert.Equal(File.ReadAllText(golden).ReplaceLineEndings("\n"), told, ignoreLineEndingDifferences: false);
    }

    [Theory, InlineData("legacy"), InlineData("modern")]
    public async Task The_hex_dump_is_the_bytes(string era)
    {
        var json = Story.ReadJson(await Launch.Rawmcp("demo", "--json", "--era", era));
        var dumps = Dumps(await Launch.Rawmcp("demo", "--hex", "--era", era));
        Assert.Equal(json.Count, dumps.Count);
        Assert.All(json.Zip(dumps), pair =>
        {
            Assert.Equal(pair.First.GetProperty("line").GetString() + "\n", Encoding.UTF8.GetString(pair.Second.Bytes));
            Assert.Equal(pair.First.GetProperty("offset").GetInt64(), pair.Second.Offset);
        });
    }

    [Theory, InlineData("legacy"), InlineData("modern")]
    public async Task Json_is_one_object_a_frame(string era)
    {
        var demo = await Launch.Rawmcp("demo", "--json", "--era", era);
        Assert.True(demo.ExitCode == 0, demo.ToString());
        Assert.Contains("add 2 3 → 5", demo.Errors);
        var next = new Dictionary<string, long> { ["c2s"] = 0, ["s2c"] = 0 };
        Assert.All(Story.ReadJson(demo), (frame, index) =>
        {
            Assert.Equal(["frame", "direction", "offset", "bytes", "ending", "sinceLastMs", "line", "message", "explanation"], frame.EnumerateObject().Select(member => member.Name));
            var line = frame.GetProperty("line").GetString()!;
            var direction = frame.GetProperty("direction").GetString()!;
            Assert.Equal(index + 1, frame.GetProperty("frame").GetInt32());
            Assert.Equal(Encoding.UTF8.GetByteCount(line), frame.GetProperty("bytes").GetInt32());
            Assert.Equal(next[direction], frame.GetProperty("offset").GetInt64());
            next[direction] += Encoding.UTF8.GetByteCount(line) + 1;
            Assert.Equal("complete", frame.GetProperty("ending").GetString());
            Assert.True(frame.GetProperty("sinceLastMs").GetDouble() >= 0);
            Assert.Equal(line, frame.GetProperty("message").GetRawText());
            Assert.EndsWith(".", frame.GetProperty("explanation").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Shows_another_server_too()
    {
        var demo = await Launch.Rawmcp("demo", "--", Repository.Faulty, "honest");
        Assert.Equal(0, demo.ExitCode);
        Assert.Contains("   The server is faulty 1 and will speak revision 2025-11-25; capabilities: tools.", demo.OutputLines);
        Assert.Contains("add 2 3 → 5", demo.OutputLines);
    }

    [Fact]
    public async Task A_long_frame_is_cut_unless_asked_for_in_full()
    {
        string[] server = ["--", Repository.Faulty, "huge-line", "20000"];
        var cut = await Launch.Rawmcp(["demo", .. server]);
        Assert.Contains("more bytes; --full shows all that was kept)", cut.Output);
        Assert.Equal(4096, Story.Read(cut).Frames[^1].Raw.Length);
        var full = await Launch.Rawmcp(["demo", "--full", .. server]);
        Assert.DoesNotContain("more bytes", full.Output);
        Assert.InRange(Story.Read(full).Frames[^1].Raw.Length, 20_000, 20_200);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_shown_by_number_and_kept_in_json()
    {
        string[] server = ["--", Repository.Faulty, "invalid-utf8-in-answer"];
        var demo = await Launch.Rawmcp(["demo", .. server]);
        Assert.Equal(3, demo.ExitCode);
        Assert.Contains(@"\xC3(5", Story.Read(demo).Frames[^1].Raw);
        Assert.Contains("not UTF-8", demo.Errors);
        var last = Story.ReadJson(await Launch.Rawmcp(["demo", "--json", .. server]))[^1];
        Assert.False(last.TryGetProperty("line", out _));
        Assert.False(last.TryGetProperty("message", out _));
        Assert.NotEqual(-1, last.GetProperty("base64").GetBytesFromBase64().AsSpan().IndexOf((ReadOnlySpan<byte>)[0xC3, 0x28]));
    }

    private static List<(long Offset, byte[] Bytes)> Dumps(Launch demo)
    {
        var dumps = new List<(long Offset, byte[] Bytes)>();
        var open = false;
        foreach (var line in demo.OutputLines)
        {
            if (HexLine.Match(line) is not { Success: true } row)
            {
                open = false;
                continue;
            }

            var offset = long.Parse(row.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var bytes = Convert.FromHexString(row.Groups[2].Value.Replace(" ", "", StringComparison.Ordinal));
            Assert.Equal(string.Concat(bytes.Select(one => one is >= 0x20 and < 0x7F ? (char)one : '.')), row.Groups[3].Value);
            if (!open) dumps.Add((offset, bytes));
            else dumps[^1] = (dumps[^1].Offset, [.. dumps[^1].Bytes, .. bytes]);
            open = true;
        }

        return dumps;
    }

    [GeneratedRegex("^([0-9a-f]{8})  ([0-9a-f ]{49}) ([ -~]{1,16})$")]
    private static partial Regex HexLine { get; }

    [GeneratedRegex(@"(?<=pid )[0-9]+|(?<=\+)[0-9.]+(?= ms)|(?<=after )[0-9.]+(?= ms)")]
    private static partial Regex Varying { get; }
}
