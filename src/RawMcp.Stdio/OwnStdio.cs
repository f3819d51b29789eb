using Microsoft.Win32.SafeHandles;

namespace RawMcp.Stdio;

/// <summary>
/// This process's own stdin and stdout, taken for the protocol. From then on a stray <c>Console.WriteLine</c> lands on
/// stderr, and a stray <c>Console.ReadLine</c> finds nothing: neither can touch the wire.
/// </summary>
public sealed class OwnStdio
{
    private OwnStdio(Stream input, Stream output)
    {
        Input = input;
        Output = output;
    }

    /// <summary>Bytes from the client.</summary>
    public Stream Input { get; }

    /// <summary>Bytes to the client.</summary>
    public Stream Output { get; }

    /// <summary>
    /// Takes both streams, once, before anything else uses the console. On Linux the descriptors themselves are moved away: child
    /// processes and native code that write to stdout or read stdin cannot reach the wire either. Elsewhere only this process's
    /// console is.
    /// </summary>
    public static OwnStdio Take()
    {
        var plain = new OwnStdio(Console.OpenStandardInput(), Console.OpenStandardOutput());
        var streams = OperatingSystem.IsLinux() ? TakeDescriptors(plain) : plain;
        Console.SetOut(Console.Error);
        Console.SetIn(TextReader.Null);
        return streams;
    }

    private static OwnStdio TakeDescriptors(OwnStdio plain)
    {
        var input = Posix.Duplicate(0);
        var output = Posix.Duplicate(1);
        if (input < 0 || output < 0) return plain; // a closed stdin or stdout; the console's streams cope with that
        using (var nothing = File.OpenHandle("/dev/null")) Posix.Replace((int)nothing.DangerousGetHandle(), 0);
        Posix.Replace(2, 1);

        // The console's streams hold descriptors of their own. They serve where stdout is a file, which others may append to:
        // a FileStream would write at a position of its own.
        var fast = Open(output, FileAccess.Write);
        return new OwnStdio(Open(input, FileAccess.Read), fast.CanSeek ? plain.Output : fast);
    }

    // A buffer size of 0 makes every Write one write to the pipe.
    private static FileStream Open(int descriptor, FileAccess access) => new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);
}
