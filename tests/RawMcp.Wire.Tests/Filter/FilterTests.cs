namespace RawMcp.Wire.Tests;

/// <summary>Expressions, and what they choose of one session.</summary>
public sealed class FilterTests : IDisposable
{
    private const ulong Ms = 1_000_000;

    private readonly FilterSession session = Session();

    /// <summary>The session that all expressions here are asked of.</summary>
    internal static FilterSession Session() => new(
        (Pipe.Stdin, 1000 * Ms, """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"web_search","arguments":{"q":["a",{"b":"c"}],"n":2.50,"a b":true,"q-x":null}}}"""), // 1
        (Pipe.Stdin, 1100 * Ms, """{"jsonrpc":"2.0","id":"7","method":"ping"}"""), // 2
        (Pipe.Stderr, 1200 * Ms, "warming up"), // 3
        (Pipe.Stdout, 1700 * Ms, """{"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"\u00e9t\u00e9"}],"isError":false,"next":null}}"""), // 4
        (Pipe.Stdout, 1750 * Ms, """{"jsonrpc":"2.0","id":"7","error":{"code":-32602,"message":"Bad cursor","data":{"at":[1,2]}}}"""), // 5
        (Pipe.Stdout, 1800 * Ms, """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1e300,"total":1e-40,"big":12345678901234567890123}}"""), // 6
        (Pipe.Stdout, 1900 * Ms, """{"jsonrpc":"2.0","id":1,"method":"roots/list"}"""), // 7
        (Pipe.Stdout, 2000 * Ms, "été"), // 8
        (Pipe.Stdin, 2100 * Ms, "  "), // 9
        (Pipe.Stdin, 2200 * Ms, """[ {"jsonrpc":"2.0","method":"a","params":{"x":1}}, {"jsonrpc":"2.0","id":9,"method":"b","params":{"x":2}} ]"""), // 10
        (Pipe.Stdout, 2300 * Ms, """{"jsonrpc":"2.0","id":99,"result":{"x":[]}}"""), // 11
        (Pipe.Stdout, 2400 * Ms, """{"jsonrpc":"2.0","id":12,"params":{"x":[1]},"result":{"x":[1,""")); // 12

    public void Dispose() => session.Dispose();

    [Theory]
    // as the issue has them
    [InlineData("method == \"tools/call\" and dur > 500ms", "1 4")]
    [InlineData("dir == s2c and not answered", "7")]
    [InlineData("id == \"7\"", "2 5")]
    [InlineData("id == 7", "1 4")]
    [InlineData("error.code == -32602", "5")]
    [InlineData("params.name contains \"search\"", "1")]
    // what the index knows
    [InlineData("frame == 3", "3")]
    [InlineData("frame > 1 and frame <= 3", "2 3")]
    [InlineData("frame == 3.5", "")]
    [InlineData("dir == stderr", "3")]
    [InlineData("dir == \"c2s\"", "1 2 9 10.0 10.1")]
    [InlineData("kind == request", "1 2 7 10.1")]
    [InlineData("kind == notification or kind == failure", "5 6 10.0")]
    [InlineData("kind == result", "4 11")]
    [InlineData("kind == malformed", "8 12")]
    [InlineData("not kind", "3 9")]
    [InlineData("id != 7", "2 5 7 10.1 11 12")]
    [InlineData("id > 8", "10.1 11 12")]
    [InlineData("id contains \"7\"", "2 5")]
    [InlineData("method starts with \"t\"", "1 4")]
    [InlineData("method ends with 'list'", "7")]
    [InlineData("method matches '^[a-z]$'", "10.0 10.1")]
    [InlineData("method matches \"\\\\w/\\\\w\"", "1 4 6 7")]
    [InlineData("dur == 0.7s and kind == request", "1")]
    [InlineData("dur >= 650ms", "1 2 4 5")]
    [InlineData("dur < 700000us", "2 5")]
    [InlineData("dur != 700000000ns", "2 5")]
    [InlineData("dur <= 1m", "1 2 4 5")]
    [InlineData("dur", "1 2 4 5")]
    [InlineData("time < 0.2s", "1 2")]
    [InlineData("time == 1s", "8")]
    [InlineData("length == 2 or bytes == 10", "3 9")]
    [InlineData("in flight", "7 10.1")]
    [InlineData("in  flight == false and dir == s2c", "4 5 6 8 11 12")]
    [InlineData("answered != true", "7 10.1")]
    // into the JSON
    [InlineData("params", "1 6 10.0 10.1 12")]
    [InlineData("params.x == 2", "10.1")]
    [InlineData("params.arguments.q[0] == 'a'", "1")]
    [InlineData("params.arguments.q[1].b == \"c\"", "1")]
    [InlineData("params.arguments.q[2]", "")]
    [InlineData("params.arguments.q.b", "")]
    [InlineData("params.arguments[0]", "")]
    [InlineData("params.arguments.n == 2.5", "1")]
    [InlineData("params['arguments'][\"a b\"]", "1")]
    [InlineData("params.arguments['a b'] == true", "1")]
    [InlineData("params.arguments.q-x == null", "1")]
    [InlineData("params.progress > 1e299", "6")]
    [InlineData("params.total == 0", "")]
    [InlineData("params.total > 0", "6")]
    [InlineData("params.big == 12345678901234567890123", "6")]
    [InlineData("params.big == 12345678901234567890124", "")]
    [InlineData("result.content[0].text == 'été'", "4")]
    [InlineData("result.content[0].text contains \"\\u00e9t\"", "4")]
    [InlineData("result.isError", "")]
    [InlineData("result.isError == false", "4")]
    [InlineData("result.isError != true", "4")]
    [InlineData("result.next", "4")]
    [InlineData("result.next == null", "4")]
    [InlineData("result.content == 'x'", "")]
    [InlineData("result.content != 'x'", "4")]
    [InlineData("result.content > 1", "")]
    [InlineData("result.x", "11")]
    [InlineData("params.x[0] == 1 and kind == malformed", "12")]
    [InlineData("error.data.at[1] == 2", "5")]
    [InlineData("error", "5")]
    [InlineData("error.code", "5")]
    [InlineData("error.code < 0", "5")]
    [InlineData("error.message matches '(?i)CURSOR'", "5")]
    [InlineData("text contains 'été'", "8")] // 4 spells it otherwise
    [InlineData("text contains '\\u00e9'", "4")]
    [InlineData("text == 'warming up'", "3")]
    [InlineData("text starts with 'warm' and text ends with \"up\"", "3")]
    [InlineData("text matches '^.t.$'", "8")]
    [InlineData("text contains '\"x\":1}'", "10.0")]
    // absent: no comparison holds, and so its negation does
    [InlineData("method != 'x' and dir == stderr", "")]
    [InlineData("not method == 'x' and dir == stderr", "3")]
    [InlineData("not (dur > 1ns) and not (dur <= 1ns) and dir == s2c", "6 7 8 11 12")]
    // what binds how
    [InlineData("frame == 1 or frame == 2 and frame == 3", "1")]
    [InlineData("(frame == 1 or frame == 2) and frame == 2", "2")]
    [InlineData("not frame == 1 and frame < 3", "2")]
    [InlineData("not(frame==1 or frame>2)", "2")]
    [InlineData("not not dir==stderr", "3")]
    [InlineData("\tframe == 1\n", "1")]
    public void Chooses(string expression, string frames) => Assert.Equal(frames, session.Chosen(expression));

