using System.Text;
using System.Text.Json;

namespace RawMcp.Core.Tests.Fixtures;

/// <summary>protocol-fixtures/requirements as it lies on the disk, read without the classes that the tests are about.</summary>
internal static class RequirementFixture
{
    public static FixtureFolder Folder { get; } = new("requirements");

    /// <summary>The areas with their bytes, in ordinal order of their names.</summary>
    public static IReadOnlyList<(string Area, byte[] Json)> Areas { get; } =
        [.. Folder.Files().Where(file => file.EndsWith(".json", StringComparison.Ordinal) && file != "ambiguities.json")
            .Select(file => (Path.GetFileNameWithoutExtension(file), Folder.Read(file)))];

    public static IReadOnlyList<JsonElement> Entries { get; } = [.. Areas.SelectMany(area => JsonElement.Parse(area.Json).EnumerateArray())];

    public static byte[] AmbiguityFile { get; } = Folder.Read("ambiguities.json");

    public static IReadOnlyList<JsonElement> Ambiguities { get; } = [.. JsonElement.Parse(AmbiguityFile).EnumerateArray()];

    /// <summary>A page, or a page with an anchor, to the revisions that have it.</summary>
    public static IReadOnlyDictionary<string, string[]> Headings { get; } =
        Encoding.UTF8.GetString(Folder.Read("headings.txt")).TrimEnd('\n').Split('\n')
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => parts[1..]);
}
