using System.Globalization;

namespace RawMcp.Schema.Patterns;

/// <summary>
/// Reads a regular expression of ECMA-262 as the <c>u</c> flag has it: in code points. It is more lenient in what real schemas do
/// without that flag: a needless backslash before punctuation, and braces or a closing bracket that stand for themselves.
/// </summary>
internal sealed class PatternParser(string text)
{
    private const int MaxNesting = 100;
    private const int MaxCount = 1_000_000;

    private readonly List<string> names = [];
    private readonly List<int> numbers = [];
    private int at;
    private int groups;
    private int nesting;
    private int highestAgain;
    private readonly List<string> namesAgain = [];

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Problem { get; private set; }

    public int Groups => groups;

    public bool HasAgain => highestAgain > 0 || namesAgain.Count > 0;

    /// <summary>The number of the group of that name.</summary>
    public int NumberOf(string name) => numbers[names.IndexOf(name)];

    /// <summary>The tree; null where there is a problem.</summary>
    public PatternNode? Parse()
    {
        var whole = Choice();
        if (Problem is null && at < text.Length) Fail("a ) that closes nothing");
        if (highestAgain > groups) Fail($"\\{highestAgain} refers to a group that is not there");
        foreach (var name in namesAgain)
        {
            if (!names.Contains(name)) Fail($"\\k<{name}> refers to a group that is not there");
        }

        return Problem is null ? whole : null;
    }

    private PatternNode Choice()
    {
        var options = new List<PatternNode> { Sequence() };
        while (Problem is null && Take("|")) options.Add(Sequence());
        return options.Count == 1 ? options[0] : new PatternNode.Choice(options);
    }

