using System.Text;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.JsonRpc;

public sealed class BatchTests
{
    [Theory]
    [InlineData("[1]", "1")]
    [InlineData(" [ {\"a\":[2]} ,\"x\" , [] ] ", "{\"a\":[2]}|\"x\"|[]")]
    public void Is_split_into_the_bytes_of_its_elements(string frame, string expected)
    {
        Assert.True(Batch.TrySplit(Encoding.UTF8.GetBytes(frame), out var elements));
        Assert.Equal(expected, string.Join('|', elements.Select(element => Encoding.UTF8.GetString(element.Span))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[1")]
    [InlineData("[1] x")]
    [InlineData("[1][2]")]
    public void What_is_no_batch_is_not_split(string frame) => Assert.False(Batch.TrySplit(Encoding.UTF8.GetBytes(frame), out _));

    [Theory]
    [InlineData(Batch.MaxMessages - 1, true)]
    [InlineData(Batch.MaxMessages, true)]
    [InlineData(Batch.MaxMessages + 1, false)]
    public void Is_split_up_to_the_limit(int count, bool expected) =>
        Assert.Equal(expected, Batch.TrySplit(Encoding.ASCII.GetBytes("[" + string.Join(',', Enumerable.Repeat("{}", count)) + "]"), out _));
}
