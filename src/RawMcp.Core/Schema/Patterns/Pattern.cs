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

    /// <summary>Reads a pattern; null, a reason, and perhaps the limit that was reached, where it cannot be read.</summary>
    public static Pattern? Read(string text, SchemaLimits limits, out string problem, out string? limit)
    {
        limit = null;
        problem = "";
        var parser = new PatternParser(text);
        if (parser.Parse() is not { } tree)
        {
            problem = parser.Problem!;
            return null;
        }

        var program = new PatternProgram(parser, limits.MaxPatternSteps);
        if (program.Of(tree) is { } ops) return new Pattern(text, ops, program.Slots, parser.HasAgain);
        limit = nameof(SchemaLimits.MaxPatternSteps);
        problem = $"more than {limits.MaxPatternSteps} steps";
        return null;
    }

    /// <summary>Whether it fits anywhere in a text. False, with the work stopped, where that would take too long to say.</summary>
    public bool IsIn(string text, SchemaWork work) => new PatternMatch(ops, slots, remembers, text, work).IsFound();
}
