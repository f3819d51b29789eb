using System.Text.RegularExpressions;

namespace RawMcp.Agent.StandIn;

/// <summary>What kind of value a piece of a question can be.</summary>
internal enum EvidenceKind
{
    Quoted,
    Address,
    Date,
    Path,
    Number,
}

/// <summary>A value found in a question.</summary>
/// <param name="Kind">What it can be.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Start">Where it begins in the question, quotes included.</param>
/// <param name="End">Where it ends.</param>
internal sealed record Piece(EvidenceKind Kind, string Text, int Start, int End);

/// <summary>A question, or a part of one, taken apart: the values in it and the words around them.</summary>
internal sealed partial class Evidence
{
    public Evidence(string text)
    {
        Text = text;
        var rest = text.ToCharArray();
        foreach (Match match in Value.Matches(text))
        {
            var piece = Of(match, text);
            Pieces.Add(piece);
            Array.Fill(rest, ' ', piece.Start, piece.End - piece.Start);
        }

        Prose = new string(rest);
        var words = Words.Of(Prose).SelectMany(Words.Alike).ToList();
        foreach (var (left, right) in Numbers.Zip(Numbers.Skip(1)))
        {
            if (text[left.End..right.Start].Trim() is [var sign] && Words.OfSign(sign) is { } word) words.AddRange(Words.Alike(word));
        }

        if (Numbers.Any()) words.Add("number");
        Asked = [.. words.Distinct()];
    }

    /// <summary>The question as it stands.</summary>
    public string Text { get; }

    /// <summary>The question with blanks in place of the values: as long as <see cref="Text"/>.</summary>
    public string Prose { get; }

    /// <summary>The values in their order.</summary>
    public List<Piece> Pieces { get; } = [];

    /// <summary>The words that the rule looks for in names and descriptions; a sign of arithmetic counts as its word.</summary>
    public IReadOnlyList<string> Asked { get; }

    private IEnumerable<Piece> Numbers => Pieces.Where(piece => piece.Kind == EvidenceKind.Number);

    private static Piece Of(Match match, string text)
    {
        var group = match.Groups.Cast<Group>().Skip(1).First(one => one.Success);
        var kind = group.Name switch
        {
            "address" => EvidenceKind.Address,
            "date" => EvidenceKind.Date,
            "path" => EvidenceKind.Path,
            "number" => EvidenceKind.Number,
            _ => EvidenceKind.Quoted,
        };
        var start = match.Index;
        // Behind a number a minus takes away: 5 -3 has the numbers 5 and 3.
        if (kind == EvidenceKind.Number && group.Value[0] == '-' && text[..start].TrimEnd() is [.., (>= '0' and <= '9') or ')']) start++;
        var value = kind == EvidenceKind.Number ? text[start..(match.Index + match.Length)] : group.Value;
        if (kind is EvidenceKind.Path or EvidenceKind.Address) value = value.TrimEnd('.', ',', ';', ':', '?', '!');
        return new Piece(kind, value, start, kind == EvidenceKind.Quoted ? match.Index + match.Length : start + value.Length);
    }

    // A slash between two numbers divides and begins no path.
    [GeneratedRegex("""
        "(?<q1>[^"]*)" | (?<!\w)'(?<q2>[^']*)'(?!\w) | `(?<q3>[^`]*)` | “(?<q4>[^”]*)” | ‘(?<q5>[^’]*)’ | «(?<q6>[^»]*)» | 「(?<q7>[^」]*)」
        | (?<address> [a-zA-Z][a-zA-Z0-9+.-]*://[^\s"'<>]+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ )
        | (?<date> \b\d{4}-\d\d-\d\d (?: T[\d:.]+ (?: Z | [+-]\d\d:?\d\d )? )? \b )
        | (?<path> (?<![\w]) (?! \d+(?:\.\d+)?/\d+(?:\.\d+)?(?![\w/]) ) (?: [A-Za-z]:(?=[/\\]) )? [\w.~@-]*[/\\][^\s"'<>,;]* | (?<![\w.]) (?=[\w-]*[A-Za-z_]) [\w-]+ (?: \.[A-Za-z][A-Za-z0-9]{0,5} )+ \b )
        | (?<number> (?<![\w.]) -? \d+ (?: \.\d+ )? (?: [eE][+-]?\d+ )? (?![\w]) )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Value { get; }
}
