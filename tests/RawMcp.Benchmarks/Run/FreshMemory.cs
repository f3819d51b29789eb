using System.Runtime.InteropServices;

namespace Benchmarks.Run;

/// <summary>
/// A virtual machine gets its memory from its host page by page, when it first uses it, and that is several times slower than
/// using it again. So that no measure pays for it, the machine is made to ask for the memory before.
/// </summary>
internal static unsafe class FreshMemory
{
    private const int Page = 4096;

    /// <summary>Writes to that many bytes, and gives them back.</summary>
    public static void Ask(nuint bytes)
    {
        var memory = (byte*)NativeMemory.Alloc(bytes);
        for (nuint at = 0; at < bytes; at += Page) memory[at] = 1;
        NativeMemory.Free(memory);
    }
}
