using RawMcp.JsonRpc;

namespace RawMcp.Wire.Tests;

/// <summary>When two JSON values are one, and where they differ.</summary>
public sealed class JsonDifferenceTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", true)]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("-0", "0", true)]
    [InlineData("0.10", "1E-1", true)]
    [InlineData("12345678901234567890123", "12345678901234567890124", false)]
    [InlineData("1e999999999", "1e999999998", false)]
    [InlineData("1e99999999999999999999", "1e99999999999999999999", true)]
    [InlineData("\"\\u0061\"", "\"a\"", true)]
    [InlineData("\"\\ud800\"", "\"\\ud800\"", true)]
    [InlineData("\"\\ud800\"", "\"\\ud801\"", false)]
    [InlineData("""{"\ud800":1}""", """{"\ud800":1}""", true)]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""", true)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("true", "false", false)]
    [InlineData("null", "{}", false)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("[]", "{}", false)]
    [InlineData("{", "{", true)]
    [InlineData("{", "{}", false)]
    public void Equal_or_not(string left, string right, bool equal)
    {
        var (one, other) = (RawJson.From(left), RawJson.From(right));
        var found = JsonDifference.Between(one, other, [], out var count);
        Assert.Equal(equal, found.Count == 0);
        Assert.Equal(equal, count == 0);
        Assert.Equal(equal, CanonicalJson.Of(one, "params", []) == CanonicalJson.Of(other, "params", []));
    }

    [Fact]
    public void As_many_as_are_listed_and_one_more()
    {
        static RawJson List(int count, int value) => RawJson.From("[" + string.Join(',', Enumerable.Repeat(value, count)) + "]");
        foreach (var count in (int[])[ReplayLimits.MaxDifferencesOfOne, ReplayLimits.MaxDifferencesOfOne + 1])
        {
            var found = JsonDifference.Between(List(count, 1), List(count, 2), [], out var all);
            Assert.Equal((ReplayLimits.MaxDifferencesOfOne, count), (found.Count, all));
        }
    }

    [Theory, InlineData(ReplayLimits.MaxShownBytes, false), InlineData(ReplayLimits.MaxShownBytes + 1, true)]
    public void A_long_value_shows_where_it_begins_to_differ(int length, bool cut)
    {
        var one = "\"" + new string('é', 1) + new string('x', length - 4) + "\"";
        var found = JsonDifference.Between(RawJson.From(one), RawJson.From("1"), [], out _).Single();
        Assert.Equal(cut, found.Recorded!.Contains($"… ({length} bytes)", StringComparison.Ordinal));
        var (a, b) = ("\"" + new string('é', 5000) + "a\"", "\"" + new string('é', 5000) + "b\"");
        found = JsonDifference.Between(RawJson.From(a), RawJson.From(b), [], out _).Single();
        Assert.Contains("éa\"", found.Recorded);
        Assert.Contains("éb\"", found.Now);
        Assert.DoesNotContain("\uFFFD", found.Recorded);
    }

    [Theory]
    [InlineData("/a/*/c", true)]
    [InlineData("/a~1b/~0", true)]
    [InlineData("/", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("/a~", false)]
    [InlineData("/a~2", false)]
    public void A_path_is_a_pointer(string text, bool valid)
    {
        Assert.Equal(valid, JsonPath.TryParse(text, out var path));
        if (valid) Assert.Equal(text, path.ToString());
    }
}
