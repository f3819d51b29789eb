using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Tests;

/// <summary>A server reads a _meta anew whenever it is not, byte for byte, the one before.</summary>
public sealed class RepeatedMetaTests
{
    [Fact]
    public void The_same_bytes_are_read_once_and_others_anew()
    {
        var metas = new RepeatedMeta();
        var first = metas.Read(Meta("2026-07-28"));
        Assert.Same(first, metas.Read(Meta("2026-07-28")));
        Assert.Equal("2025-11-25", metas.Read(Meta("2025-11-25")).ProtocolVersion);
        Assert.Equal("2026-07-28", metas.Read(Meta("2026-07-28")).ProtocolVersion);
        Assert.Same(RequestMeta.None, metas.Read(default));
    }

    [Theory]
    [InlineData(RepeatedMeta.MaxRemembered, true)]
    [InlineData(RepeatedMeta.MaxRemembered + 1, false)]
    public void A_long_one_is_not_remembered(int length, bool remembered)
    {
        var metas = new RepeatedMeta();
        var text = Meta("2026-07-28").ToString();
        var json = text[..^1] + new string(' ', length - text.Length) + "}";
        var first = metas.Read(RawJson.From(json));
        var second = metas.Read(RawJson.From(json));
        Assert.Equal("2026-07-28", second.ProtocolVersion);
        Assert.Equal(remembered, ReferenceEquals(first, second));
    }

    [Fact]
    public void What_was_read_outlives_the_bytes_it_was_read_from()
    {
        var bytes = Meta("2026-07-28").Utf8.ToArray();
        var read = new RepeatedMeta().Read(new RawJson(bytes));
        Array.Fill(bytes, (byte)'x'); // the reader's buffer is used again
        Assert.Equal("2026-07-28", read.ProtocolVersion);
        Assert.Equal("""{"a":{}}""", read.ClientCapabilities.ToString());
    }

    private static RawJson Meta(string version) =>
        RawJson.From("{\"" + MetaKeys.ProtocolVersion + "\":\"" + version + "\",\"" + MetaKeys.ClientCapabilities + "\":{\"a\":{}}}");
}
