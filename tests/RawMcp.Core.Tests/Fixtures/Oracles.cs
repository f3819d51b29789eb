namespace RawMcp.Core.Tests.Fixtures;

/// <summary>Data of others that ours is compared with. It is no part of the project; RAWMCP_ORACLES says where it lies.</summary>
internal static class Oracles
{
    /// <summary>The files of a folder; skips the test where the oracles are not there, and fails it on CI.</summary>
    public static IReadOnlyList<string> Files(params string[] folder) => [.. Directory.EnumerateFiles(Find(folder)).Order(StringComparer.Ordinal)];

    /// <summary>A file beside the folder of the oracles; skips and fails as <see cref="Files"/> does.</summary>
    public static string Beside(params string[] path) => Find(["..", .. path]);

    private static string Find(string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("RAWMCP_ORACLES");
        var path = Path.Combine([root ?? "", .. parts]);
        var missing = string.IsNullOrEmpty(root) ? "RAWMCP_ORACLES is not set" : Path.Exists(path) ? null : $"{path} does not exist";
        if (missing is not null && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        if (missing is not null) Assert.Skip(missing);
        return path;
    }
}
