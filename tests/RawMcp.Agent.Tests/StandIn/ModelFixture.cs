using System.Text.Json;

namespace RawMcp.Agent.Tests.StandIn;

/// <summary>One request to a model, and what the answer says: protocol-fixtures/model.</summary>
internal sealed record ModelFixture(string Name, byte[] Body, JsonElement Expected)
{
    private const string Ending = ".expected.json";

    private static string Folder { get; } = Path.Combine(FindRoot(), "protocol-fixtures", "model");

    private static string[] Files { get; } = [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<ModelFixture> All { get; } =
        [.. Files.Where(file => file.EndsWith(Ending, StringComparison.Ordinal)).Select(file => Load(file[..^Ending.Length]))];

    public static TheoryData<string> Names => [.. All.Select(fixture => fixture.Name)];

    /// <summary>Files that are no half of a fixture.</summary>
    public static IEnumerable<string> Unread => Files.Except(All.SelectMany(fixture => (string[])[fixture.Name + ".json", fixture.Name + Ending]));

    public static ModelFixture Named(string name) => All.Single(fixture => fixture.Name == name);

    public int Status => Expected.GetProperty("status").GetInt32();

    public string? Text(string member) => Expected.TryGetProperty(member, out var value) ? value.GetString() : null;

    /// <summary>The calls as id, name and arguments.</summary>
    public IEnumerable<string> Calls => Expected.TryGetProperty("calls", out var calls)
        ? calls.EnumerateArray().Select(call => $"{call.GetProperty("id")} {call.GetProperty("name")} {call.GetProperty("arguments")}")
        : [];

    private static ModelFixture Load(string name) =>
        new(name, File.ReadAllBytes(Path.Combine(Folder, name + ".json")), JsonElement.Parse(File.ReadAllBytes(Path.Combine(Folder, name + Ending))));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RawMcp.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No RawMcp.sln above {AppContext.BaseDirectory}; run the tests in a checkout.");
    }
}