    private PatternNode Sequence()
    {
        var parts = new List<PatternNode>();
        while (Problem is null && at < text.Length && text[at] is not ('|' or ')'))
        {
            var start = at;
            if (Term() is { } term) parts.Add(Repeated(term, start));
        }

        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private PatternNode? Term()
    {
        if (Take("^")) return new PatternNode.At(PatternStep.Start);
        if (Take("$")) return new PatternNode.At(PatternStep.End);
        if (Take(".")) return new PatternNode.One(CharacterSet.Any);
        if (Take("[")) return new PatternClass(this).Read();
        if (Take("(")) return Group();
        if (Take("\\")) return Escape();
        if (text[at] is '*' or '+' or '?' || (text[at] == '{' && Counts() is not null)) return Fail($"a {text[at]} with nothing to repeat");
        return new PatternNode.One(CharacterSet.One(Next()));
    }

    private PatternNode Repeated(PatternNode term, int start)
    {
        int least;
        int? most;
        if (Take("*")) (least, most) = (0, null);
        else if (Take("+")) (least, most) = (1, null);
        else if (Take("?")) (least, most) = (0, 1);
        else if (Counts() is { } counts) (least, most, at) = counts;
        else return term;
        if (term is PatternNode.At or PatternNode.Look { IsBehind: true }) Fail($"{text[start..at]} repeats what takes no text");
        if (most < least) Fail("a repetition from more to fewer");
        if (least > MaxCount || most > MaxCount) Fail($"a repetition of more than {MaxCount}");
        return new PatternNode.Repeat(term, least, most, Take("?"));
    }

    // {2} {2,} {2,3}; anything else in braces stands for itself.
    private (int Least, int? Most, int End)? Counts()
    {
        if (at >= text.Length || text[at] != '{') return null;
        var end = at + 1;
        if (Digits(ref end) is not { } least) return null;
        int? most = least;
        if (end < text.Length && text[end] == ',')
        {
            end++;
            most = Digits(ref end);
        }

        return end < text.Length && text[end] == '}' ? (least, most, end + 1) : null;
    }

    private int? Digits(ref int end)
    {
        long value = 0;
        var start = end;
        for (; end < text.Length && char.IsAsciiDigit(text[end]); end++) value = Math.Min(MaxCount + 1, (value * 10) + (text[end] - '0'));
        return end > start ? (int)value : null;
    }

    private PatternNode? Group()
    {
        if (++nesting > MaxNesting) return Fail($"more than {MaxNesting} groups inside one another");
        PatternNode made;
        if (Take("?:")) made = Choice();
        else if (Take("?=")) made = new PatternNode.Look(Choice(), false, false);
        else if (Take("?!")) made = new PatternNode.Look(Choice(), false, true);
        else if (Take("?<=")) made = new PatternNode.Look(Choice(), true, false);
        else if (Take("?<!")) made = new PatternNode.Look(Choice(), true, true);
        else if (Take("?<"))
        {
            if (Name() is not { } name) return null;
            if (names.Contains(name)) return Fail($"two groups named {name}");
            var number = ++groups;
            names.Add(name);
            numbers.Add(number);
            made = new PatternNode.Capture(Choice(), number);
        }
        else if (at < text.Length && text[at] == '?') return Fail("a group that ECMA-262 does not know: (" + text[at..Math.Min(text.Length, at + 3)]);
        else
        {
            var number = ++groups;
            made = new PatternNode.Capture(Choice(), number);
        }

        nesting--;
        if (Problem is null && !Take(")")) return Fail("a ( that is not closed");
        return made;
    }

    private string? Name()
    {
        var end = text.IndexOf('>', at);
        if (end <= at)
        {
            Fail("a group's name that does not end, or is empty");
            return null;
        }

        var name = text[at..end];
        at = end + 1;
        return name;
    }

    private PatternNode? Escape()
    {
        if (at == text.Length) return Fail("a backslash at the end");
        if (Take("b")) return new PatternNode.At(PatternStep.WordEdge);
        if (Take("B")) return new PatternNode.At(PatternStep.NoWordEdge);
        if (text[at] is >= '1' and <= '9' && Digits(ref at) is { } number)
        {
            highestAgain = Math.Max(highestAgain, number);
            return new PatternNode.Again(number, null);
        }

        if (Take("k<"))
        {
            if (Name() is not { } name) return null;
            namesAgain.Add(name);
            return new PatternNode.Again(0, name);
        }

        var (ranges, categories) = EscapedSet();
        if (ranges is not null) return new PatternNode.One(new CharacterSet(ranges, categories));
        return EscapedPoint() is { } point ? new PatternNode.One(CharacterSet.One(point)) : null;
    }

    /// <summary>After a backslash: a set such as \d or \p{L}; null where it is none.</summary>
    public (IEnumerable<(int From, int To)>? Ranges, int Categories) EscapedSet()
    {
        if (Take("d")) return (CharacterSet.Digits, 0);
        if (Take("D")) return (CharacterSet.Others(CharacterSet.Digits), 0);
        if (Take("w")) return (CharacterSet.Word, 0);
        if (Take("W")) return (CharacterSet.Others(CharacterSet.Word), 0);
        if (Take("s")) return (CharacterSet.Space, 0);
        if (Take("S")) return (CharacterSet.Others(CharacterSet.Space), 0);
        if (!Take("p{") && !Take("P{")) return (null, 0);
        var isNegated = text[at - 2] == 'P';
        var end = text.IndexOf('}', at);
        var name = end < 0 ? "" : text[at..end];
        if (name == "ASCII")
        {
            at = end + 1;
            return (isNegated ? CharacterSet.Others([(0, 0x7F)]) : [(0, 0x7F)], 0);
        }

        if (UnicodeProperty.Find(name) is not { } categories)
        {
            Fail($"the Unicode property {SchemaText.Quoted(name)} is not known here (general categories, Any, Assigned and ASCII are)");
            return ([], 0);
        }

        at = end + 1;
        return ([], isNegated ? UnicodeProperty.Others(categories) : categories);
    }

    /// <summary>After a backslash: one code point; null where there is a problem.</summary>
    public int? EscapedPoint()
    {
        var letter = text[at++];
        switch (letter)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case '0' when at == text.Length || !char.IsAsciiDigit(text[at]): return 0;
            case 'c' when at < text.Length && char.IsAsciiLetter(text[at]): return text[at++] % 32;
            case 'x' when Hex(2) is { } point: return point;
            case 'u' when Take("{"): return Braced();
            case 'u' when Hex(4) is { } point: return WithSecondHalf(point);
        }

        if (!char.IsAsciiLetterOrDigit(letter))
        {
            at--;
            return Next();
        }

        Fail($"\\{letter} means nothing in ECMA-262");
        return null;
    }

    private int? Braced()
    {
        var end = text.IndexOf('}', at);
        if (end > at && end - at <= 8 && int.TryParse(text.AsSpan(at, end - at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)
            && point is >= 0 and <= CharacterSet.Last)
        {
            at = end + 1;
            return point;
        }

        Fail("\\u{…} without a code point");
        return null;
    }

    private int WithSecondHalf(int point)
    {
        if (!char.IsHighSurrogate((char)point) || !Take("\\u")) return point;
        if (Hex(4) is { } low)
        {
            if (char.IsLowSurrogate((char)low)) return char.ConvertToUtf32((char)point, (char)low);
            at -= 4;
        }

        at -= 2;
        return point;
    }

    private int? Hex(int digits)
    {
        if (at + digits > text.Length
            || !int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)) return null;
        at += digits;
        return point;
    }

    public bool IsAtEnd => at >= text.Length;

    /// <summary>Takes a text if it comes next.</summary>
    public bool Take(string next)
    {
        if (string.CompareOrdinal(text, at, next, 0, next.Length) != 0) return false;
        at += next.Length;
        return true;
    }

    /// <summary>Takes one code point.</summary>
    public int Next()
    {
        var point = PatternText.PointAt(text, at);
        at += point > 0xFFFF ? 2 : 1;
        return point;
    }

    public PatternNode? Fail(string why)
    {
        Problem ??= why;
        at = text.Length;
        return null;
    }
}
