using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>What a client on StreamJsonRpc does with our server, once for every way of reaching it.</summary>
internal static class Sessions
{
    public static async Task Legacy(RpcClient client)
    {
        var opened = await client.InitializeAsync();
        Assert.Equal("2025-11-25", opened.GetProperty("protocolVersion").GetString());
        Assert.True(opened.GetProperty("capabilities").TryGetProperty("tools", out _));

        Assert.Empty((await client.AskAsync("ping")).EnumerateObject());

        var listed = await client.AskAsync("tools/list");
        Assert.Contains("add", listed.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
        Assert.False(listed.TryGetProperty("resultType", out _));

        var sum = await client.AskAsync("tools/call", new { name = "add", arguments = new { a = 2, b = 3 } });
        Assert.Equal("5", sum.GetProperty("content")[0].GetProperty("text").GetString());

        var failed = await client.AskAsync("tools/call", new { name = "error", arguments = new { } });
        Assert.True(failed.GetProperty("isError").GetBoolean());

        var unknown = await Assert.ThrowsAsync<RemoteMethodNotFoundException>(() => client.AskAsync("no/such/method"));
        Assert.Equal(JsonRpcErrorCode.MethodNotFound, unknown.ErrorCode);
        Assert.Contains("no/such/method", unknown.Message, StringComparison.Ordinal);

        // To StreamJsonRpc invalid params are a method that was not found; only the code tells them apart.
        var refused = await Assert.ThrowsAsync<RemoteMethodNotFoundException>(() => client.AskAsync("tools/call", new { name = "no such tool" }));
        Assert.Equal(JsonRpcErrorCode.InvalidParams, refused.ErrorCode);

        var again = await Assert.ThrowsAsync<RemoteInvocationException>(() => client.InitializeAsync());
        Assert.Equal(-32600, again.ErrorCode);
    }

    public static async Task Modern(RpcClient client)
    {
        var found = await client.AskAsync("server/discover", new { _meta = RpcClient.Meta });
        Assert.Contains("2026-07-28", found.GetProperty("supportedVersions").EnumerateArray().Select(version => version.GetString()));

        var listed = await client.AskAsync("tools/list", new { _meta = RpcClient.Meta });
        Assert.Equal("complete", listed.GetProperty("resultType").GetString());

        var sum = await client.AskAsync("tools/call", new { name = "add", arguments = new { a = 2, b = 3 }, _meta = RpcClient.Meta });
        Assert.Equal("5", sum.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("complete", sum.GetProperty("resultType").GetString());

        var failed = await client.AskAsync("tools/call", new { name = "error", _meta = RpcClient.Meta });
        Assert.True(failed.GetProperty("isError").GetBoolean());

        await Assert.ThrowsAsync<RemoteMethodNotFoundException>(() => client.AskAsync("ping", new { _meta = RpcClient.Meta }));
        var meta = RpcClient.Meta;
        meta["io.modelcontextprotocol/protocolVersion"] = "1999-01-01";
        var refused = await Assert.ThrowsAsync<RemoteInvocationException>(() => client.AskAsync("tools/list", new { _meta = meta }));
        Assert.Equal(-32022, refused.ErrorCode);
    }

    public static async Task Progress(RpcClient client)
    {
        await client.InitializeAsync();
        var done = await client.AskAsync("tools/call", new { name = "progress", arguments = new { steps = 5 }, _meta = new { progressToken = "p" } });
        Assert.Equal("5 steps done.", done.GetProperty("content")[0].GetProperty("text").GetString());
        for (var step = 1; step <= 5; step++)
        {
            var (method, told) = await client.HearAsync();
            Assert.Equal("notifications/progress", method);
            Assert.Equal(step, told.GetProperty("progress").GetDouble());
            Assert.Equal("p", told.GetProperty("progressToken").GetString());
        }
    }
}
