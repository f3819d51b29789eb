using RawMcp.Wire;

namespace RawMcp.Cli;

/// <summary>Captures as the verbs that read them open and judge them.</summary>
internal static class CaptureFile
{
    /// <summary>Opens a capture, which may still be written.</summary>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"'{path}' is a directory, not a capture.");
        if (!File.Exists(path)) throw new UsageException($"There is no file '{path}'. 'rawmcp tap -o {path} -- COMMAND' would write one.");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 128 * 1024);
    }

    /// <summary>Says on stderr how a capture ended, and that there is nothing in it, where that is so. What another program recorded is a mistake of the caller.</summary>
    /// <param name="path">The file.</param>
    /// <param name="index">Its index.</param>
    /// <param name="stillWritten">It is looked at while it is written: that it is empty says nothing.</param>
    public static void Judge(string path, FrameIndex index, bool stillWritten = false)
    {
        Judge(path, index.End, stillWritten);
        if (IsForeign(index)) throw new UsageException($"'{path}' is a pcapng file, but not of an MCP session: none of its blocks comes from 'rawmcp tap'.");
        if (index.Frames.Count + index.Events.Count > 0 || stillWritten) return;
        Complaints.Say(index.BytesRead == 0 ? $"'{path}' is empty: nothing was recorded." : $"'{path}' begins as a capture, but nothing was recorded in it.");
    }

    /// <summary>It has blocks, and all of them are somebody else's.</summary>
    public static bool IsForeign(FrameIndex index) => index.Frames.Count + index.Events.Count == 0 && index.Skipped.Count > 0;

    /// <summary>Says on stderr how a capture ended, if not behind a whole block. One that is no capture at all is a mistake of the caller.</summary>
    /// <param name="path">The file.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="stillWritten">It is looked at while it is written: that it ends inside a block says nothing.</param>
    public static void Judge(string path, CaptureEnd end, bool stillWritten = false)
    {
        if (end.Kind == CaptureEndKind.NotACapture) throw new UsageException($"'{path}': {end.Reason}");
        if (end.Kind == CaptureEndKind.Torn && stillWritten) return;
        if (end.Kind != CaptureEndKind.Whole) Complaints.Say($"'{path}': {end.Reason}");
    }
}
