namespace RawMcp.Wire;

/// <summary>The recordings of a file: normally one; several where captures were joined end to end.</summary>
internal static class Recordings
{
    public static List<Facts> Of(FrameIndex index, Stream capture, DoctorOptions options)
    {
        var frames = index.Frames.Where(frame => !frame.IsBesideGap).GroupBy(frame => frame.Section).OrderBy(group => group.Key).Take(DoctorLimits.Recordings).ToList();
        if (frames.Count <= 1) return [new Facts(index, capture, options, frames.Count == 0 ? [] : [.. frames[0]], index.Events)];

        // An event does not know its recording, but each recording begins with one that says so.
        var starts = index.Events.OfType<CaptureEvent.Started>().Select(started => started.Time).ToList();
        if (starts.Count != frames.Count) starts = [.. frames.Select(group => group.Min(frame => frame.FirstByte))];
        starts.Sort();
        return [.. frames.Select((group, at) => new Facts(index, capture, options, [.. group],
            [.. index.Events.Where(one => (at == 0 || one.Time >= starts[at]) && (at + 1 == starts.Count || one.Time < starts[at + 1]))]))];
    }
}
