using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Faulty;

/// <summary>
/// Closing stdout for real. Disposing the console stream closes a duplicate, and the runtime keeps further ones from
/// its own start; a pipe ends only with the last descriptor, so all that lead to the same file must go.
/// </summary>
internal static partial class Descriptors
{
    private const int Highest = 255;

    public static void CloseOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            Close(GetStdHandle(-11));
            return;
        }

        var output = Identity(1);
        if (output is null || output == Identity(0) || output == Identity(2))
        {
            // A terminal or a socket pair serves several streams: the others must live on.
            Close(1);
            return;
        }

        for (var descriptor = 0; descriptor <= Highest; descriptor++)
        {
            if (Identity(descriptor) == output)
                Close(descriptor);
        }
    }

    private static void Close(nint descriptor) => new SafeFileHandle(descriptor, ownsHandle: true).Dispose();

    private static (long Device, long Inode)? Identity(nint descriptor)
    {
        // The runtime's own portable stat: four 32-bit numbers, then 64-bit ones, device and inode at these places.
        Span<long> status = stackalloc long[32];
        return FStat(descriptor, ref MemoryMarshal.GetReference(status)) == 0 ? (status[11], status[13]) : null;
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_FStat")]
    private static partial int FStat(nint descriptor, ref long status);

    [LibraryImport("kernel32")]
    private static partial nint GetStdHandle(int which);
}
