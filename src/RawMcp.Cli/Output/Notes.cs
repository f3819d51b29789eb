namespace RawMcp.Cli.Output;

/// <summary>Notes on stderr about what a server does besides the protocol: the first few, then only a count at the end.</summary>
internal sealed class Notes
{
    private const int Shown = 5;
    private int count;

    public void Take(string sentence)
    {
        var number = Interlocked.Increment(ref count);
        if (number <= Shown) Stderr.Line("note: " + Plain.Line(sentence));
        else if (number == Shown + 1) Stderr.Line("note: more of this kind is not shown; 'rawmcp demo -- COMMAND' shows every frame");
    }
}
