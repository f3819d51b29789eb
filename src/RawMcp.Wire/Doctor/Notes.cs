namespace RawMcp.Wire;

/// <summary>What limits the judgement. A note accuses nobody.</summary>
internal static class Notes
{
    public static IEnumerable<string> Of(FrameIndex index, List<Facts> recordings)
    {
        if (index.End.Kind is CaptureEndKind.Torn or CaptureEndKind.Damaged or CaptureEndKind.TooLong)
            yield return $"{index.End.Reason} What came after that is not known.";
        else if (recordings[^1] is { Life: { Closed: null, End: null, SpawnFailed: null, Spawned: not null } })
            yield return "The capture does not say how the session ended: its recorder was killed, or still runs.";
        foreach (var stream in Wire.Pipes.All)
        {
            var gaps = recordings.SelectMany(facts => facts.Gaps).Where(gap => gap.Stream == stream).ToList();
            if (gaps.Count > 0)
                yield return $"The capture lacks {Amounts.Bytes(gaps.Sum(gap => gap.Bytes))} of {stream.Name()}: that something was not seen there proves nothing, and nothing is concluded from it.";
        }

        foreach (var end in recordings.Select(facts => facts.Life.GaveUp).OfType<CaptureEvent.GaveUp>())
            yield return $"The visit ended early: the server had written {Excerpt.Of(end.Wrote)}. What it wrote afterwards is not in the capture.";
        if (index.Skipped.Count > 0) yield return $"{Amounts.Count(index.Skipped.Count, "block")} of the file could not be read; the first is at byte {index.Skipped[0].Offset}.";
        if (index.Events.OfType<CaptureEvent.Command>().Any(command => command.IsCut)) yield return "The command is not all there: it did not fit into the capture.";
        var longest = index.Frames.Count(frame => frame.Stream != Pipe.Stderr && frame.Length > DoctorLimits.MessageBytes);
        if (longest > 0) yield return $"Of {Amounts.Count(longest, "frame")} longer than {Amounts.Bytes(DoctorLimits.MessageBytes)} only the beginning was read.";
        var held = recordings.Count < DoctorLimits.Recordings ? recordings.Count : index.Frames.Select(frame => frame.Section).Distinct().Count();
        if (held > recordings.Count) yield return $"The file holds {held} recordings; the first {recordings.Count} were judged, each by itself.";
        else if (held > 1) yield return $"The file holds {held} recordings; each was judged by itself.";
    }
}
