namespace RawMcp.Schema.Patterns;

/// <summary>The reader of what stands in square brackets.</summary>
internal sealed class PatternClass(PatternParser parser)
{
    private readonly List<(int From, int To)> ranges = [];
    private int categories;

    /// <summary>Reads on to the closing bracket; null where there is a problem.</summary>
    public PatternNode? Read()
    {
        var isNegated = parser.Take("^");
        while (!parser.Take("]"))
        {
            if (parser.IsAtEnd) return parser.Fail("a [ that is not closed");
            var from = Member();
            if (parser.Problem is not null) return null;
            if (from is null || !parser.Take("-"))
            {
                if (from is { } single) ranges.Add((single, single));
                continue;
            }

            // A hyphen before the bracket, or beside a set such as \d, stands for itself.
            if (parser.Take("]"))
            {
                ranges.AddRange([(from.Value, from.Value), ('-', '-')]);
                break;
            }

            if (parser.IsAtEnd) return parser.Fail("a [ that is not closed");
            var to = Member();
            if (parser.Problem is not null) return null;
            if (to is null) ranges.AddRange([(from.Value, from.Value), ('-', '-')]);
            else if (to < from) return parser.Fail("a range in brackets that goes backwards");
            else ranges.Add((from.Value, to.Value));
        }

        return new PatternNode.One(new CharacterSet(ranges, categories, isNegated));
    }

    // One code point; null for a set, which is added at once.
    private int? Member()
    {
        if (!parser.Take("\\")) return parser.Next();
        if (parser.IsAtEnd)
        {
            parser.Fail("a backslash at the end");
            return null;
        }

        if (parser.Take("b")) return '\b';
        if (parser.Take("-")) return '-';
        var (set, more) = parser.EscapedSet();
        if (set is null) return parser.EscapedPoint();
        ranges.AddRange(set);
        categories |= more;
        return null;
    }
}
