using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli.Live;

/// <summary>What a tap has to say once its session is over: the doctor's findings, on stderr.</summary>
internal static class LastWord
{
    /// <summary>A host that does not read stderr gets so long: 1 s. The exit must not wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static void Say(string path)
    {
        var thread = new Thread(() => Write(path)) { IsBackground = true, Name = "last word" };
        thread.Start();
        thread.Join(Patience);
    }

    private static void Write(string path)
    {
        try
        {
            using var capture = CaptureFile.Open(path);
            var index = FrameIndex.Read(capture);
            using var errors = new StreamWriter(Console.OpenStandardError()) { NewLine = "\n" };
            new DoctorReport(Doctor.Examine(index, capture, new DoctorOptions { Redactor = new Redactor() }), errors).Write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody listens, or there is nothing to tell.
        }
    }
}
