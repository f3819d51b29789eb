using System.Text;

namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>Secrets where a finding quotes them: a default report has none of them.</summary>
public sealed class QuotedSecretsTests
{
    private const string Key = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
    private const string Password = "Zq9hunter2hunter2";
    private const string Body = "9fQx7LmN2pR8sT4vW6yZ1aB3cD5eF7gH9iJ0kKlM";
    private const string KeyBody = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQy";

    /// <summary>Sessions whose findings quote a secret.</summary>
    public static TheoryData<string, string> Sessions() => new()
    {
        { "a stray line", Password },
        { "a line of stderr", Key },
        { "a key over several lines", KeyBody },
        { "the name of a tool", Key },
        { "a value cut by the excerpt", Password },
        { "the end of a line", Password },
        { "a piece from the middle", Password },
    };

    private static Story Tell(string what) => what switch
    {
        "a stray line" => new Story().Start().Out(5, $"connecting, password={Password}").Open().Bye(50),
        "a line of stderr" => new Story().Start().Open().In(30, Call("1")).Err(40, $"panic: refused {Key}").Exit(50, 1).Closed(60),
        "a key over several lines" => new Story().Start().Open().In(30, Call("1")).Err(40, "-----BEGIN OPENSSH PRIVATE KEY-----", KeyBody).Exit(50, 1).Closed(60),
        "the name of a tool" => new Story().Start().Open().In(30, Call("1", Key)).Exit(50, 1).Closed(60),
        "a value cut by the excerpt" => new Story().Start().Out(5, $"{new string('x', 50)} token: {Password}{new string('y', 200)}").Open().Bye(50),
        "the end of a line" => new Story().Start().Chunk(Pipe.Stdout, 5, $"{{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{{\"token\":\"{Password}\"}}}}\r\n").Open().Bye(50),
        "a piece from the middle" => new Story().Start().Chunk(Pipe.Stdout, 5, [.. Encoding.UTF8.GetBytes($"{{\"password\":\"{Password}"), 0xE9, .. Encoding.UTF8.GetBytes("\"}\n")]).Open().Bye(50),
        _ => throw new ArgumentException(what),
    };

    [Theory, MemberData(nameof(Sessions))]
    public void Nothing_of_it_is_quoted(string what, string secret)
    {
        var story = Tell(what);
        var clear = Everything(story.Examine());
        Assert.Contains(secret[^12..^4], clear, StringComparison.Ordinal); // the test would see it
        var redacted = Everything(story.Examine(new DoctorOptions { Redactor = new Redactor() }));
        for (var at = 0; at + 8 <= secret.Length; at++) Assert.DoesNotContain(secret.Substring(at, 8), redacted, StringComparison.Ordinal);
        Assert.Contains("[redacted:", redacted, StringComparison.Ordinal);
        Assert.Contains("--no-redact", redacted, StringComparison.Ordinal);
        Assert.Equal(story.Codes, string.Join(' ', story.Examine(new DoctorOptions { Redactor = new Redactor() }).Findings.Select(one => one.Code)));
    }

    [Theory, InlineData(DoctorLimits.LinesOfKey + 1, false), InlineData(DoctorLimits.LinesOfKey + 2, true)] // the line before the last is quoted
    public void A_key_is_known_over_so_many_lines(int lines, bool seen)
    {
        string[] body = [.. Enumerable.Range(0, lines).Select(line => $"{Body}{line:0000}")];
        var story = new Story().Start().Open().In(30, Call("1")).Err(40, ["-----BEGIN OPENSSH PRIVATE KEY-----", .. body]).Exit(50, 1).Closed(60);
        var report = Everything(story.Examine(new DoctorOptions { Redactor = new Redactor() }));
        Assert.True(seen == report.Contains(Body, StringComparison.Ordinal), report);
    }

    [Fact]
    public void Without_secrets_nothing_is_different()
    {
        var story = new Story().Start().Out(5, "hello").Open().In(30, Call("1")).Err(40, "panic: boom").Exit(50, 1).Closed(60);
        Assert.Equal(Everything(story.Examine()), Everything(story.Examine(new DoctorOptions { Redactor = new Redactor() })));
    }

    [Theory, InlineData("--json"), InlineData(null)]
    public async Task A_report_is_redacted_unless_asked_otherwise(string? form)
    {
        using var folder = new Folder();
        var path = folder.File("x.pcapng");
        File.WriteAllBytes(path, Tell("a line of stderr").File);
        string[] words = [Programs.RawMcp, "doctor", path, .. form is null ? [] : (string[])[form]];
        var (_, output, _) = await Diagnosis.ProgramAsync(words);
        Assert.DoesNotContain(Key, output, StringComparison.Ordinal);
        Assert.Contains("[redacted:", output, StringComparison.Ordinal);
        Assert.Contains(Key, (await Diagnosis.ProgramAsync([.. words, "--no-redact"])).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("panic", (await Diagnosis.ProgramAsync([.. words, "--redact", "panic"])).Output, StringComparison.Ordinal);
    }

    private static string Everything(Examination it) => string.Join('\n', it.Findings.SelectMany(one => one.Evidence.Select(place => place.ToString()).Append(one.Cause).Append(one.Remedy)).Concat(it.Notes).Append(it.Summary));
}
