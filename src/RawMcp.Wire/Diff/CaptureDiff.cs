using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>
/// What differs between two captures: how they opened, the tools that were listed, and the calls, paired by direction, method and params.
/// Times never make a difference; they are told.
/// </summary>
public sealed class CaptureDiff
{
    private static readonly string[] Openings = [Methods.Initialize, Methods.Discover];

    private readonly List<ToolChange> changedTools = [];
    private readonly List<CallPair> changedCalls = [], otherTimes = [];
    private readonly List<IndexedCall> onlyA = [], onlyB = [];

    private CaptureDiff(DiffSide a, DiffSide b) => (A, B) = (a, b);

    /// <summary>The first capture.</summary>
    public DiffSide A { get; }

    /// <summary>The second.</summary>
    public DiffSide B { get; }

    /// <summary>How the openings differ; empty where only chosen calls are compared.</summary>
    public JsonChanges Opening { get; private set; } = JsonChanges.None;

    /// <summary>Tools of the second alone, by name.</summary>
    public IReadOnlyList<string> AddedTools { get; private set; } = [];

    /// <summary>Tools of the first alone.</summary>
    public IReadOnlyList<string> RemovedTools { get; private set; } = [];

    /// <summary>Tools of both that are described differently.</summary>
    public IReadOnlyList<ToolChange> ChangedTools => changedTools;

    /// <summary>How many tools are the same; null where not both captures hold a list.</summary>
    public int? SameTools { get; private set; }

    /// <summary>Pairs of calls that ended differently.</summary>
    public IReadOnlyList<CallPair> ChangedCalls => changedCalls;

    /// <summary>Pairs of calls that ended alike, and took at least twice as long, and 10 ms longer, in one of the captures.</summary>
    public IReadOnlyList<CallPair> OtherTimes => otherTimes;

    /// <summary>How many pairs of calls ended alike.</summary>
    public int SameCalls { get; private set; }

    /// <summary>Calls of the first that the second does not have.</summary>
    public IReadOnlyList<IndexedCall> OnlyA => onlyA;

    /// <summary>Calls of the second that the first does not have.</summary>
    public IReadOnlyList<IndexedCall> OnlyB => onlyB;

    /// <summary>Neither holds anything that could be compared.</summary>
    public bool IsEmpty => A.CallCount + B.CallCount == 0;

    /// <summary>Nothing differs but times.</summary>
    public bool IsSame => Opening.Count + AddedTools.Count + RemovedTools.Count + changedTools.Count + changedCalls.Count + onlyA.Count + onlyB.Count == 0;

    /// <summary>Compares two captures; with a filter in the sources, the chosen calls only.</summary>
    public static CaptureDiff Between(ExportSource a, ExportSource b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var diff = new CaptureDiff(DiffSide.Read(a), DiffSide.Read(b));
        if (a.IsWhole && b.IsWhole)
        {
            diff.Opening = JsonChanges.Between(diff.A.Opening, diff.B.Opening);
            diff.CompareTools();
        }

        diff.CompareCalls();
        return diff;
    }

    private void CompareTools()
    {
        if (A.Tools is not { } first || B.Tools is not { } second) return;
        RemovedTools = [.. first.Keys.Where(name => !second.ContainsKey(name)).Order(StringComparer.Ordinal)];
        AddedTools = [.. second.Keys.Where(name => !first.ContainsKey(name)).Order(StringComparer.Ordinal)];
        foreach (var (name, tool) in first.Where(tool => second.ContainsKey(tool.Key)))
        {
            var changes = JsonChanges.Between(tool, second[name]);
            if (changes.Count > 0) changedTools.Add(new ToolChange(name, changes));
        }

        SameTools = first.Count - RemovedTools.Count - changedTools.Count;
    }

    private void CompareCalls()
    {
        var sameEras = A.Eras.SequenceEqual(B.Eras);
        foreach (var (key, calls) in A.Calls)
        {
            var others = B.Calls.GetValueOrDefault(key) ?? [];
            for (var i = 0; i < calls.Count; i++)
            {
                if (i < others.Count) Compare(calls[i], others[i]);
                else if (sameEras || !Openings.Contains(calls[i].Method)) onlyA.Add(calls[i]); // each era opens in its own way
            }
        }

        foreach (var (key, calls) in B.Calls)
            onlyB.AddRange(calls.Skip(A.Calls.GetValueOrDefault(key)?.Count ?? 0).Where(call => sameEras || !Openings.Contains(call.Method)));
        onlyA.Sort((one, two) => one.Request.Number - two.Request.Number);
        onlyB.Sort((one, two) => one.Request.Number - two.Request.Number);
        changedCalls.Sort((one, two) => one.A.Request.Number - two.A.Request.Number);
    }

    private void Compare(IndexedCall a, IndexedCall b)
    {
        var (one, two) = (CallOutcome.Of(A.Source, a, out var first), CallOutcome.Of(B.Source, b, out var second));
        var changes = Answers.Between(a.Method, first, second);
        var pair = new CallPair(a, b, one, two, changes);
        if (one.Kind != two.Kind || one.Code != two.Code || changes.Count > 0)
        {
            changedCalls.Add(pair);
            return;
        }

        SameCalls++;
        if (a.Duration is { } before && b.Duration is { } after && Math.Abs(before - after) >= 10_000_000 && Math.Max(before, after) >= 2 * Math.Min(before, after)) otherTimes.Add(pair);
    }
}

/// <summary>A tool that two servers describe differently.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Changes">Where the descriptions differ.</param>
public sealed record ToolChange(string Name, JsonChanges Changes);

/// <summary>The same call in two captures.</summary>
/// <param name="A">In the first.</param>
/// <param name="B">In the second.</param>
/// <param name="OutcomeA">How it ended there.</param>
/// <param name="OutcomeB">How it ended there.</param>
/// <param name="Changes">Where the answers differ.</param>
public sealed record CallPair(IndexedCall A, IndexedCall B, CallOutcome OutcomeA, CallOutcome OutcomeB, JsonChanges Changes);
