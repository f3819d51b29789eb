namespace RawMcp.Wire.Tests;

/// <summary>
/// A fault a program, and the doctor names each as its first finding: live where the server commits it, from the capture of a tap where the
/// host does.
/// </summary>
public sealed class ZooTests
{
    // Silence means something after 2.5 s here; what never answers is left after 6 s.
    private static readonly string[] Impatient = ["--patience", "2.5", "--timeout", "6"];

    /// <summary>A server's fault, and what the first finding's evidence holds.</summary>
    private static readonly (string Code, string Evidence)[] Servers =
    [
        ("MT103", "stderr 'C:\\Program' is not recognized as an internal or external command,"),
        ("MT104", "stderr SyntaxError: Unexpected token '??='"),
        ("MT105", "stderr /usr/bin/env: 'node': No such file or directory"),
        ("MT106", "frame stdout@0 {"),
        ("MT107", "stderr Ok to proceed? (y) "),
        ("MT108", "stderr the input device is not a TTY"),
        ("MT109", "stderr fatal: the index is damaged"),
        ("MT201", "frame stdout@0 Zoo MCP server running on stdio"),
        ("MT202", "frame stdout@0 {"),
        ("MT203", "frame stdout@0 Content-Length: "),
        ("MT204", "frame stdout@0 {"),
        ("MT205", "frame stdout@0 {"),
        ("MT206", "frame stdout@120 "),
        ("MT207", "frame stdout@197 "),
        ("MT208", "frame stdout@140 "),
        ("MT209", "frame stdout@140 "),
        ("MT303", "frame stdin@0 {"),
        ("MT304", "zoo"),
        ("MT305", "frame stdin@211 "),
        ("MT401", "frame stdout@0 {"),
        ("MT403", "frame stdout@140 "),
        ("MT404", "frame stdout@383 "),
        ("MT501", "frame stdout@0 {"),
        ("MT504", "frame stdin@211 "),
        ("MT507", "frame stdout@"),
        ("MT601", "shout"),
        ("MT602", "draft-07"),
        ("MT701", "SIGTERM"),
        ("MT702", "end of stdin"),
        ("MT704", "zoo"),
        ("MT705", "exit 1"),
        ("MT706", "exit 70"),
    ];

    /// <summary>A host's fault.</summary>
    private static readonly (string Code, string Evidence)[] Hosts =
    [
        ("MT301", "stderr"),
        ("MT302", "stdout"),
        ("MT402", "frame stdin@0 {"),
        ("MT502", "frame stdout@"),
        ("MT503", "notifications/cancelled"),
        ("MT505", "roots/list"),
        ("MT506", "tools/call"),
        ("MT703", "stderr Error: write EPIPE"),
    ];

    private static readonly Lazy<Dictionary<string, Task<(Diagnosis Live, Diagnosis Kept)>>> Visits = new(() => Servers.ToDictionary(one => one.Code, VisitAsync));

    private static readonly Lazy<Dictionary<string, Task<Diagnosis>>> Hosted = new(() => Hosts.ToDictionary(one => one.Code, HostAsync));

    public static TheoryData<string, string> OfServers() => Rows(Servers);

    public static TheoryData<string, string> OfHosts() => Rows(Hosts);

    private static TheoryData<string, string> Rows((string Code, string Evidence)[] list)
    {
        var rows = new TheoryData<string, string>();
        foreach (var (code, evidence) in list) rows.Add(code, evidence);
        return rows;
    }

    [Theory, MemberData(nameof(OfServers))]
    public async Task The_doctor_names_what_the_server_does(string code, string evidence)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "process facts");
        var (live, kept) = await Visits.Value[code];
        Assert.True(live.Codes.StartsWith(code, StringComparison.Ordinal), $"{code} is not the first of: {live.Codes}\n{live}");
        Assert.True(live.Evidence.Exists(line => line.Contains(evidence, StringComparison.Ordinal)), $"{code}: nothing with '{evidence}' in: {string.Join(" | ", live.Evidence)}");
        Assert.Equal(live.Codes.Contains(":error", StringComparison.Ordinal) ? 1 : 0, live.ExitCode);

        // What the doctor knew, the capture knows.
        Assert.Equal(live.Comparable, kept.Comparable);
    }

    [Theory, MemberData(nameof(OfHosts))]
    public async Task The_doctor_names_what_the_host_does(string code, string evidence)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "process facts");
        var found = await Hosted.Value[code];
        Assert.True(found.Codes.StartsWith(code, StringComparison.Ordinal), $"{code} is not the first of: {found.Codes}\n{found}");
        Assert.True(found.Evidence.Exists(line => line.Contains(evidence, StringComparison.Ordinal)), $"{code}: nothing with '{evidence}' in: {string.Join(" | ", found.Evidence)}");
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_named_with_where_it_was_looked_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "PATH");
        using var folder = new Folder();
        var found = await Diagnosis.RunAsync("--json", "-o", folder.File("x.pcapng"), "--", "no-such-program-here");
        Assert.StartsWith("MT101:error", found.Codes, StringComparison.Ordinal);
        Assert.Equal(1, found.ExitCode);
    }

    [Theory, InlineData("none"), InlineData("serve")]
    public async Task A_server_without_a_fault_has_no_finding(string server)
    {
        using var folder = new Folder();
        string[] command = server == "none" ? [Programs.Zoo, server] : [Programs.RawMcp, server];
        var found = await Diagnosis.RunAsync(["--json", "-o", folder.File("x.pcapng"), "--", .. command]);
        Assert.True(found.Codes.Length == 0, found.ToString());
        Assert.Equal(0, found.ExitCode);
    }

    // Every specimen has its row.
    [Fact]
    public async Task The_list_is_whole()
    {
        var (_, output, _) = await Diagnosis.ProgramAsync([Programs.Zoo, "--list"]);
        var expected = Servers.Select(one => one.Code + " server").Concat(Hosts.Select(one => one.Code + " host")).Append("none server");
        Assert.Equal(expected.Order(StringComparer.Ordinal), output.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
    }

    private static async Task<(Diagnosis Live, Diagnosis Kept)> VisitAsync((string Code, string Evidence) specimen)
    {
        using var folder = new Folder();
        var capture = folder.File("visit.pcapng");
        var live = await Diagnosis.RunAsync(["--json", "-o", capture, .. Impatient, "--", Programs.Zoo, specimen.Code]);
        AssertNothingLeft(capture);
        return (live, await Diagnosis.RunAsync(["--json", capture, .. Impatient]));
    }

    private static async Task<Diagnosis> HostAsync((string Code, string Evidence) specimen)
    {
        using var folder = new Folder();
        var capture = folder.File("tap.pcapng");
        var (code, _, errors) = await Diagnosis.ProgramAsync([Programs.Zoo, specimen.Code, "--host", "--", Programs.RawMcp, "tap", "-o", capture, "--", Programs.Zoo, specimen.Code]);
        Assert.True(code == 0, errors);
        return await Diagnosis.RunAsync("--json", capture, "--patience", "1");
    }

    private static void AssertNothingLeft(string capture)
    {
        foreach (var happened in Captures.ReadFile(capture).Records.Events())
        {
            if (happened is CaptureEvent.Spawned spawned) Started.AssertGone((int)spawned.ProcessId);
            if (happened is not CaptureEvent.Watched watched) continue;
            foreach (var one in watched.Descendants) Started.AssertGone((int)one.ProcessId);
        }
    }
}
