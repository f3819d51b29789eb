namespace RawMcp.Wire.Tests;

/// <summary>What is wrong with a filter, and where.</summary>
public sealed class FilterErrorTests
{
    [Theory]
    [InlineData("", 1, "is empty")]
    [InlineData("   ", 4, "is empty")]
    // fields
    [InlineData("metod == 'x'", 1, "no field 'metod'. Is method meant?")]
    [InlineData("not (direction == s2c)", 6, "no field 'direction'. Is dir meant?")]
    [InlineData("duration > 1s", 1, "Is dur meant?")]
    [InlineData("parms.name", 1, "Is params meant?")]
    [InlineData("frame == 1 and in", 16, "no field 'in'. Is id or in flight meant?")]
    [InlineData("zzzzzzzz", 1, "There are frame, dir, kind, id, method, call, target, concerns, retryOf, retriedBy, dur, time, length, bytes, answered, in flight, text, params, result, error.")]
    [InlineData("method.x == 1", 1, "method is text and has no members")]
    [InlineData("dir == c2s and retryof", 16, "no field 'retryof'. Is retryOf meant?")]
    [InlineData("concern == 5", 1, "Is concerns meant?")]
    [InlineData("call == '5'", 9, "call is a number, not ''5''.")]
    [InlineData("call.method == 'x'", 1, "call is a number and has no members")]
    [InlineData("retriedBy contains '5'", 11, "'contains' looks into text, and retriedBy is a number.")]
    [InlineData("target > 5", 8, "target is text")]
    [InlineData("and", 1, "A field is expected here, not 'and'.")]
    [InlineData("frame == 1 and", 15, "A field is expected here")]
    [InlineData("frame == 1 or or", 15, "A field is expected here, not 'or'.")]
    [InlineData("not", 4, "A field is expected here")]
    [InlineData("5 < frame", 1, "begins with a field")]
    [InlineData("'x' == method", 1, "begins with a field")]
    [InlineData("== 5", 1, "A field is expected here, not '=='.")]
    // types
    [InlineData("dur > \"x\"", 7, "dur is a duration, not '\"x\"'.")]
    [InlineData("dur > 500", 7, "wants a unit (ns, us, ms, s, m): 500ms.")]
    [InlineData("dur > 5h", 7, "'h' is no unit; there are ns, us, ms, s, m.")]
    [InlineData("dur > 999999999999999999m", 7, "longer than any capture")]
    [InlineData("dur > 1e999s", 7, "longer than any capture")]
    [InlineData("dur contains '5'", 5, "'contains' looks into text, and dur is a duration.")]
    [InlineData("method > 3", 8, "'>' compares numbers and durations, and method is text.")]
    [InlineData("method == 3", 11, "method is text, not '3'.")]
    [InlineData("method == ping", 11, "Text stands in quotes")]
    [InlineData("method == true", 11, "method is text, not 'true'.")]
    [InlineData("method ==", 10, "A value is expected behind '=='.")]
    [InlineData("method contains 3", 17, "Text in quotes is expected behind 'contains', not '3'.")]
    [InlineData("method contains", 16, "Text in quotes is expected behind 'contains'.")]
    [InlineData("method starts 'x'", 15, "'with' is expected behind 'starts'.")]
    [InlineData("frame == 'x'", 10, "frame is a number, not ''x''.")]
    [InlineData("length > 5ms", 10, "length is a number, and '5ms' is a duration.")]
    [InlineData("dir == sc2", 8, "dir is one of c2s, s2c, stderr, not 'sc2'.")]
    [InlineData("kind < result", 6, "kind is one of request, notification, result, failure, malformed")]
    [InlineData("kind == response", 9, "kind is one of")]
    [InlineData("kind matches 'r'", 6, "'matches' looks into text")]
    [InlineData("id == 7.5", 7, "id is a whole number or text, not '7.5'.")]
    [InlineData("id == 007", 7, "id is a whole number or text")]
    [InlineData("id == seven", 7, "Text stands in quotes")]
    [InlineData("id > '7'", 6, "'>' compares numbers and durations; ''7'' is neither.")]
    [InlineData("answered == 1", 13, "answered is true or false, not '1'.")]
    [InlineData("answered > true", 10, "answered is true or false")]
    [InlineData("error.code == 'x'", 15, "error.code is a number")]
    [InlineData("error.message == 5", 18, "error.message is text")]
    [InlineData("params.x == y", 13, "Text stands in quotes")]
    [InlineData("params.x == 5ms", 13, "params.x is any JSON, and '5ms' is a duration.")]
    [InlineData("params.x < true", 12, "compares numbers and durations; 'true' is neither")]
    // grammar
    [InlineData("(frame == 1", 1, "This '(' is never closed.")]
    [InlineData("(frame == 1 frame", 13, "'and', 'or' or ')' is expected here, not 'frame'.")]
    [InlineData("frame == 1)", 11, "This ')' closes nothing.")]
    [InlineData("()", 2, "A field is expected here, not ')'.")]
    [InlineData("1 < 2", 1, "begins with a field")]
    [InlineData("frame == 1 == 2", 12, "'and', 'or' or the end of the filter is expected here, not '=='.")]
    [InlineData("dir s2c", 5, "'and', 'or' or the end of the filter is expected here, not 's2c'.")]
    // words
    [InlineData("dir = s2c", 5, "'=' is written '=='.")]
    [InlineData("!answered", 1, "'!' is written 'not'.")]
    [InlineData("answered && dir", 10, "'&&' is written 'and'.")]
    [InlineData("answered || dir", 10, "'||' is written 'or'.")]
    [InlineData("method == tools/call", 16, "'/' stands only inside quotes")]
    [InlineData("method == \"x", 11, "never closed: \" is missing")]
    [InlineData("method == 'x\\'y'", 16, "never closed: ' is missing")] // nothing escapes in '…'
    [InlineData("method == \"\\d\"", 12, "This is no escape.")]
    [InlineData("method == \"\\u12\"", 12, "This is no escape.")]
    [InlineData("method == \"\\ud83d\"", 11, "half a surrogate pair")]
    [InlineData("params. == 1", 8, "A member's name is expected behind '.'")]
    [InlineData("params[x]", 8, "an index from 0 on, or a member's name in quotes")]
    [InlineData("params[-1]", 8, "an index from 0 on")]
    [InlineData("params[99999999999]", 8, "an index from 0 on")]
    [InlineData("params[1", 9, "']' is expected here.")]
    [InlineData("params['x'", 11, "']' is expected here.")]
    [InlineData("frame == 😀", 10, "'😀' stands only inside quotes")]
    [InlineData("method == '😀' x", 15, "expected here, not 'x'")] // columns are characters, not UTF-16 units
    [InlineData("method matches '('", 16, "no regular expression")]
    [InlineData("method matches '(a)\\1'", 16, "cannot look back or ahead")]
    [InlineData("method matches '(?=a)'", 16, "cannot look back or ahead")]
    public void Says_what_and_where(string expression, int column, string sentence)
    {
        Assert.False(Filter.TryParse(expression, out var filter, out var error));
        Assert.Null(filter);
        Assert.Contains(sentence, error.Sentence, StringComparison.Ordinal);
        Assert.Equal(column, error.Column);
        Assert.InRange(error.Position, 0, expression.Length);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_the_expression_itself()
    {
        foreach (var text in (string[])["method == '\ud83d'", "\ud83d", "params.\udc00", "'\udc00"]) Assert.False(Filter.TryParse(text, out _, out _));
    }

    [Fact]
    public void A_long_word_is_cut_in_the_sentence()
    {
        Assert.False(Filter.TryParse(new string('x', 5000), out _, out var error));
        Assert.InRange(error.Sentence.Length, 1, 300);
    }

    [Theory, InlineData("(", ")"), InlineData("not ", "")]
    public void Nesting_has_a_limit(string open, string close)
    {
        static string Nested(string open, string close, int depth) =>
            string.Concat(Enumerable.Repeat(open, depth)) + "dir == s2c" + string.Concat(Enumerable.Repeat(close, depth));

        Assert.True(Filter.TryParse(Nested(open, close, FilterLimits.MaxDepth), out _, out _));
        Assert.False(Filter.TryParse(Nested(open, close, FilterLimits.MaxDepth + 1), out _, out var error));
        Assert.Contains("deeper than 64", error.Sentence, StringComparison.Ordinal);
        Assert.Equal((FilterLimits.MaxDepth * open.Length) + 1, error.Column);
    }

    [Fact]
    public void Length_has_a_limit()
    {
        var longest = "dir" + string.Concat(Enumerable.Repeat(" or dir", (FilterLimits.MaxLength - 3) / 7));
        longest = longest.PadRight(FilterLimits.MaxLength);
        Assert.True(Filter.TryParse(longest, out _, out _));
        Assert.False(Filter.TryParse(longest + " ", out _, out var error));
        Assert.Contains("longer than 10000 characters", error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x{1000}", true)] // 7 × 1000
    [InlineData("(x{100}){20}", false)] // 12 × 2000
    [InlineData("(x{10,100}){10}", true)] // 15 × 1000
    [InlineData("x{99999999999999999999}", false)]
    [InlineData("(((x{1000}){1000}){1000}){1000}", false)]
    [InlineData("\\{20000}", true)]
    public void Patterns_have_a_limit(string pattern, bool fits)
    {
        Assert.Equal(fits, Filter.TryParse($"text matches '{pattern}'", out _, out var error));
        if (!fits) Assert.Contains("too large", error!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_filter_or_an_error()
    {
        string[] words = ["method", "dir", "==", "s2c", "and", "or", "not", "(", ")", "'x'", "\"", "'", "5", "ms", "-", "params", ".", "[", "0", "]", "in", "flight", "contains",
            "matches", "starts", "with", "<", "!=", " ", " ", "\\", "\0", "\ud83d", "é", "{9}", "*", "e9", "true", "null", "error.code", "id"];
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => words[random.Next(words.Length)] + (random.Next(3) == 0 ? "" : " ")));
            if (Filter.TryParse(text, out _, out var error)) continue;
            Assert.InRange(error.Position, 0, text.Length);
            Assert.InRange(error.Column, 1, text.Length + 1);
            Assert.NotEmpty(error.Sentence);
        }
    }
}
