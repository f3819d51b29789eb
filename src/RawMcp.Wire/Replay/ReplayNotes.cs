namespace RawMcp.Wire;

/// <summary>What there is to say at the end of a replay, as much as is listed.</summary>
internal sealed class ReplayNotes
{
    private readonly Lock gate = new();
    private readonly List<string> problems = [];
    private readonly List<string> notes = [];
    private long more;

    public void Problem(string sentence) => Add(problems, sentence);

    public void Note(string sentence) => Add(notes, sentence);

    public ReplayServed Report(TapEnd? end)
    {
        lock (gate) return new ReplayServed(end, [.. problems], [.. notes], more);
    }

    private void Add(List<string> to, string sentence)
    {
        lock (gate)
        {
            if (to.Count < ReplayLimits.MaxListed) to.Add(sentence);
            else more++;
        }
    }
}
