using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace RawMcp.Core.Tests.Architecture;

/// <summary>What an assembly refers to that a pure one has no use for: streams, tasks, threads, processes, clocks, environment, console, randomness.</summary>
internal static class BannedReferences
{
    private static readonly string[] Namespaces =
    [
        "System.IO", "System.Net", "System.Threading", "System.Diagnostics", "System.Security.Cryptography", "System.Timers", "Microsoft.Win32",
    ];

    private static readonly string[] Types =
    [
        "System.Console", "System.Environment", "System.AppContext", "System.AppDomain", "System.Random", "System.Guid", "System.GC",
        "System.DateTime", "System.DateTimeOffset", "System.TimeProvider", "System.TimeZoneInfo", "System.Activator", "System.Reflection.Assembly",
    ];

    // Attributes that the compiler writes, and an exception that says "cannot happen".
    private static readonly string[] Allowed =
    [
        "System.Diagnostics.UnreachableException", "System.Diagnostics.DebuggableAttribute", "System.Diagnostics.DebuggerBrowsableAttribute",
        "System.Diagnostics.DebuggerBrowsableState", "System.Diagnostics.DebuggerHiddenAttribute", "System.Diagnostics.CodeAnalysis.",
    ];

    public static IReadOnlyList<string> In(string assemblyFile)
    {
        using var file = new PEReader(File.OpenRead(assemblyFile));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(metadata.GetTypeReference).Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");
        var native = Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.ModuleRef))
            .Select(row => $"native library {metadata.GetString(metadata.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)).Name)}");
        return [.. types.Where(IsBanned).Concat(native).Distinct().Order(StringComparer.Ordinal)];
    }

    public static bool IsBanned(string type) =>
        !Allowed.Any(allowed => allowed.EndsWith('.') ? type.StartsWith(allowed, StringComparison.Ordinal) : type == allowed)
        && (Types.Contains(type) || Namespaces.Any(banned => type.StartsWith(banned + ".", StringComparison.Ordinal)));
}
