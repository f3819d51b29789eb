using System.Text;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>rawmcp doctor FILE, as it is typed.</summary>
public sealed class DoctorVerbTests : IDisposable
{
    private readonly Folder folder = new();

    private async Task<(int Code, string Output, string Errors)> Run(byte[] capture, params string[] options)
    {
        var path = folder.File("x.pcapng");
        File.WriteAllBytes(path, capture);
        using var run = TapProcess.Run("", [Programs.RawMcp, "doctor", path, .. options]);
        var (end, output, errors) = await run.FinishAsync();
        return (end.Code, Encoding.UTF8.GetString(output), errors);
    }

    private static Story Crashed => new Story().Start().Open().In(50, Call("2", "\\u001b[31m")).Err(55, "panic: \u001b[1mboom").Exit(60, 2).Closed(70);

    [Fact]
    public async Task The_verdict_is_the_first_line()
    {
        var (code, output, errors) = await Run(Crashed.File);
        Assert.Equal((1, ""), (code, errors));
        var lines = output.Split('\n');
        Assert.StartsWith("MT706: The server exited with code 2 in the middle of the session, with tools/call '\\x1B[31m' (id 2) unanswered", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" (1 error)", lines[0], StringComparison.Ordinal);
        Assert.Contains("error MT706 the server ended in the middle of the session", lines);
        Assert.Contains("  evidence: 0.061000 s exit code 2", lines);
        Assert.Contains(lines, line => line.StartsWith("  evidence: 0.055000 s stderr, line 5, byte 0: panic: \\x1B[1mboom", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  more:     docs/doctor.md#mt706, ", StringComparison.Ordinal));
        Assert.DoesNotContain(output, one => one < ' ' && one != '\n');
    }

    [Fact]
    public async Task Nothing_wrong() =>
        Assert.Equal((0, "No fault found. 3 frames, 1 call; the host closed the server's stdin first, and the server exited with code 0.\n", ""), await Run(new Story().Start().Open().Bye(50).File));

    [Fact]
    public async Task A_warning_is_no_failure() => Assert.Equal(0, (await Run(new Story().Start().Out(5, "hello").Open().Bye(50).File)).Code);

    [Fact]
    public async Task Nothing_to_judge()
    {
        Assert.Equal((3, "Nothing can be judged: the capture holds no session.\n", ""), await Run(new Story().File));
        Assert.Equal(2, (await Run("no capture"u8.ToArray())).Code);
    }

    [Fact]
    public async Task Patience_is_an_option()
    {
        var capture = new Story().Start().Open().In(30, Call("1")).Bye(3_000).File;
        Assert.Equal(0, (await Run(capture)).Code);
        Assert.Equal(1, (await Run(capture, "--hung", "2")).Code);
    }

    [Fact]
    public async Task Json_for_programs()
    {
        var (code, output, errors) = await Run(Crashed.File, "--json");
        Assert.Equal((1, ""), (code, errors));
        var json = JsonElement.Parse(output);
        var finding = json.GetProperty("findings")[0];
        Assert.Equal(["code", "severity", "title", "cause", "evidence", "remedy", "readMore"], finding.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("MT706", "error"), (finding.GetProperty("code").GetString(), finding.GetProperty("severity").GetString()));
        Assert.Equal("""{"kind":"exit","time":0.061,"code":2}""", finding.GetProperty("evidence")[0].GetRawText());
        Assert.Equal("frame", finding.GetProperty("evidence")[1].GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Array, json.GetProperty("notes").ValueKind);
    }

    public void Dispose() => folder.Dispose();
}
