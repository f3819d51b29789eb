using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>A real client and a real server with the tap between them.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly Folder folder = new();

    [Theory, InlineData("legacy"), InlineData("modern"), InlineData("auto")]
    public async Task The_client_gets_the_same_answers(string era)
    {
        var capture = folder.File("session.pcapng");
        foreach (var question in (string[][])[["tools", "--json"], ["call", "add", "a=2", "b=3", "--json"], ["call", "blob", "--json"]])
        {
            string[] ask = [Programs.RawMcp, .. question, "--era", era, "--"];
            using var direct = TapProcess.Run("", [.. ask, Programs.RawMcp, "serve"]);
            var expected = await direct.FinishAsync();
            using var tapped = TapProcess.Run(capture, [.. ask, Programs.RawMcp, "tap", "-o", capture, "--", Programs.RawMcp, "serve"]);
            var got = await tapped.FinishAsync();
            Assert.Equal((expected.End, Encoding.UTF8.GetString(expected.Output), expected.Errors), (got.End, Encoding.UTF8.GetString(got.Output), got.Errors));
            Assert.Equal(CaptureEndKind.Whole, tapped.Recorded().End.Kind);
        }
    }

    [Theory, InlineData("huge-line"), InlineData("stderr-flood"), InlineData("byte-at-a-time"), InlineData("crlf"), InlineData("dies-in-call"), InlineData("half-frame")]
    public async Task Faults_come_through_as_they_are(string fault)
    {
        string[] number = fault is "huge-line" or "stderr-flood" ? ["3000000"] : [];
        string[] ask = [Programs.RawMcp, "call", "add", "a=2", "b=3", "--json", "--"];
        using var direct = TapProcess.Run("", [.. ask, Programs.Faulty, fault, .. number]);
        var expected = await direct.FinishAsync();
        using var tapped = TapProcess.Run("", [.. ask, Programs.RawMcp, "tap", "-o", folder.File("x"), "--", Programs.Faulty, fault, .. number]);
        var got = await tapped.FinishAsync();
        Assert.Equal((expected.End, Encoding.UTF8.GetString(expected.Output)), (got.End, Encoding.UTF8.GetString(got.Output)));
    }

    // What Wireshark's own dissector makes of it: the capture is not only ours to read.
    [Fact]
    public async Task Tshark_dissects_the_messages()
    {
        var tshark = Tshark();
        var capture = folder.File("session.pcapng");
        using (var session = TapProcess.Run(capture, Programs.RawMcp, "call", "add", "a=2", "b=3", "--era", "legacy", "--", Programs.RawMcp, "tap", "-o", capture, "--", Programs.RawMcp, "serve"))
            Assert.Equal(0, (await session.FinishAsync()).End.Code);

        string[] json = ["-r", capture, "-o", "uat:user_dlts:\"User 0 (DLT=147)\",\"json\",\"0\",\"\",\"0\",\"\""];
        using var listed = TapProcess.Run("", [tshark, .. json, "-Y", "json", "-T", "fields", "-e", "frame.interface_name", "-e", "frame.packet_flags_direction", "-e", "json.value.string"]);
        var lines = Encoding.UTF8.GetString((await listed.FinishAsync()).Output).TrimEnd('\n').Split('\n');
        Assert.Contains(lines, line => line.StartsWith("stdin\t", StringComparison.Ordinal) && line.Contains("tools/call", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("stdout\t", StringComparison.Ordinal) && line.Contains("protocolVersion", StringComparison.Ordinal) is false);
        Assert.All(lines, line => Assert.Equal(line.StartsWith("stdin", StringComparison.Ordinal), Direction(line) == 1));

        // And of one that was cut off in the middle of a block: every complete block is there.
        var whole = Captures.ReadFile(capture).Records;
        var last = whole.OfType<CaptureRecord.Chunk>().Last();
        using (var file = new FileStream(capture, FileMode.Open)) file.SetLength(last.BytesOffset + 1);
        using var torn = TapProcess.Run("", [tshark, .. json, "-Y", "json", "-T", "fields", "-e", "frame.interface_name"]);
        var kept = Encoding.UTF8.GetString((await torn.FinishAsync()).Output).TrimEnd('\n').Split('\n');
        Assert.Equal(whole.OfType<CaptureRecord.Chunk>().Count() - 1, kept.Length);
    }

    private static int Direction(string line) => Convert.ToInt32(line.Split('\t')[1].Replace("0x", "", StringComparison.Ordinal), 16);

    private static string Tshark()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "tshark")).FirstOrDefault(File.Exists);
        if (found is null && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("tshark is not installed");
        Assert.SkipWhen(found is null, "tshark is not installed (Debian: apt-get install tshark)");
        return found!;
    }

    public void Dispose() => folder.Dispose();
}
