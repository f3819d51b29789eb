namespace RawMcp.Wire;

/// <summary>A piece of a frame as a finding quotes it: without secrets, which only the whole frame shows to be some.</summary>
internal static class Quotation
{
    /// <param name="facts">The recording.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="at">Where the piece begins in it.</param>
    /// <param name="length">How long the piece is.</param>
    public static string Of(Facts facts, IndexedFrame frame, long at, long length)
    {
        var most = (int)Math.Min(length, DoctorLimits.ExcerptBytes);
        if (!facts.Options.Redactor.IsOn) return Excerpt.Of(Piece(facts, frame, at, most), length);
        if (facts.IsOfKey(frame)) return TextEdits.Placeholder("private_key");
        if (at > 0 && at + most > DoctorLimits.MessageBytes) return "(so far into a long message it was not searched for secrets)";
        var whole = at == 0 ? facts.Bytes(frame, DoctorLimits.SearchedBytes) : facts.Bytes(frame, DoctorLimits.MessageBytes);
        var clean = facts.Options.Redactor.Frame(whole);
        if (clean.Span.SequenceEqual(whole)) return Excerpt.Of(Piece(facts, frame, at, most), length);

        // Before the first change a place is where it was; behind the last one it is as far from the end; in between the changes begin.
        var same = whole.AsSpan().CommonPrefixLength(clean.Span);
        var tail = SameEnd(whole.AsSpan(same), clean.Span[same..]);
        var from = at <= same ? (int)at
            : at >= whole.Length - tail ? clean.Length - (whole.Length - (int)at)
            : same;
        var rest = clean.Span[from..];
        var shown = at + most <= same ? most : Math.Min(rest.Length, DoctorLimits.ExcerptBytes);
        return Excerpt.Of(rest[..Math.Min(shown, rest.Length)], at + length <= same ? length : rest.Length);
    }

    private static byte[] Piece(Facts facts, IndexedFrame frame, long at, int most) => at == 0 ? facts.Bytes(frame, most) : facts.Bytes(frame, at, most);

    private static int SameEnd(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var count = 0;
        while (count < one.Length && count < other.Length && one[^(count + 1)] == other[^(count + 1)]) count++;
        return count;
    }
}
