using System.Globalization;

namespace RawMcp.Schema.Patterns;

/// <summary>A set of code points: ranges and Unicode categories, or everything but them.</summary>
internal sealed class CharacterSet
{
    public const int Last = 0x10FFFF;

    private readonly (int From, int To)[] ranges;
    private readonly int categories; // a bit for each UnicodeCategory
    private readonly bool isNegated;
    private readonly UInt128 ascii;  // the answers for the first 128, worked out before

    public CharacterSet(IEnumerable<(int From, int To)> ranges, int categories = 0, bool isNegated = false)
    {
        this.ranges = Joined(ranges);
        this.categories = categories;
        this.isNegated = isNegated;
        foreach (var (from, to) in this.ranges)
        {
            for (var point = from; point <= Math.Min(to, 127); point++) ascii |= UInt128.One << point;
        }

        for (var point = 0; categories != 0 && point < 128; point++)
        {
            if ((categories >> (int)CharUnicodeInfo.GetUnicodeCategory(point) & 1) != 0) ascii |= UInt128.One << point;
        }

        if (isNegated) ascii = ~ascii;
    }

    public static (int, int)[] Digits { get; } = [('0', '9')];

    public static (int, int)[] Word { get; } = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];

    // White space and line ends of ECMAScript, not those of .NET: U+FEFF is one, U+0085 is not.
    public static (int, int)[] Space { get; } =
        [(9, 13), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)];

    public static (int, int)[] LineEnds { get; } = [('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)];

    public static CharacterSet Any { get; } = new(LineEnds, 0, isNegated: true);

    public static CharacterSet WordSet { get; } = new(Word);

    public static CharacterSet One(int point) => new([(point, point)]);

    /// <summary>All that is not in the ranges.</summary>
    public static List<(int From, int To)> Others((int From, int To)[] ranges)
    {
        var others = new List<(int From, int To)>();
        var next = 0;
        foreach (var (from, to) in Joined(ranges))
        {
            if (from > next) others.Add((next, from - 1));
            next = to + 1;
        }

        if (next <= Last) others.Add((next, Last));
        return others;
    }

    public bool Has(int point) => point < 128 ? (ascii >> point & UInt128.One) != 0 : Look(point);

    private bool Look(int point)
    {
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (point < ranges[middle].From) high = middle - 1;
            else if (point > ranges[middle].To) low = middle + 1;
            else return !isNegated;
        }

        return (categories != 0 && (categories >> (int)CharUnicodeInfo.GetUnicodeCategory(point) & 1) != 0) != isNegated;
    }

    private static (int From, int To)[] Joined(IEnumerable<(int From, int To)> ranges)
    {
        var joined = new List<(int From, int To)>();
        foreach (var range in ranges.OrderBy(range => range.From))
        {
            if (joined.Count > 0 && range.From <= joined[^1].To + 1) joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, range.To));
            else joined.Add(range);
        }

        return [.. joined];
    }
}
