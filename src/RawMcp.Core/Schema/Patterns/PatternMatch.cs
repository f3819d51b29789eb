namespace RawMcp.Schema.Patterns;

/// <summary>
/// One search of a pattern in one text. It goes back when it leads nowhere, but never twice from the same step at the same place,
/// so that its work grows with text times pattern. Only a pattern that refers back to its groups may have to, and pays by the step.
/// </summary>
internal sealed class PatternMatch(PatternOp[] ops, int slotCount, bool remembers, string text, SchemaWork work)
{
    // What is kept to come back to costs memory, and so more than a step does.
    private const int KeepCost = 4;

    private readonly int[] slots = NewSlots(remembers ? slotCount : 0);
    private readonly Stack<Open> open = [];
    private Dictionary<long, bool>? looks;

    /// <summary>A way that was left: on from a step at the places from <c>At</c> down to <c>Least</c>. Step &lt; 0: slot ~Step held <c>At</c>.</summary>
    private readonly record struct Open(int Step, int At, int Least);

    /// <summary>Whether the pattern fits anywhere.</summary>
    public bool IsFound()
    {
        var tried = NewTried(PatternTried.MaxBits);
        for (var start = 0; start <= text.Length; start++)
        {
            // Not between the halves of a pair: they are one.
            if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start]) && char.IsHighSurrogate(text[start - 1])) continue;
            if (Run(0, start, tried)) return true;
            if (work.Stopped is not null || ops[0].Step == PatternStep.Start) return false;
        }

        return false;
    }

    // Null where groups are remembered: then a place is not the same twice.
    private PatternTried? NewTried(long mostBits) => remembers ? null : new PatternTried(ops.Length, text.Length, mostBits, work);

    private bool Run(int step, int at, PatternTried? tried)
    {
        var floor = open.Count;
        while (true)
        {
            if (!work.Spend(1)) return false;
            var op = ops[step];
            if (op.Step == PatternStep.Match)
            {
                Settle(floor);
                return true;
            }

            step = Step(op, step, ref at, tried);
            if (step < 0 && !GoBack(floor, out step, out at)) return false;
        }
    }

    private bool GoBack(int floor, out int step, out int at)
    {
        while (open.Count > floor)
        {
            var last = open.Pop();
            (step, at) = (last.Step, last.At);
            if (step < 0) slots[~step] = at;
            else
            {
                if (at > last.Least) open.Push(last with { At = at - 1 });
                return true;
            }
        }

        (step, at) = (-1, 0);
        return false;
    }

    // An inner search that fits is settled: its other ways are forgotten, but not what its slots held before.
    private void Settle(int floor)
    {
        var undo = new Stack<Open>();
        while (open.Count > floor)
        {
            var last = open.Pop();
            if (last.Step < 0) undo.Push(last);
        }

        while (undo.Count > 0) open.Push(undo.Pop());
    }

    // The step that comes next; negative where it leads nowhere.
    private int Step(PatternOp op, int step, ref int at, PatternTried? tried)
    {
        switch (op.Step)
        {
            case PatternStep.One:
                return Takes(op, ref at) ? step + 1 : -1;
            case PatternStep.Many:
                return tried?.IsNew(step, at) == false ? -1 : Many(op, step, ref at, tried);
            case PatternStep.Split:
                if (tried?.IsNew(step, at) == false) return -1;
                Keep(op.Y, at, at);
                return op.X;
            case PatternStep.Jump:
                return op.X;
            case PatternStep.Save when remembers:
                Keep(~op.X, slots[op.X], 0);
                slots[op.X] = at;
                return step + 1;
            case PatternStep.Moved when remembers:
                return slots[op.X] != at ? step + 1 : -1;
            case PatternStep.Save or PatternStep.Moved:
                return step + 1; // without groups to remember, what was tried before ends the loop
            case PatternStep.Again:
                return Again(op, ref at) ? step + 1 : -1;
            case PatternStep.Look:
                return Look(step, at) != (op.Y == 1) ? op.X : -1;
            case PatternStep.Start:
                return at == 0 ? step + 1 : -1;
            case PatternStep.End:
                return at == text.Length ? step + 1 : -1;
            default:
                var isEdge = PatternText.IsWord(text, at - 1) != PatternText.IsWord(text, at);
                return isEdge == (op.Step == PatternStep.WordEdge) ? step + 1 : -1;
        }
    }

    private void Keep(int step, int at, int least)
    {
        work.Spend(KeepCost);
        open.Push(new Open(step, at, least));
    }

    private bool Takes(PatternOp op, ref int at)
    {
        if (op.IsBackward ? at == 0 : at == text.Length) return false;
        var point = op.IsBackward ? PatternText.PointBefore(text, at) : PatternText.PointAt(text, at);
        if (!op.Set!.Has(point)) return false;
        var length = point > 0xFFFF ? 2 : 1;
        at += op.IsBackward ? -length : length;
        return true;
    }

    private int Many(PatternOp op, int step, ref int at, PatternTried? tried)
    {
        // A run that has no end is gone through once: what its places lead to is the same, wherever it was entered.
        var known = tried is not null && op.Y == PatternOp.NoEnd && !op.IsBackward ? tried.RunOf(step) : null;
        if (known is { } inside && at > inside.From && at <= inside.To) return -1;
        var start = at;
        for (var count = 0; count < op.X; count++)
        {
            if (!work.Spend(1) || !Takes(op, ref at)) return -1;
        }

        // The places to come back to are kept as one entry as long as each is one on from the last.
        var (first, least) = (at, at);
        for (var count = op.X; count < op.Y; count++)
        {
            if (known is { } ahead && at == ahead.First)
            {
                if (at > least) Keep(step + 1, at - 1, least);
                tried!.Cover(step, new(start, first, ahead.To));
                return -1;
            }

            var before = at;
            if (!work.Spend(1) || !Takes(op, ref at)) break;
            if (at == before + 1) continue;
            Keep(step + 1, before, least);
            least = at;
        }

        if (op.Y == PatternOp.NoEnd && !op.IsBackward) tried?.Cover(step, new(start, first, at));
        if (at > least) Keep(step + 1, at - 1, least);
        return step + 1;
    }

    private bool Again(PatternOp op, ref int at)
    {
        var (from, to) = (slots[2 * op.X], slots[(2 * op.X) + 1]);
        if (from < 0 || to < from) return true; // a group that took no part is nothing
        var length = to - from;
        if (!work.Spend(length)) return false;
        var start = op.IsBackward ? at - length : at;
        if (start < 0 || start + length > text.Length || string.CompareOrdinal(text, start, text, from, length) != 0) return false;
        at = op.IsBackward ? start : start + length;
        return true;
    }

    private bool Look(int step, int at)
    {
        if (remembers) return Run(step + 1, at, null);
        var key = ((long)step << 32) | (uint)at;
        if ((looks ??= []).TryGetValue(key, out var known)) return known;
        work.Spend(2 * KeepCost);
        return looks[key] = Run(step + 1, at, NewTried(PatternTried.FewBits));
    }

    private static int[] NewSlots(int count)
    {
        var slots = new int[count];
        Array.Fill(slots, -1);
        return slots;
    }
}
