using System.Text;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.JsonRpc;

public sealed class RequestIdTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("-0")]
    [InlineData("9223372036854775808")]
    [InlineData("\"\"")]
    [InlineData("\"é😀\u2028\u007f\"")]
    [InlineData("\"\\u0061\\/\\n\"")]
    [InlineData("\"\\ud800\"")]
    public void Keeps_its_spelling(string json)
    {
        Assert.True(RequestId.TryRead(Encoding.UTF8.GetBytes(json), out var id));
        Assert.Equal(json, id.Json);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("01")]
    [InlineData("1-2")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("\"")]
    [InlineData("\"open")]
    public void Is_a_string_or_an_integer(string json) => Assert.False(RequestId.TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Theory]
    [InlineData(RequestId.MaxSpelling - 1, true)]
    [InlineData(RequestId.MaxSpelling, true)]
    [InlineData(RequestId.MaxSpelling + 1, false)]
    public void Is_read_up_to_the_limit(int length, bool expected)
    {
        Assert.Equal(expected, RequestId.TryRead(Encoding.ASCII.GetBytes(new string('1', length)), out _));
        Assert.Equal(expected, RequestId.TryRead(Encoding.ASCII.GetBytes("\"" + new string('x', length - 2) + "\""), out _));
    }

    [Theory]
    [InlineData("1", "1", true)]
    [InlineData("1", "\"1\"", false)]
    [InlineData("0", "-0", true)]
    [InlineData("\"a\"", "\"\\u0061\"", true)]
    [InlineData("\"\\ud800\"", "\"\\ud800\"", true)]
    [InlineData("\"\\ud800\"", "\"\\uD800\"", false)]
    [InlineData("9223372036854775808", "9223372036854775808", true)]
    [InlineData("9223372036854775808", "\"9223372036854775808\"", false)]
    public void Is_equal_by_type_and_value(string left, string right, bool expected)
    {
        var (one, other) = (Id(left), Id(right));
        Assert.Equal(expected, one == other);
        Assert.NotEqual(expected, one != other);
        if (expected) Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData("7", "\"7\"", true)]
    [InlineData("9223372036854775808", "\"9223372036854775808\"", true)]
    [InlineData("7", "7", false)]
    [InlineData("7", "\"8\"", false)]
    public void Knows_when_only_the_type_changed(string left, string right, bool expected) =>
        Assert.Equal(expected, Id(left).DiffersOnlyInType(Id(right)));

    [Fact]
    public void An_id_of_half_a_surrogate_pair_can_be_written() => Assert.Equal("\"\uFFFD\"", new RequestId("\ud800").Json);

    private static RequestId Id(string json) =>
        RequestId.TryRead(Encoding.UTF8.GetBytes(json), out var id) ? id : throw new ArgumentException("no id", nameof(json));
}
