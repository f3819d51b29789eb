using RawMcp.Core.Tests.Fixtures;

namespace RawMcp.Core.Tests.Connections;

public sealed class DialogueTests
{
    [Theory]
    [MemberData(nameof(DialogueFixture.Names), MemberType = typeof(DialogueFixture))]
    public void Has_the_facts_written_below_each_line(string name)
    {
        var dialogue = new Dialogue();
        var wrong = false;
        foreach (var line in DialogueFixture.Named(name).Lines)
        {
            var facts = dialogue.Play(line);
            Assert.True(line.Facts.All(facts.Contains), $"{line.Text}\nexpected: {string.Join("; ", line.Facts)}\nseen:     {string.Join("; ", facts)}");

            // A phase may go without saying; everything else has to be said.
            Assert.Empty(facts.Where(fact => !fact.StartsWith("phase ", StringComparison.Ordinal)).Except(line.Facts));
            wrong |= facts.Any(IsWrong);
        }

        Assert.True(wrong == name.StartsWith("n_", StringComparison.Ordinal) || name.StartsWith("i_", StringComparison.Ordinal), $"{name} {(wrong ? "is" : "is not")} wrong");
    }

    private static bool IsWrong(string fact) =>
        fact.StartsWith("breaks", StringComparison.Ordinal) || fact.StartsWith("stray", StringComparison.Ordinal) || fact.StartsWith("asked twice", StringComparison.Ordinal)
        || fact.StartsWith("unreadable", StringComparison.Ordinal) || fact.StartsWith("lost", StringComparison.Ordinal) || fact.EndsWith("Garbled", StringComparison.Ordinal);
}
