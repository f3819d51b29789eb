using RawMcp.Core.Tests.Fixtures;
using RawMcp.Mcp;
using RawMcp.WireDictionary;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>Every page that the dictionary names exists, with its heading, in each revision it is named for.</summary>
public sealed class PageTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(DifferentialTests.Revisions), MemberType = typeof(DifferentialTests))]
    public void Every_page_exists(string name)
    {
        var vocabulary = Vocabulary.Of(Revision.Find(name)!);
        var (count, wrong) = (0, new List<string>());
        foreach (var method in vocabulary.Methods) Look(method.Name, method.Page(vocabulary.Revision), needed: true);
        foreach (var concept in vocabulary.Concepts)
        {
            var shape = vocabulary.Concept(concept)!;
            Look(concept, shape.Page, needed: true);
            foreach (var member in shape.Members.Values.Where(member => member.IsKnown)) Look($"{concept}.{member.Name}", member.Page, needed: false);
        }

        output.WriteLine($"{name}: {count} pages named");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void Look(string place, string? page, bool needed)
        {
            if (page is null && needed) wrong.Add($"{place} has no page");
            if (page is null) return;
            count++;
            if (!RequirementFixture.Headings.TryGetValue(page, out var revisions) || !revisions.Contains(name)) wrong.Add($"{place}: no {page}");
        }
    }
}