    [Theory]
    [InlineData("method == 'tools/call' and dur > 500ms")]
    [InlineData("frame > 1 or dir == s2c or kind == result or id == 7 or time > 1s or length > 1 or answered or in flight or error.code == 1")]
    public void What_the_index_knows_needs_no_bytes(string expression)
    {
        Assert.True(Filter.TryParse(expression, out var filter, out _));
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Equal(session.Chosen(expression), session.Chosen(filter, closed));
        Assert.True(Filter.TryParse("text", out var bytes, out _));
        Assert.Throws<ObjectDisposedException>(() => session.Chosen(bytes, closed));
    }

    // What the joins know.
    [Theory]
    [InlineData("call == 1", "1 2 3 4")]
    [InlineData("call", "1 2 3 4 5 7 8")]
    [InlineData("not call", "6 9")]
    [InlineData("concerns == 1", "2 3")]
    [InlineData("concerns == 1 and method == 'notifications/cancelled'", "3")]
    [InlineData("kind == notification and not concerns", "6")]
    [InlineData("target == 'search'", "1 2 3 4 5 7")]
    [InlineData("target matches '^db://'", "8")]
    [InlineData("retryOf == 1", "5 7")]
    [InlineData("retryOf", "5 7")]
    [InlineData("retriedBy >= 5", "1 4")]
    [InlineData("not answered and target == 'db://x'", "8")]
    public void Joins(string expression, string frames)
    {
        using var joined = new FilterSession(
            (Pipe.Stdin, 1, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","_meta":{"progressToken":"p"}}}"""),
            (Pipe.Stdout, 2, """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"p","progress":1}}"""),
            (Pipe.Stdin, 3, """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"""),
            (Pipe.Stdout, 4, """{"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required","inputRequests":{},"requestState":"s"}}"""),
            (Pipe.Stdin, 5, """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search","inputResponses":{},"requestState":"s"}}"""),
            (Pipe.Stdout, 6, """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"other"}}"""),
            (Pipe.Stdout, 7, """{"jsonrpc":"2.0","id":2,"result":{"content":[]}}"""),
            (Pipe.Stdin, 8, """{"jsonrpc":"2.0","id":3,"method":"resources/read","params":{"uri":"db://x"}}"""),
            (Pipe.Stderr, 9, "log"));
        Assert.Equal(frames, joined.Chosen(expression));
    }

    // Exact up to 28 digits, and the nearest double beyond.
    [Theory]
    [InlineData("1234567890123456789012345678", "1234567890123456789012345679", false)]
    [InlineData("1234567890123456789012345678e-28", "1234567890123456789012345679e-28", false)]
    [InlineData("12345678901234567890123456789", "12345678901234567890123456780", true)]
    [InlineData("12.5000000000000000000000000000000000000000", "125e-1", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("1e-40", "0", false)]
    [InlineData("0e99999999999", "0", true)]
    public void Numbers_are_equal(string one, string two, bool equal)
    {
        using var numbers = new FilterSession((Pipe.Stdin, 1, $$$"""{"jsonrpc":"2.0","method":"m","params":{"n":{{{one}}}}}"""));
        Assert.Equal(equal ? "1" : "", numbers.Chosen("params.n == " + two));
    }

    [Fact]
    public void A_message_that_a_frame_does_not_have_is_a_mistake()
    {
        Assert.True(Filter.TryParse("dir", out var filter, out _));
        var frame = new FilterFrame(session.Index, session.Index.Frames[0], Stream.Null);
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Matches(frame, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Matches(frame, -1));
    }

    [Fact]
    public void A_batch_of_ten_thousand_is_cut_once()
    {
        var batch = "[" + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $$$"""{"jsonrpc":"2.0","method":"m","params":{"i":{{{i}}}}}""")) + "]";
        using var large = new FilterSession((Pipe.Stdin, 1UL, batch));
        Assert.Equal("1.9999", large.Chosen("params.i == 9999"));
    }
}
