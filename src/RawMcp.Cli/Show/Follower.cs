using System.Diagnostics;
using System.Globalization;
using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli.Show;

/// <summary>
/// A capture shown while it is written: what is complete is on the screen a fifth of a second later. Waits for a file that is not there
/// yet, begins again with one that was replaced, and ends with the recording, or when its recorder is gone.
/// </summary>
/// <param name="path">The capture.</param>
/// <param name="filter">Chooses messages; null for all.</param>
/// <param name="explain">Behind each message, a line on what it is for.</param>
/// <param name="to">Where to.</param>
internal sealed class Follower(string path, Filter? filter, bool explain, TextWriter to)
{
    /// <summary>How often the file is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>After so many looks at a file that does not grow, its recorder is looked for: two seconds.</summary>
    private const int QuietLooks = 20;

    private const int NamedInFlight = 10;
    private const int BeginningBytes = 1024;

    /// <summary>Shows it until it ends.</summary>
    /// <exception cref="OperationCanceledException">Somebody has seen enough; what was there is written.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            if (!File.Exists(path) && !Directory.Exists(path)) await WaitForFileAsync(stop);
            if (await FollowAsync(stop)) return;
            Complaints.Say($"'{path}' was replaced by a new recording. It begins here:");
        }
    }

    private async Task WaitForFileAsync(CancellationToken stop)
    {
        Complaints.Say($"There is no file '{path}' yet; waiting for it.");
        while (!File.Exists(path)) await Task.Delay(Interval, stop);
    }

    /// <summary>False when the file was replaced.</summary>
    private async Task<bool> FollowAsync(CancellationToken stop)
    {
        using var capture = CaptureFile.Open(path);
        var index = FrameIndex.Follow(capture);
        var list = new CaptureList(index, capture, filter, explain);
        var quiet = 0;
        try
        {
            while (true)
            {
                quiet = index.Grow() ? 0 : quiet + 1;
                if (index.End is { Kind: CaptureEndKind.NotACapture or CaptureEndKind.Damaged or CaptureEndKind.TooLong }) break;
                if (index.IsClosed || CaptureFile.IsForeign(index)) break;
                Show(list, isOver: false);
                if (capture.Length < index.BytesRead || IsReplaced(capture)) return false;
                if (quiet >= QuietLooks && quiet % QuietLooks == 0 && GoneRecorder(index) is { } gone)
                {
                    if (index.Grow()) continue; // its last words
                    Complaints.Say($"'{path}' has no end, and what recorded it (process {gone.ToString(CultureInfo.InvariantCulture)}) does not run any more.");
                    break;
                }

                await Task.Delay(Interval, stop);
            }

            return true;
        }
        finally
        {
            index.Finish();
            Show(list, isOver: true);
            CaptureFile.Judge(path, index, stillWritten: true);
            SayInFlight(index);
        }
    }

    private void Show(CaptureList list, bool isOver)
    {
        list.Write(to, isOver);
        to.Flush();
    }

    // Another file of that name: on a system that lets an open file be renamed or deleted. Its beginning tells: it has a time in it.
    private bool IsReplaced(FileStream capture)
    {
        try
        {
            if (!File.Exists(path)) return false; // deleted or moved away: what is open may still grow
            using var now = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (RandomAccess.GetLength(now) < capture.Length) return true;
            var (ours, theirs) = (new byte[BeginningBytes], new byte[BeginningBytes]);
            var count = RandomAccess.Read(capture.SafeFileHandle, ours, 0);
            return !theirs.AsSpan(0, Math.Min(count, RandomAccess.Read(now, theirs, 0))).SequenceEqual(ours.AsSpan(0, count));
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The recorder's process, if the capture names one that is not there.</summary>
    private static long? GoneRecorder(FrameIndex index)
    {
        if (index.Events.OfType<CaptureEvent.Started>().LastOrDefault() is not { ProcessId: > 0 and <= int.MaxValue and var id }) return null;
        try
        {
            using var process = Process.GetProcessById((int)id);
            return process.HasExited ? id : null;
        }
        catch (ArgumentException)
        {
            return id;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null; // it is somebody else's: it cannot be known
        }
    }

    private static void SayInFlight(FrameIndex index)
    {
        var open = index.Calls.Where(call => call.IsInFlight).ToList();
        if (open.Count == 0) return;
        var named = open.Take(NamedInFlight).Select(call => $"#{call.Request.Number.ToString(CultureInfo.InvariantCulture)} {Plain.Line(call.Method)} id {Plain.Line(call.Id.Json)}");
        Complaints.Say($"In flight at the end: {string.Join(", ", named)}{(open.Count > NamedInFlight ? $" and {open.Count - NamedInFlight} more" : "")}.");
    }
}
