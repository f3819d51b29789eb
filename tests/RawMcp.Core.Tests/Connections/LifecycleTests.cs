using RawMcp.Connections;
using RawMcp.Core.Tests.Fixtures;

namespace RawMcp.Core.Tests.Connections;

public sealed class LifecycleTests
{
    public static TheoryData<Phase> Phases => [.. Enum.GetValues<Phase>()];

    public static TheoryData<Step> Steps => [.. Enum.GetValues<Step>()];

    [Theory]
    [MemberData(nameof(Phases))]
    public void Every_phase_can_be_reached_and_left_for_the_end(Phase phase)
    {
        Assert.Contains(phase, ReachableFrom(Phase.Unopened));
        Assert.Contains(Phase.Ended, ReachableFrom(phase));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_is_allowed_somewhere(Step step) => Assert.Contains(Lifecycle.Table, row => row.Step == step);

    [Theory]
    [MemberData(nameof(Phases))]
    public void The_stream_can_end_in_every_phase_and_only_once(Phase phase) =>
        Assert.Equal(phase == Phase.Ended ? null : Phase.Ended, Lifecycle.After(phase, Step.End));

    [Theory]
    [InlineData(Phase.Unopened, Step.LegacyRequest)]
    [InlineData(Phase.Unopened, Step.Initialized)]
    [InlineData(Phase.Initializing, Step.Initialized)]
    [InlineData(Phase.Initializing, Step.Initialize)]
    [InlineData(Phase.Session, Step.Initialize)]
    [InlineData(Phase.Session, Step.Initialized)]
    [InlineData(Phase.Stateless, Step.LegacyRequest)]
    [InlineData(Phase.Stateless, Step.Ping)]
    public void Some_steps_break_the_protocol(Phase phase, Step step) => Assert.Null(Lifecycle.After(phase, step));

    // A concurrent server may answer the probe it was slow to answer at any time after the client went on.
    [Theory]
    [InlineData(Phase.Initializing)]
    [InlineData(Phase.Agreed)]
    [InlineData(Phase.Session)]
    public void A_late_answer_to_the_probe_changes_nothing(Phase phase)
    {
        Assert.Equal(phase, Lifecycle.After(phase, Step.OtherAnswer));
        Assert.Equal(phase, Lifecycle.After(phase, Step.ModernAnswer));
    }

    [Fact]
    public void The_diagram_in_the_documentation_is_the_table()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "lifecycle.md")).ReplaceLineEndings("\n");
        var expected = $"```mermaid\n{Lifecycle.Diagram()}```\n";
        Assert.True(
            page.Contains(expected, StringComparison.Ordinal),
            $"docs/lifecycle.md no longer shows Lifecycle.Table. Put this in place of its ```mermaid block:\n{expected}");
    }

    private static HashSet<Phase> ReachableFrom(Phase start)
    {
        HashSet<Phase> reached = [start];
        while (Lifecycle.Table.Any(row => reached.Contains(row.From) && reached.Add(row.To)))
        {
            // Any stops at the first phase that is new.
        }

        return reached;
    }
}
