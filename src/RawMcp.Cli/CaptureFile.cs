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
