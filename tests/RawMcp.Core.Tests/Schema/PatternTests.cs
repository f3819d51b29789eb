using System.Text.Json;

namespace RawMcp.Core.Tests.Schema;

/// <summary>Patterns mean what ECMA-262 says, not what .NET's do.</summary>
public sealed class PatternTests
{
    private static string Schema(string pattern) => $"{{\"pattern\":{JsonSerializer.Serialize(pattern)}}}";

    private static bool Fits(string pattern, string text) => Schemas.Fits(Schema(pattern), JsonSerializer.Serialize(text));

    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "abc", false)]
    [InlineData("^abc$", "abc\n", false)]        // .NET's $ would let it pass
    [InlineData(@"^\d+$", "٣", false)]           // ASCII digits only
    [InlineData(@"^\D$", "٣", true)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^\W$", "é", true)]
    [InlineData(@"^\s$", "\ufeff", true)]
    [InlineData(@"^\s$", "\u0085", false)]
    [InlineData(@"^\S$", "\u0085", true)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^.$", "\u0085", true)]
    [InlineData("^.$", "🦉", true)]              // one code point
    [InlineData("^[🦉-🦋]$", "🦊", true)]
    [InlineData("^[^a]$", "🦉", true)]
    [InlineData(@"^\u{1F989}$", "🦉", true)]
    [InlineData(@"^\uD83E\uDD89$", "🦉", true)]
    [InlineData(@"^\x41\u0042\cJ\t\0$", "AB\n\t\0", true)]
    [InlineData(@"^\p{Lu}\p{Letter}+$", "Été", true)]
    [InlineData(@"^\P{L}$", "1", true)]
    [InlineData(@"^\p{General_Category=Nd}$", "٣", true)]
    [InlineData(@"^[\p{L}\d_-]+$", "é_1-", true)]
    [InlineData(@"^[^\p{L}]$", "é", false)]
    [InlineData(@"^[\w-.]+$", "a-.", true)]
    [InlineData(@"^[]$", "a", false)]
    [InlineData(@"^[^]$", "\n", true)]
    [InlineData(@"^[\]\\]$", "]", true)]
    [InlineData(@"^\-\@\/\_$", "-@/_", true)]     // needless backslashes of real schemas
    [InlineData("^{a}]$", "{a}]", true)]
    [InlineData("^x{,2}$", "x{,2}", true)]
    [InlineData("^(a|bc){2,3}$", "abca", true)]
    [InlineData("^(a|bc){2,3}$", "a", false)]
    [InlineData("^(a|bc){2,3}$", "aaaa", false)]
    [InlineData("^a{2}$", "aa", true)]
    [InlineData("^a{2,}b$", "aaaab", true)]
    [InlineData("^a{2,}b$", "ab", false)]
    [InlineData("^a{1,3}a$", "aaaa", true)]
    [InlineData("^a{1,3}a$", "aaaaa", false)]
    [InlineData("^.{2}$", "🦉🦊", true)]
    [InlineData("^.{1,3}🦊$", "🦉🦊", true)]
    [InlineData("^.*🦊x$", "🦉🦊🦊x", true)]
    [InlineData("^a*?b??c+?$", "aacc", true)]
    [InlineData(@"\bfoo\b", "a foo b", true)]
    [InlineData(@"\bfoo\b", "afoo", false)]
    [InlineData(@"o\Bo", "foo", true)]
    [InlineData("^(?=.*[0-9])(?=.*[a-z]).{4,}$", "abc1", true)]
    [InlineData("^(?=.*[0-9])(?=.*[a-z]).{4,}$", "abcd", false)]
    [InlineData("^(?!\\.)(?!.*\\.\\.)[a-z.]+$", "a.b", true)]
    [InlineData("^(?!\\.)(?!.*\\.\\.)[a-z.]+$", "a..b", false)]
    [InlineData("(?<=\\$)\\d+$", "$42", true)]
    [InlineData("(?<=\\$)\\d+$", "€42", false)]
    [InlineData("(?<!a)b", "ab", false)]
    [InlineData("(?<=(a|bc)d{2})e", "bcdde", true)]
    [InlineData(@"^(\w+) \1$", "no no", true)]
    [InlineData(@"^(\w+) \1$", "no on", false)]
    [InlineData(@"^(?<q>['""]).*\k<q>$", "'x'", true)]
    [InlineData(@"^(?<q>['""]).*\k<q>$", "'x\"", false)]
    [InlineData(@"^(?:(a)|b)\1c$", "bc", true)]    // a group without a part in it is nothing
    [InlineData(@"^(a*)*$", "b", false)]
    [InlineData(@"^(?:a*)*b$", "aab", true)]
    [InlineData(@"^(?=(a*))\1b$", "aab", true)]
    [InlineData("a|b|", "c", true)]
    [InlineData("^(?:[a-z0-9]+(?:-[a-z0-9]+)*)$", "a-b-c9", true)]
    public void Fits_or_not(string pattern, string text, bool expected) => Assert.Equal(expected, Fits(pattern, text));

    [Theory]
    [InlineData("(", "a ( that is not closed")]
    [InlineData(")", "a ) that closes nothing")]
    [InlineData("[a", "a [ that is not closed")]
    [InlineData("[a-", "a [ that is not closed")]
    [InlineData("[b-a]", "a range in brackets that goes backwards")]
    [InlineData("*a", "a * with nothing to repeat")]
    [InlineData("a**", "a * with nothing to repeat")]
    [InlineData("a{2,1}", "a repetition from more to fewer")]
    [InlineData("a{9999999}", "a repetition of more than 1000000")]
    [InlineData("\\", "a backslash at the end")]
    [InlineData("[\\", "a backslash at the end")]
    [InlineData(@"\Z", @"\Z means nothing in ECMA-262")]
    [InlineData(@"\a", @"\a means nothing in ECMA-262")]
    [InlineData(@"\1", @"\1 refers to a group that is not there")]
    [InlineData(@"\k<x>", @"\k<x> refers to a group that is not there")]
    [InlineData("(?<x>a)(?<x>b)", "two groups named x")]
    [InlineData("(?i)a", "a group that ECMA-262 does not know: (?i)")]
    [InlineData("(?>a)", "a group that ECMA-262 does not know: (?>a")]
    [InlineData(@"\p{Greek}", "the Unicode property \"Greek\" is not known here (general categories, Any, Assigned and ASCII are)")]
    [InlineData(@"\u{110000}", "\\u{…} without a code point")]
    [InlineData("(?<", "a group's name that does not end, or is empty")]
    public void Or_says_what_is_wrong(string pattern, string expected) =>
        Assert.EndsWith($"cannot be used: {expected}", Schemas.Refused(Schema(pattern)).ToString(), StringComparison.Ordinal);

    // .NET's engine is the oracle where the two agree on what a pattern means: ASCII, no anchors at line ends, no back references.
    [Fact]
    public void Random_patterns_get_the_verdict_of_another_engine()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var pattern = Any(random, 3);
            var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "abc"[random.Next(3)]));
            var expected = System.Text.RegularExpressions.Regex.IsMatch(text, pattern, System.Text.RegularExpressions.RegexOptions.None);
            Assert.True(expected == Fits(pattern, text), $"{pattern} on {text}: {expected}");
        }
    }

    private static string Any(Random random, int depth)
    {
        var kind = random.Next(depth > 0 ? 12 : 4);
        return kind switch
        {
            0 or 1 => "abc"[random.Next(3)].ToString(),
            2 => "[ab]",
            3 => ".",
            4 or 5 or 6 => Any(random, depth - 1) + Any(random, depth - 1),
            7 => $"(?:{Any(random, depth - 1)}|{Any(random, depth - 1)})",
            8 or 9 => $"({Any(random, depth - 1)}){new[] { "*", "+", "?", "{2}", "{1,2}", "{2,}", "*?" }[random.Next(7)]}",
            10 => $"{new[] { "a", "[bc]", "." }[random.Next(3)]}{new[] { "*", "+", "?", "{2}", "{1,3}", "{2,}", "+?" }[random.Next(7)]}",
            _ => $"(?{new[] { "=", "!", "<=", "<!" }[random.Next(4)]}{Any(random, depth - 1)})" + (random.Next(2) == 0 ? "" : "^"),
        };
    }
}
