using System.Text;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>A capture told event by event, and what the doctor says of it. Times are in milliseconds since the capture began.</summary>
internal sealed class Story
{
    private const long Origin = 1_700_000_000_000_000_000;

    private readonly List<byte> file = [];
    private readonly long[] bytes = new long[3];

    public Story() => file.AddRange([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);

    /// <summary>The bytes of it.</summary>
    public byte[] File => [.. file];

    public static long At(double ms) => Origin + (long)(ms * 1e6);

    public static string Request(string id, string method, string? rest = null) => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{method}}}"{{{(rest is null ? "" : ",\"params\":" + rest)}}}}""";

    public static string Result(string id, string result = "{}") => $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""";

    public static string Failure(string id, long code, string message = "no", string? data = null) =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":{{{code}}},"message":"{{{message}}}"{{{(data is null ? "" : ",\"data\":" + data)}}}}}""";

    public static string Notification(string method, string? rest = null) => $$$"""{"jsonrpc":"2.0","method":"{{{method}}}"{{{(rest is null ? "" : ",\"params\":" + rest)}}}}""";

    public Story Chunk(Pipe stream, double ms, byte[] some)
    {
        // As a tap writes it: no packet is longer than 64 KiB.
        foreach (var part in some.Chunk(CaptureLimits.MaxPacketBytes)) file.AddRange(PacketBlock((uint)stream, (ulong)At(ms), part));
        bytes[(int)stream] += some.Length;
        return this;
    }

    public Story Chunk(Pipe stream, double ms, string text) => Chunk(stream, ms, Encoding.UTF8.GetBytes(text));

    public Story In(double ms, params string[] lines) => Chunk(Pipe.Stdin, ms, string.Concat(lines.Select(line => line + "\n")));

    public Story Out(double ms, params string[] lines) => Chunk(Pipe.Stdout, ms, string.Concat(lines.Select(line => line + "\n")));

    public Story Err(double ms, params string[] lines) => Chunk(Pipe.Stderr, ms, string.Concat(lines.Select(line => line + "\n")));

    public Story Event(CaptureEvent what)
    {
        file.AddRange(EventBlock(Encoding.UTF8.GetString(EventJson.Write(what))));
        return this;
    }

    public Story Section()
    {
        file.AddRange([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);
        return this;
    }

    public Story Start(params string[] command) => Start(command, "PATH", "HOME");

    public Story Start(string[] command, params string[] environment) => Command(command, "/home/somebody", environment).Event(new CaptureEvent.Spawned(At(2), 100));

    public Story Command(string[] command, string directory, params string[] environment) =>
        Event(new CaptureEvent.Started(At(0), "a test", 1, false)).Event(new CaptureEvent.Command(At(1), command.Length > 0 ? command : ["server"], directory, environment));

    public Story SpawnFailed(long error) => Event(new CaptureEvent.SpawnFailed(At(2), error, "no such thing")).Closed(3);

    /// <summary>A legacy handshake, from 10 to 21 ms.</summary>
    public Story Open(string revision = "2025-11-25", string? answered = null, string capabilities = """{"tools":{}}""", string client = "{}") => this
        .In(10, Request("0", "initialize", $$$"""{"protocolVersion":"{{{revision}}}","capabilities":{{{client}}},"clientInfo":{"name":"c","version":"1"}}"""))
        .Out(20, Result("0", $$$"""{"protocolVersion":"{{{answered ?? revision}}}","capabilities":{{{capabilities}}},"serverInfo":{"name":"s","version":"1"}}"""))
        .In(21, Notification("notifications/initialized"));

    /// <summary>A call of a tool and its answer.</summary>
    public Story Call(double ms, string id, double answered, string tool = "add") => In(ms, Call(id, tool)).Out(answered, Result(id, """{"content":[]}"""));

    public static string Call(string id, string tool = "add", string meta = "") => Request(id, "tools/call", $$$"""{"name":"{{{tool}}}","arguments":{"a":1}{{{meta}}}}""");

    public Story HostCloses(double ms) => Event(new CaptureEvent.StreamEnded(At(ms), Pipe.Stdin, bytes[0]));

    public Story HostStopsReading(double ms) => Event(new CaptureEvent.StreamBroken(At(ms), Pipe.Stdout, bytes[1], 10));

    public Story Signal(double ms, int number = 15, string name = "SIGTERM") => Event(new CaptureEvent.Signal(At(ms), number, name, true));

    public Story Exit(double ms, int code = 0) => Event(new CaptureEvent.StreamEnded(At(ms), Pipe.Stdout, bytes[1])).Event(new CaptureEvent.Exited(At(ms + 1), code));

    public Story Killed(double ms, int number, string name) => Event(new CaptureEvent.StreamEnded(At(ms), Pipe.Stdout, bytes[1])).Event(new CaptureEvent.Killed(At(ms + 1), number, name));

    public Story Closed(double ms) => Event(new CaptureEvent.Closed(At(ms)));

    /// <summary>The host closes stdin, the server exits with 0, the recording ends.</summary>
    public Story Bye(double ms, int code = 0) => HostCloses(ms).Exit(ms + 10, code).Closed(ms + 20);

    public Story Look(
        double ms, string state = "sleeping", string? waiting = null, double? cpu = null, long? unread = null, (Pipe Stream, long Bytes, double Since)[]? stuck = null, CaptureEvent.Descendant[]? below = null) =>
        Event(new CaptureEvent.Watched(At(ms), state, waiting, cpu is { } used ? (long)(used * 1e6) : null, unread, [.. (stuck ?? []).Select(one => new CaptureEvent.StuckPipe(one.Stream, one.Bytes, At(one.Since)))], below ?? []));

    public Story Gap(Pipe stream, double ms, long count) => Event(new CaptureEvent.Gap(At(ms), At(ms), stream, count, 1, "queue"));

    public Examination Examine(DoctorOptions? options = null)
    {
        using var capture = new MemoryStream(File);
        return Doctor.Examine(FrameIndex.Read(capture), capture, options);
    }

    /// <summary>The codes of the findings, in order.</summary>
    public string Codes => string.Join(' ', Examine().Findings.Select(finding => finding.Code));

    /// <summary>The finding of a fault, which must be there.</summary>
    public Finding The(Fault fault) => Assert.Single(Examine().Findings, finding => finding.Fault == fault);

    /// <summary>The first finding must be that fault.</summary>
    public Finding First(Fault fault, Severity? severity = null)
    {
        var findings = Examine().Findings;
        Assert.True(findings is [var first, ..] && first.Fault == fault, $"expected {fault} first, found: {string.Join("; ", findings.Select(one => $"{one.Code} {one.Cause}"))}");
        if (severity is { } expected) Assert.Equal(expected, findings[0].Severity);
        Assert.NotEmpty(findings[0].Evidence);
        return findings[0];
    }

    /// <summary>The fault must not be found.</summary>
    public Story Without(Fault fault)
    {
        Assert.DoesNotContain(Examine().Findings, finding => finding.Fault == fault);
        return this;
    }
}
