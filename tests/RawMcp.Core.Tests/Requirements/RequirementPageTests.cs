using System.Globalization;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.Mcp;
using RawMcp.Requirements;

namespace RawMcp.Core.Tests.Requirements;

/// <summary>The figures of docs/requirements.md are the registry's.</summary>
public sealed class RequirementPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "requirements.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_table_of_levels_is_right()
    {
        var rows = Revision.All.Select(revision => Row(revision.Text, Registry.In(revision), requirement => requirement.MayFail(revision)));
        var all = Row("all", Registry.All, requirement => requirement.Revisions.Any(requirement.MayFail));
        Assert.Contains(string.Join('\n', rows.Append(all)) + "\n", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sentence_of_totals_is_right()
    {
        var read = Registry.All.Count(requirement => requirement.IsRead);
        var requirements = $"{Registry.All.Count} requirements, {read} of them read, {Noted("Corrected")} corrected, {Noted("Added")} added";
        Assert.Contains($"{requirements}; {Registry.Ambiguities.Count} ambiguities.\n", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_ambiguities_is_complete() =>
        Assert.All(Registry.Ambiguities, ambiguity => Assert.Contains(
            $"| `{ambiguity.Id}` | {string.Join(", ", ambiguity.Revisions)} | {ambiguity.Report.En} |\n", Page, StringComparison.Ordinal));

    private static int Noted(string word) => Registry.All.Count(requirement => requirement.Note?.StartsWith(word, StringComparison.Ordinal) == true);

    private static string Row(string name, IEnumerable<Requirement> requirements, Func<Requirement, bool> mayFail)
    {
        var list = requirements.ToList();
        int[] figures =
        [
            list.Count,
            .. Enum.GetValues<RequirementLevel>().Select(level => list.Count(requirement => requirement.Level == level)),
            .. Enum.GetValues<Observability>().Select(seen => list.Count(requirement => requirement.Observable == seen)),
            list.Count(mayFail),
        ];
        return $"| {name} | {string.Join(" | ", figures.Select(figure => figure.ToString(CultureInfo.InvariantCulture)))} |";
    }
}
