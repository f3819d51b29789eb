using System.Text.Json;
using RawMcp.Mcp;

namespace RawMcp.Requirements;

/// <summary>Reads the files of protocol-fixtures/requirements. They are our own, so a word that is not there is a mistake of ours.</summary>
internal static class RequirementReader
{
    private static readonly (string, RequirementLevel)[] Levels =
    [
        ("MUST", RequirementLevel.Must), ("MUST NOT", RequirementLevel.MustNot),
        ("SHOULD", RequirementLevel.Should), ("SHOULD NOT", RequirementLevel.ShouldNot), ("MAY", RequirementLevel.May),
    ];

    private static readonly (string, Party)[] Parties = [("client", Party.Client), ("server", Party.Server), ("both", Party.Both)];

    private static readonly (string, Basis)[] Bases =
        [("stated", Basis.Stated), ("schema", Basis.Schema), ("lowercase", Basis.Lowercase), ("inferred", Basis.Inferred)];

    private static readonly (string, Observability)[] Observabilities =
    [
        ("yes-from-outside", Observability.FromOutside), ("needs-cooperation", Observability.NeedsCooperation), ("not-observable", Observability.Not),
    ];

    private static readonly (string, ProbeKind)[] Probes = [("active", ProbeKind.Active), ("passive", ProbeKind.Passive), ("review", ProbeKind.Review)];

    public static IReadOnlyList<Requirement> Requirements(string area, ReadOnlySpan<byte> json) =>
        Each(JsonElement.Parse(json), item => new Requirement
        {
            Id = Text(item, "id"),
            Area = area,
            En = Text(item, "en"),
            Zh = Text(item, "zh"),
            Level = Word(item, "level", Levels),
            Party = Word(item, "party", Parties),
            Revisions = Revisions(item, "revisions"),
            Pages = Pages(item),
            Basis = Word(item, "basis", Bases),
            InferredIn = item.TryGetProperty("inferredIn", out _) ? Revisions(item, "inferredIn") : [],
            Observable = Word(item, "observable", Observabilities),
            How = Each(item.GetProperty("how"), Step),
            IsHeuristic = Flag(item, "heuristic"),
            Example = item.TryGetProperty("example", out var example) ? Example(example) : null,
            Overreach = Maybe(item, "overreach"),
            IsRead = Flag(item, "read"),
            Note = Maybe(item, "note"),
        });

    public static IReadOnlyList<Ambiguity> Ambiguities(ReadOnlySpan<byte> json) =>
        Each(JsonElement.Parse(json), item => new Ambiguity(
            Text(item, "id"),
            Revisions(item, "revisions"),
            Pages(item),
            Each(item.GetProperty("requirements"), id => id.GetString()!),
            Each(item.GetProperty("readings"), reading => new AmbiguityReading(Both(reading), Flag(reading, "accepted"))),
            Both(item.GetProperty("report"))));

    private static IReadOnlyList<SpecPage> Pages(JsonElement item) =>
        Each(item.GetProperty("pages"), page => new SpecPage(Text(page, "page"), Maybe(page, "anchor"), Revisions(page, "revisions")));

    private static RequirementStep Step(JsonElement step) => new(
        Word(step, "probe", Probes), Maybe(step, "if"), Maybe(step, "fixture"), Text(step, "text"));

    private static FailureExample Example(JsonElement example) => new(Maybe(example, "line"), Maybe(example, "text"), Maybe(example, "context"));

    private static BothLanguages Both(JsonElement item) => new(Text(item, "en"), Text(item, "zh"));

    private static IReadOnlyList<Revision> Revisions(JsonElement item, string name) =>
        Each(item.GetProperty(name), date => Revision.Find(date.GetString()) ?? throw new FormatException($"{name}: no revision {date}"));

    private static IReadOnlyList<T> Each<T>(JsonElement array, Func<JsonElement, T> read) => [.. array.EnumerateArray().Select(read)];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static string? Maybe(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.GetBoolean();

    private static T Word<T>(JsonElement item, string name, (string Text, T Value)[] words)
    {
        var text = Text(item, name);
        foreach (var word in words)
        {
            if (word.Text == text) return word.Value;
        }

        throw new FormatException($"{name}: no such word: {text}");
    }
}
