using System.Xml.Linq;
using RawMcp.Core.Tests.Fixtures;

namespace RawMcp.Core.Tests.Architecture;

/// <summary>One way down: which project of src may know which. A new project gets a row here.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["RawMcp.Core"] = [],
        ["RawMcp.Stdio"] = ["RawMcp.Core"],
        ["RawMcp"] = ["RawMcp.Stdio"],
        ["RawMcp.StreamJsonRpc"] = ["RawMcp.Core", "RawMcp.Stdio"],
        ["RawMcp.Wire"] = ["RawMcp.Core", "RawMcp.Stdio"],
        ["RawMcp.Agent"] = ["RawMcp"],
        ["RawMcp.Cli"] = ["RawMcp.Agent", "RawMcp", "RawMcp.Wire"],
    };

    [Fact]
    public void Every_project_refers_to_what_lies_below_it_and_nothing_else()
    {
        var projects = Projects().ToDictionary(Name);
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), projects.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, allowed) in Arrows)
        {
            var references = Included(projects[name], "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
            Assert.Equal(allowed, references);
        }
    }

    [Fact]
    public void Core_needs_nothing_but_the_framework() =>
        Assert.Empty(Included(Projects().Single(file => Name(file) == "RawMcp.Core"), "PackageReference"));

    // It is a peer in tests and benchmarks. A project that shows the protocol by hand cannot stand on it.
    [Fact]
    public void No_project_refers_to_an_MCP_SDK()
    {
        var shared = Directory.EnumerateFiles(Repository.PathOf("src"), "*.props", SearchOption.AllDirectories).Append(Repository.PathOf("Directory.Build.props"));
        foreach (var file in Projects().Concat(shared))
        {
            Assert.DoesNotContain(Included(file, "PackageReference"), package => package.StartsWith("ModelContextProtocol", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static IEnumerable<string> Projects() => Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories);

    private static string Name(string file) => Path.GetFileNameWithoutExtension(file);

    private static IEnumerable<string> Included(string file, string element) =>
        XDocument.Load(file).Descendants().Where(node => node.Name.LocalName == element).Select(node => (string)node.Attribute("Include")!);
}
