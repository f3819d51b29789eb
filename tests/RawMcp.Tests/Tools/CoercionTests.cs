using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using static RawMcp.Tests.Tools.Calling;

namespace RawMcp.Tests.Tools;

/// <summary>The table of docs/tools-from-methods.md, row by row.</summary>
public sealed class CoercionTests
{
    private static readonly Delegate Int = (int p) => p;
    private static readonly Delegate Huge = (Int128 p) => p.ToString(CultureInfo.InvariantCulture);
    private static readonly Delegate Real = (double p) => p;
    private static readonly Delegate Text = (string p) => p;
    private static readonly Delegate Flag = (bool p) => p;
    private static readonly Delegate Enumerated = (Color p) => p;
    private static readonly Delegate Numbered = (Color p) => p.ToString();
    private static readonly Delegate Literal = ([AllowedValues(1, 2)] int p) => p;
    private static readonly Delegate Moment = (DateTimeOffset p) => p.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    private static readonly Delegate List = (int[] p) => p.Sum();
    private static readonly Delegate Record = (Person p) => p.Name;

    public static TheoryData<Delegate, string, string> Taken => new()
    {
        { Int, "1", "1" }, { Int, "1.0", "1" }, { Int, "1e2", "100" }, { Int, "-0.0", "0" }, { Int, "120e-1", "12" }, { Int, "\"1\"", "1" },
        { Int, "\"1.0\"", "1" }, { Int, "\" 7 \"", "7" }, { Int, "true", "1" }, { Int, "false", "0" }, { Int, "0e999999999", "0" },
        { Huge, "12345678901234567890123", "12345678901234567890123" }, { Huge, "-1.5e22", "-15000000000000000000000" },
        { Real, "1", "1" }, { Real, "1.5", "1.5" }, { Real, "\"1.5\"", "1.5" }, { Real, "true", "1" }, { Real, "1e3", "1000" },
        { Text, "\"x\"", "x" }, { Text, "\"1\"", "1" }, { Text, "\"\"", "" }, { Text, "\"\\ud83d\\ude00\"", "😀" },
        { Flag, "true", "true" }, { Flag, "\"true\"", "true" }, { Flag, "\"Yes\"", "true" }, { Flag, "\"off\"", "false" }, { Flag, "1", "true" },
        { Flag, "0", "false" }, { Flag, "1.0", "true" },
        { Enumerated, "\"Red\"", "Red" }, { Enumerated, "\"deepblue\"", "DeepBlue" },
        { Literal, "1", "1" },
        { Moment, "\"2026-07-28T12:00:00+02:00\"", "2026-07-28 10:00:00" }, { Moment, "0", "1970-01-01 00:00:00" }, { Moment, "1785240000", "2026-07-28 12:00:00" },
        { List, "[1,2]", "3" }, { List, "[1.0,\"2\"]", "3" }, { List, "\"[1,2]\"", "3" }, { List, "[]", "0" },
        { Record, "{\"name\":\"Ada\",\"age\":36}", "Ada" }, { Record, "\"{\\\"name\\\":\\\"Ada\\\",\\\"age\\\":36}\"", "Ada" },
        { Record, "{\"name\":\"Ada\",\"age\":\"36\",\"extra\":{\"a\":[null]}}", "Ada" },
    };

    [Theory]
    [MemberData(nameof(Taken), DisableDiscoveryEnumeration = true)]
    public async Task Is_taken(Delegate method, string argument, string expected)
    {
        var result = await MethodTool.From("tool", null, method).CallAsync($$"""{"p":{{argument}}}""");
        Assert.Equal((expected, false), (TextOf(result), result.IsError));
    }

    public static TheoryData<Delegate, string, string> Refused => new()
    {
        { Int, "1.5", "expected an integer, got 1.5" },
        { Int, "null", "expected an integer, got null" },
        { Int, "[1]", "expected an integer, got an array" },
        { Int, "{}", "expected an integer, got an object" },
        { Int, "\"x\"", "expected an integer, got \"x\"" },
        { Int, "\"\"", "expected an integer, got \"\"" },
        { Int, "\"1,000\"", "expected an integer, got \"1,000\"" },
        { Int, "\"007\"", "expected an integer, got \"007\"" },
        { Int, "\"1.5\"", "expected an integer, got \"1.5\"" },
        { Int, "1e-999999999", "expected an integer, got 1e-999999999" },
        { Int, "2147483648", "expected an integer from -2147483648 to 2147483647, got 2147483648" },
        { Int, "1e999999999999999999999", "expected an integer from -2147483648 to 2147483647, got 1e999999999999999999999" },
        { Huge, "1e39", "expected an integer from -170141183460469231731687303715884105728 to 170141183460469231731687303715884105727, got 1e39" },
        { Real, "\"abc\"", "expected a number, got \"abc\"" },
        { Real, "\"nan\"", "expected a number, got \"nan\"" },
        { Real, "1e400", "expected a number that fits Double, got 1e400" },
        { Real, "null", "expected a number, got null" },
        { Text, "1", "expected a string, got 1" },
        { Text, "null", "expected a string, got null" },
        { Text, "[\"x\"]", "expected a string, got an array" },
        { Text, "\"\\ud800\"", "a string with half a surrogate pair has no text" },
        { Flag, "2", "expected true or false, got 2" },
        { Flag, "\"maybe\"", "expected true or false, got \"maybe\"" },
        { Enumerated, "9", "expected one of \"Red\", \"Green\", \"DeepBlue\", got 9" },
        { Enumerated, "1", "expected one of \"Red\", \"Green\", \"DeepBlue\", got 1" },
        { Enumerated, "\"Purple\"", "expected one of \"Red\", \"Green\", \"DeepBlue\", got \"Purple\"" },
        { Literal, "\"1\"", "expected one of 1, 2, got \"1\"" },
        { Literal, "3", "expected one of 1, 2, got 3" },
        { Moment, "\"x\"", "expected a date and time such as 2026-07-28T12:00:00Z, got \"x\"" },
        { Moment, "1e15", "expected a date and time such as 2026-07-28T12:00:00Z, got 1e15" },
        { List, "\"1,2\"", "expected an array, got \"1,2\"" },
        { List, "\"{}\"", "expected an array, got an object" },
        { List, "1", "expected an array, got 1" },
        { Record, "[]", "expected an object, got an array" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task Is_refused(Delegate method, string argument, string expected) =>
        Assert.Equal("p: " + expected, await ProblemsAsync(method, $$"""{"p":{{argument}}}"""));

    [Fact]
    public async Task An_enum_that_options_write_as_a_number_takes_its_values_only()
    {
        var tool = MethodTool.From("tool", null, Numbered, JsonSerializerOptions.Web);
        Assert.Equal("Green", TextOf(await tool.CallAsync("""{"p":1}""")));
        Assert.Equal("p: expected one of 0, 1, 2, got 9", TextOf(await tool.CallAsync("""{"p":9}""")));
        Assert.Equal("p: expected one of 0, 1, 2, got \"Red\"", TextOf(await tool.CallAsync("""{"p":"Red"}""")));
    }
}
