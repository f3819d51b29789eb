namespace RawMcp.Schema.Patterns;

/// <summary>What one step of a compiled pattern does.</summary>
internal enum PatternStep
{
    /// <summary>Takes one code point of a set.</summary>
    One,

    /// <summary>Takes <c>X</c> to <c>Y</c> code points of a set, as many as it can get first.</summary>
    Many,

    /// <summary>Goes on at <c>X</c>, and if that leads nowhere at <c>Y</c>.</summary>
    Split,

    /// <summary>Goes on at <c>X</c>.</summary>
    Jump,

    /// <summary>Remembers the place in slot <c>X</c>.</summary>
    Save,

    /// <summary>Goes on only if the text has moved since slot <c>X</c> was saved: a loop over nothing would never end.</summary>
    Moved,

    /// <summary>Takes again what group <c>X</c> has taken.</summary>
    Again,

    /// <summary>Tries the steps after this one, which end with <see cref="Match"/>, and goes on at <c>X</c>; <c>Y</c> is 1 where they must not fit.</summary>
    Look,

    Start,
    End,
    WordEdge,
    NoWordEdge,
    Match,
}

/// <summary>One step of a compiled pattern.</summary>
internal readonly record struct PatternOp(PatternStep Step, int X = 0, int Y = 0, CharacterSet? Set = null, bool IsBackward = false)
{
    /// <summary>As many as there are, for <see cref="Y"/>.</summary>
    public const int NoEnd = int.MaxValue;
}

/// <summary>From the tree of a pattern to its steps.</summary>
internal sealed class PatternProgram(PatternParser names, int limit)
{
    private readonly List<PatternOp> ops = [];

    /// <summary>Places that are remembered: two for each group, one for each loop whose inside may take nothing.</summary>
    public int Slots { get; private set; }

    /// <summary>The steps; null where they are more than the limit.</summary>
    public PatternOp[]? Of(PatternNode whole)
    {
        Slots = 2 * (names.Groups + 1);
        Add(whole, false);
        Add(new PatternOp(PatternStep.Match));
        return ops.Count <= limit ? [.. ops] : null;
    }

    private void Add(PatternOp op) => ops.Add(op);

    private void Add(PatternNode node, bool back)
    {
        if (ops.Count > limit) return; // enough to know that it is too much
        switch (node)
        {
            case PatternNode.One one:
                Add(new PatternOp(PatternStep.One, Set: one.Set, IsBackward: back));
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in back ? sequence.Parts.Reverse() : sequence.Parts) Add(part, back);
                break;
            case PatternNode.Choice choice:
                AddChoice(choice, back);
                break;
            case PatternNode.Repeat repeat:
                AddRepeat(repeat, back);
                break;
            case PatternNode.Capture capture:
                Add(new PatternOp(PatternStep.Save, (2 * capture.Number) + (back ? 1 : 0)));
                Add(capture.Inner, back);
                Add(new PatternOp(PatternStep.Save, (2 * capture.Number) + (back ? 0 : 1)));
                break;
            case PatternNode.Again again:
                Add(new PatternOp(PatternStep.Again, again.Name is { } name ? names.NumberOf(name) : again.Number, IsBackward: back));
                break;
            case PatternNode.At place:
                Add(new PatternOp(place.Kind));
                break;
            case PatternNode.Look look:
                var here = ops.Count;
                Add(new PatternOp(PatternStep.Look));
                Add(look.Inner, look.IsBehind);
                Add(new PatternOp(PatternStep.Match));
                ops[here] = new PatternOp(PatternStep.Look, ops.Count, look.IsNegated ? 1 : 0);
                break;
        }
    }

    private void AddChoice(PatternNode.Choice choice, bool back)
    {
        var jumps = new List<int>();
        for (var i = 0; i < choice.Options.Count && ops.Count <= limit; i++)
        {
            var isLast = i == choice.Options.Count - 1;
            var split = ops.Count;
            if (!isLast) Add(new PatternOp(PatternStep.Split));
            Add(choice.Options[i], back);
            if (isLast) break;
            jumps.Add(ops.Count);
            Add(new PatternOp(PatternStep.Jump));
            ops[split] = new PatternOp(PatternStep.Split, split + 1, ops.Count);
        }

        foreach (var jump in jumps) ops[jump] = new PatternOp(PatternStep.Jump, ops.Count);
    }

    private void AddRepeat(PatternNode.Repeat repeat, bool back)
    {
        // One set is a single step that counts, however often. It is greedy where the pattern is lazy, which decides what a group
        // takes and never whether the pattern fits; a group's inside is no single set.
        if (repeat.Inner is PatternNode.One one)
        {
            Add(new PatternOp(PatternStep.Many, repeat.Least, repeat.Most ?? PatternOp.NoEnd, one.Set, back));
            return;
        }

        for (var i = 0; i < repeat.Least && ops.Count <= limit; i++) Add(repeat.Inner, back);
        if (repeat.Most is not { } most)
        {
            AddLoop(repeat, back);
            return;
        }

        var splits = new List<int>();
        for (var i = repeat.Least; i < most && ops.Count <= limit; i++)
        {
            splits.Add(ops.Count);
            Add(new PatternOp(PatternStep.Split));
            Add(repeat.Inner, back);
        }

        foreach (var split in splits) ops[split] = Split(split + 1, ops.Count, repeat.IsLazy);
    }

    private void AddLoop(PatternNode.Repeat repeat, bool back)
    {
        var split = ops.Count;
        var slot = Slots++;
        Add(new PatternOp(PatternStep.Split));
        Add(new PatternOp(PatternStep.Save, slot));
        Add(repeat.Inner, back);
        Add(new PatternOp(PatternStep.Moved, slot));
        Add(new PatternOp(PatternStep.Jump, split));
        ops[split] = Split(split + 1, ops.Count, repeat.IsLazy);
    }

    private static PatternOp Split(int into, int past, bool isLazy) =>
        isLazy ? new PatternOp(PatternStep.Split, past, into) : new PatternOp(PatternStep.Split, into, past);
}
