namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>Random captures: whatever they hold, there is an examination, and it keeps its bounds.</summary>
public sealed class DoctorPropertyTests
{
    private static readonly string[] Lines =
    [
        Request("1", "initialize", """{"protocolVersion":"2025-11-25","capabilities":{}}"""), Request("2", "tools/list"), Request("\"2\"", "tools/list"), Call("3"), Call("4", "x", ""","_meta":{"progressToken":1}"""),
        Result("1", """{"protocolVersion":"2024-11-05","capabilities":{"tools":{},"prompts":null}}"""), Result("2", """{"tools":[{},{"name":7,"inputSchema":[]},{"inputSchema":{"type":{}}}]}"""), Result("\"2\""),
        Result("3"), Result("9"), Failure("3", -32022, "x", """{"supported":[1,"a"]}"""), Failure("1", -32601), Failure("null", 0), Request("5", "roots/list"), Request("5", "sampling/createMessage"),
        Notification("notifications/initialized"), Notification("notifications/cancelled", """{"requestId":3,"reason":7}"""), Notification("notifications/progress", """{"progressToken":1}"""),
        "", "\r", "{", "}", "[", "{\"a\":", "\"x\": 1,", "hello", "Content-Length: 10\r", "[1,2]", "null", "{}", "{\"id\":1,\"result\":{}}", "\u001b[1mhi", "Ok to proceed? (y) ", "SyntaxError", "env: node: No such file or directory",
        "'C:\\Program' is not recognized as an internal", "' is not recognized as", "is not recognized as", "A_B is missing", "EPIPE", "out of memory", "\ufeff{}", "\ud7ff", "\0\0{\0",
        """{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""",
    ];

    [Fact]
    public void Any_capture_can_be_examined()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var story = new Story();
            var count = random.Next(40);
            for (var i = 0; i < count; i++) Add(story, random);
            var bytes = story.File;
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            if (bytes.Length > 0 && random.Next(4) == 0) bytes[random.Next(bytes.Length / 2, bytes.Length)] ^= (byte)(1 << random.Next(8));
            using var capture = new MemoryStream(bytes);
            try
            {
                var examination = Doctor.Examine(FrameIndex.Read(capture), capture, random.Next(2) == 0 ? null : new DoctorOptions { Now = At(random.Next(100_000)) });
                Check(examination);
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }
    }

    private static void Check(Examination examination)
    {
        Assert.True(examination.Findings.Count <= DoctorLimits.MaxFindings);
        Assert.Equal(examination.Findings.Select(finding => finding.Severity).Order(), examination.Findings.Select(finding => finding.Severity));
        Assert.All(examination.Findings, finding =>
        {
            Assert.InRange(finding.Evidence.Count, 1, DoctorLimits.MaxEvidence);
            Assert.DoesNotContain(finding.Cause, char.IsControl);
            Assert.DoesNotContain(finding.Remedy, char.IsControl);
            Assert.True(finding.Cause.Length < 1_500, finding.Cause);
            Assert.EndsWith(".", finding.Cause, StringComparison.Ordinal);
        });
    }

    private static void Add(Story story, Random random)
    {
        double ms = random.Next(3) switch { 0 => random.Next(50), 1 => random.Next(5_000), _ => random.Next(100_000) };
        var stream = (Pipe)random.Next(3);
        switch (random.Next(24))
        {
            case 0: story.Start("npx", "-y", "x"); break;
            case 1: story.HostCloses(ms); break;
            case 2: story.HostStopsReading(ms); break;
            case 3: story.Exit(ms, random.Next(3)); break;
            case 4: story.Killed(ms, 9, "SIGKILL\u0007"); break;
            case 5: story.Signal(ms); break;
            case 6: story.Closed(ms); break;
            case 7: story.Gap(stream, ms, random.Next(1_000)); break;
            case 8: story.SpawnFailed(random.Next(30)); break;
            case 9: story.Event(new CaptureEvent.LeftOpen(At(ms), stream)); break;
            case 10: story.Event(new CaptureEvent.StreamBroken(At(ms), Pipe.Stdin, 1, 1)); break;
            case 11 or 12:
                story.Look(ms, "running", random.Next(3) switch { 0 => "write stderr", 1 => "read stdin", _ => null }, random.Next(100_000), random.Next(2) == 0 ? null : random.Next(70_000),
                    random.Next(2) == 0 ? null : [(stream, random.Next(1_000), random.Next(5_000))], [new CaptureEvent.Descendant(random.Next(5), 100, "x\ny", [(Pipe)random.Next(3)])]);
                break;
            case 13: story.Section(); break;
            case 14: story.Command([Lines[random.Next(Lines.Length)]], Lines[random.Next(Lines.Length)], "PATH"); break;
            case 15: story.Chunk(stream, ms, Lines[random.Next(Lines.Length)]); break;
            case 16:
                var some = new byte[random.Next(1, 200)];
                random.NextBytes(some);
                story.Chunk(stream, ms, some);
                break;
            default: story.Chunk(stream, ms, string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Lines[random.Next(Lines.Length)] + "\n"))); break;
        }
    }
}
