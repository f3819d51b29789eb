namespace RawMcp.Interop;

/// <summary>A folder and an environment of a test's own; the folder, which is the peers' home too, is deleted with it.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string mark = Guid.NewGuid().ToString("N");

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("rawmcp-interop-").FullName;

    /// <summary>The two variables that every process of the test must have, also where a client passes on no others.</summary>
    /// <remarks>An apphost looks for .NET in DOTNET_ROOT and in fixed places, never on the PATH.</remarks>
    public Dictionary<string, string> Essentials => new() { ["DOTNET_ROOT"] = Repository.DotnetRoot, [LeftBehind.Variable] = mark };

    /// <summary>What a program of this test gets beside the variables of the test itself.</summary>
    public Dictionary<string, string> Environment => new(Essentials) { ["HOME"] = Folder, ["USERPROFILE"] = Folder, ["XDG_CONFIG_HOME"] = Folder };

    /// <summary>Writes a file into the folder and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Kills what the test's programs left running, and returns the ids.</summary>
    public IReadOnlyList<int> KillLeftBehind() => LeftBehind.Kill(mark);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
