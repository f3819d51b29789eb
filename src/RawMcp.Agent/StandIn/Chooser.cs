using System.Globalization;

namespace RawMcp.Agent.StandIn;

/// <summary>How well a tool fits a question.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Points">Three for each word of the question in its name, one for each other in its description.</param>
/// <param name="InName">Those in its name.</param>
/// <param name="InDescription">Those in its description only.</param>
internal sealed record Fit(OfferedTool Tool, int Points, IReadOnlyList<string> InName, IReadOnlyList<string> InDescription)
{
    public override string ToString()
    {
        var reasons = new List<string>();
        if (InName.Count > 0) reasons.Add("name: " + string.Join(", ", InName));
        if (InDescription.Count > 0) reasons.Add("description: " + string.Join(", ", InDescription));
        return string.Create(CultureInfo.InvariantCulture, $"{Points,3}  {Tool.Name}{(reasons.Count > 0 ? $"  ({string.Join("; ", reasons)})" : "")}");
    }
}

/// <summary>The rule that chooses a tool: the words a question shares with names and descriptions, and nothing else.</summary>
internal sealed class Chooser(IReadOnlyList<OfferedTool> tools)
{
    /// <summary>What a word in the name counts; one in the description counts 1.</summary>
    public const int NamePoints = 3;

    /// <summary>A tool with fewer points does not fit: one word shared with a description is chance.</summary>
    public const int MinPoints = 2;

    private readonly (OfferedTool Tool, IReadOnlyList<string> Name, HashSet<string> Description)[] known =
        [.. tools.Select(tool => (tool, Words.Of(tool.Name), Words.Of(tool.Description).ToHashSet()))];

    /// <summary>
    /// All the tools, the best first. Of equals: the one whose required arguments the question gives, then the one with fewer
    /// words in its name that nobody said, then the one that was sent first.
    /// </summary>
    public IReadOnlyList<Fit> Rank(Evidence question)
    {
        var fits = known.Select(tool => (Fit: Of(tool, question), Unsaid: tool.Name.Count(word => !question.Asked.Contains(word)))).ToList();
        var best = fits.Max(one => one.Fit.Points);
        // Arguments are looked for only where they decide something.
        return [.. fits
            .OrderByDescending(one => one.Fit.Points)
            .ThenBy(one => one.Fit.Points == best ? new ArgumentFiller(question, one.Fit.Tool).Missing : 0)
            .ThenBy(one => one.Unsaid)
            .Select(one => one.Fit)];
    }

    private static Fit Of((OfferedTool Tool, IReadOnlyList<string> Name, HashSet<string> Description) tool, Evidence question)
    {
        var inName = question.Asked.Where(tool.Name.Contains).ToList();
        var inDescription = question.Asked.Where(word => !inName.Contains(word) && tool.Description.Contains(word)).ToList();
        return new Fit(tool.Tool, (NamePoints * inName.Count) + inDescription.Count, inName, inDescription);
    }
}
