namespace RawMcp.Schema.Patterns;

/// <summary>
/// A regular expression of ECMA-262, as <c>pattern</c> and <c>patternProperties</c> have it. Our own, because .NET's differ
/// in what they mean (<c>$</c>, <c>\d</c>, <c>\s</c>, characters beyond U+FFFF), and end a hostile one by the clock or refuse to look ahead.
/// </summary>
internal sealed class Pattern
{
    private readonly PatternOp[] ops;
    private readonly int slots;
    private readonly bool remembers;

    private Pattern(string text, PatternOp[] ops, int slots, bool remembers)
    {
        Text = text;
        this.ops = ops;
        this.slots = slots;
        this.remembers = remembers;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>How many steps it has.</summary>
    public int Steps => ops.Length;

    /// <summary>Reads a pattern; null and a reason where it cannot be read.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="mostSteps">How many steps it may have.</param>
    /// <param name="problem">What is wrong; empty where nothing is, or where it has too many steps.</param>
    public static Pattern? Read(string text, int mostSteps, out string problem)
    {
        problem = "";
        if (text.Length > mostSteps) return null;
        var parser = new PatternParser(text);
        if (parser.Parse() is not { } tree)
        {
            problem = parser.Problem!;
            return null;
        }

        var program = new PatternProgram(parser, mostSteps);
        return program.Of(tree) is { } ops ? new Pattern(text, ops, program.Slots, parser.HasAgain) : null;
    }

    /// <summary>Whether it fits anywhere in a text. False, with the work stopped, where that would take too long to say.</summary>
    public bool IsIn(string text, SchemaWork work) => new PatternMatch(ops, slots, remembers, text, work).IsFound();
}
