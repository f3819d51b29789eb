using RawMcp.Core.Tests.Fixtures;
using RawMcp.Mcp;
using RawMcp.WireDictionary;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>The figures of docs/dictionary.md are the dictionary's.</summary>
public sealed class DictionaryPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "dictionary.md")).ReplaceLineEndings("\n");

    [Fact]
    public void So_are_those_of_each_revision() => Assert.All(Revision.All, revision =>
    {
        var vocabulary = Vocabulary.Of(revision);
        Assert.Contains($"\n| {revision} | {vocabulary.Concepts.Count()} | {vocabulary.Methods.Count()} | ", Page, StringComparison.Ordinal);
    });

    [Fact]
    public void And_those_of_all() => Assert.Contains(
        $"| concepts | {Revision.All.SelectMany(revision => Vocabulary.Of(revision).Concepts).Distinct().Count()} |\n| methods | {Vocabulary.AllMethods().Count()} |\n", Page, StringComparison.Ordinal);
}
