namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>What holds for every examination.</summary>
public sealed class DoctorTests
{
    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "RawMcp.sln"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }

    [Fact]
    public void There_are_42_faults_in_7_groups_and_each_has_its_place_in_the_order()
    {
        Assert.Equal(42, Faults.All.Count);
        Assert.Equal([9, 9, 5, 4, 7, 2, 6], Faults.All.GroupBy(fault => fault.Code[2]).Select(group => group.Count()));
        Assert.Equal(Faults.All.Select(fault => fault.Code).Order(StringComparer.Ordinal), Triage.FromCauseToEffect.Order(StringComparer.Ordinal));
        Assert.All(Faults.All, fault => Assert.All(fault.Threads, thread => Assert.Matches("^[\\w.-]+/[\\w.-]+#\\d+$", thread)));
    }

    // Every fault is decided from a capture; this reads the tests of the faults, so that none is without one.
    [Fact]
    public void Each_fault_has_a_test_and_a_section_in_the_documentation()
    {
        var tests = new[] { typeof(LaunchTests), typeof(FramingTests), typeof(PipeStateTests), typeof(CorrelationTests), typeof(LifecycleTests) }
            .SelectMany(type => type.GetMethods()).Select(method => method.Name).ToList();
        var page = File.ReadAllText(Path.Combine(Root, "docs", "doctor.md"));
        Assert.All(Faults.All, fault =>
        {
            Assert.Contains(tests, name => name.StartsWith(fault.Code + "_", StringComparison.Ordinal));
            Assert.Contains($"\n### {fault.Code}\n\n**{fault.Title}", page);
        });
    }

    [Fact]
    public void What_explains_another_comes_before_it_and_nothing_explains_itself()
    {
        Assert.All(Triage.Explains, pair => Assert.All(pair.Value, explained =>
        {
            Assert.DoesNotContain(pair.Key, Triage.Explains.GetValueOrDefault(explained, []));
            Assert.True(Triage.Rank(pair.Key) < Triage.Rank(explained), $"{pair.Key} explains {explained}");
        }));
    }

    [Fact]
    public void A_cause_comes_before_its_consequences_and_an_error_before_a_warning() =>
        Assert.Equal("MT706 MT201 MT602", new Story().Start().Out(5, "hello").Open().In(30, Request("1", "tools/list"))
            .Out(40, Result("1", """{"tools":[{"name":"a","inputSchema":{"$schema":"http://json-schema.org/draft-07/schema#","type":"object"}}]}""")).In(50, Call("2")).Exit(60, 1).Closed(70).Codes);

    [Fact]
    public void A_capture_without_a_session() => Assert.False(new Story().Examine().HasSession);

    [Fact]
    public void A_capture_that_was_cut_off_is_a_note_and_accuses_nobody()
    {
        var whole = new Story().Start().Open().In(30, Call("1")).File;
        using var torn = new MemoryStream(whole[..^5]);
        var examination = Doctor.Examine(FrameIndex.Read(torn), torn);
        Assert.Empty(examination.Findings);
        Assert.Contains("ends inside a block", Assert.Single(examination.Notes));
        Assert.Contains("still runs", Assert.Single(new Story().Start().Open().Examine().Notes));
    }

    [Fact]
    public void A_gap_is_a_note() =>
        Assert.Contains("lacks 100 bytes of stdout", Assert.Single(new Story().Start().Open().In(30, Call("1")).Gap(Pipe.Stdout, 40, 100).Bye(60_000).Examine().Notes));

    [Fact]
    public void Each_recording_of_a_file_is_judged_by_itself()
    {
        var story = new Story().Start().Open().Bye(100).Section();
        story.Event(new CaptureEvent.Started(At(1_000), "again", 1, false)).Event(new CaptureEvent.Command(At(1_001), ["server"], "/", [])).Event(new CaptureEvent.Spawned(At(1_002), 9))
            .In(1_010, Request("1", "initialize")).Exit(1_020, 1).Closed(1_030);
        var examination = story.Examine();
        Assert.Equal((Faults.ExitedFirst, 2), (Assert.Single(examination.Findings).Fault, examination.Findings[0].Recording));
        Assert.Contains("2 recordings", Assert.Single(examination.Notes));
    }

    [Fact]
    public void Evidence_is_harmless_and_short()
    {
        var finding = new Story().Start().Out(5, "\u001b]0;title\u0007\u202e" + new string('x', 500)).Open().Bye(50).The(Faults.NotJson);
        var frame = Assert.IsType<Evidence.Frame>(finding.Evidence[0]);
        Assert.StartsWith(@"\x1B]0;title\x07\xE2\x80\xAExxx", frame.Excerpt, StringComparison.Ordinal);
        Assert.EndsWith("x…", frame.Excerpt, StringComparison.Ordinal);
        Assert.Equal((0L, 513L), (frame.Offset, frame.Length));
        Assert.True(frame.Excerpt.Length < 120);
    }

    [Fact]
    public void An_hundred_thousand_frames_of_every_kind_are_examined_in_time()
    {
        var story = new Story().Start().Open();
        for (var i = 1; i <= 20_000; i++)
        {
            story.In(100 + i, Call(i.ToString(System.Globalization.CultureInfo.InvariantCulture))).Out(100 + i, "{", "stray", Result("\"" + i + "\""), "").Err(100 + i, "broken pipe");
        }

        var examination = story.Bye(60_000).Examine(); // some seconds; what grows with the square would not end
        Assert.Contains(examination.Findings, finding => finding.Fault == Faults.IdType);
        Assert.All(examination.Findings, finding => Assert.True(finding.Evidence.Count <= DoctorLimits.MaxEvidence));
    }

    [Fact]
    public void A_frame_of_many_megabytes_is_looked_at_from_its_beginning()
    {
        var big = Result("1", $"{{\"tools\":[{{\"name\":\"{new string('x', 20_000_000)}\"}}]}}");
        var examination = new Story().Start().Open().In(30, Request("1", "tools/list")).Out(40, big).Bye(50).Examine();
        Assert.Empty(examination.Findings);
        Assert.Contains("only the beginning was read", Assert.Single(examination.Notes));
    }
}
