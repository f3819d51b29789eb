using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.JsonRpc;

public sealed class RawJsonTests
{
    [Theory]
    [InlineData(RawJson.MaxTreeDepth - 1, true)]
    [InlineData(RawJson.MaxTreeDepth, true)]
    [InlineData(RawJson.MaxTreeDepth + 1, false)]
    public void Becomes_a_tree_up_to_the_limit(int depth, bool expected) =>
        Assert.Equal(expected, RawJson.From(new string('[', depth) + new string(']', depth)).TryParse(out _));

    [Fact]
    public void Absent_is_no_value()
    {
        Assert.True(default(RawJson).IsAbsent);
        Assert.True(RawJson.From(default(JsonElement)).IsAbsent);
        Assert.False(default(RawJson).TryParse(out _));
    }

    [Fact]
    public void An_element_keeps_its_spelling() =>
        Assert.Equal("{ \"a\": 1.0 }", RawJson.From(JsonElement.Parse("[ { \"a\": 1.0 } ]")[0]).ToString());

    [Fact]
    public void A_member_beside_an_unreadable_name_is_found()
    {
        var element = JsonElement.Parse("""{"\ud800":1,"a":2,"\udc00":3,"a":4}""");
        Assert.True(element.TryGetMember("a", out var value));
        Assert.Equal(4, value.WholeNumber());
        Assert.False(element.TryGetMember("b", out _));
    }

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("1.0", null)]
    [InlineData("9223372036854775808", null)]
    [InlineData("\"1\"", null)]
    public void A_whole_number_is_written_as_one(string json, long? expected) => Assert.Equal(expected, JsonElement.Parse(json).WholeNumber());

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("1e400", null)]
    [InlineData("true", null)]
    public void A_number_fits_a_double(string json, double? expected) => Assert.Equal(expected, JsonElement.Parse(json).Number());
}
