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
    /// Takes both streams, once, before anything else uses the console. On POSIX the descriptors themselves are moved away:
    /// child processes and native code that write to stdout or read stdin cannot reach the wire either.
    /// </summary>
    public static OwnStdio Take()
    {
        var streams = OperatingSystem.IsWindows() ? null : TakeDescriptors();
        streams ??= new OwnStdio(Console.OpenStandardInput(), Console.OpenStandardOutput());
        Console.SetOut(Console.Error);
        Console.SetIn(TextReader.Null);
        return streams;
    }

    private static OwnStdio? TakeDescriptors()
    {
        var input = Posix.Duplicate(0);
        var output = Posix.Duplicate(1);
        if (input < 0 || output < 0) return null; // a closed stdin or stdout; the console's streams cope with that
        using (var nothing = File.OpenHandle("/dev/null")) Posix.Replace((int)nothing.DangerousGetHandle(), 0);
        Posix.Replace(2, 1);
        return new OwnStdio(Open(input, FileAccess.Read), Open(output, FileAccess.Write));
    }

    // A buffer size of 0 makes every Write one write to the pipe.
    private static FileStream Open(int descriptor, FileAccess access) => new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);
}
