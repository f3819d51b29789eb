using System.Text.Json;

namespace RawMcp.Tests;

/// <summary>The list of tools: in pages, and as it changes.</summary>
public sealed class ServerListTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    public async Task Pages_joined_are_the_list(int size, int pages)
    {
        var server = new McpServer("pages", "1", new McpServerOptions { PageSize = size });
        for (var number = 1; number <= 5; number++) server.Add($"tool{number}", _ => Mcp.CallToolResult.Text(""));
        await using var talk = await Talk.OpenAsync(server);
        var names = new List<string?>();
        string? cursor = null;
        var seen = 0;
        do
        {
            var @params = cursor is null ? "{}" : $$"""{"cursor":"{{cursor}}"}""";
            var page = (await talk.AskAsync($$"""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{{@params}}}""")).GetProperty("result");
            names.AddRange(page.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            seen++;
        }
        while (cursor is not null);

        Assert.Equal(["tool1", "tool2", "tool3", "tool4", "tool5"], names);
        Assert.Equal(pages, seen);
    }

    [Fact]
    public async Task A_legacy_session_is_told_that_the_list_has_changed()
    {
        var server = Servers.Plain();
        await using var talk = await Talk.OpenAsync(server);
        server.Add("more", _ => Mcp.CallToolResult.Text(""));
        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", await talk.HearAsync());
        Assert.Throws<ArgumentException>(() => server.Add("more", _ => Mcp.CallToolResult.Text("")));
    }

    [Fact]
    public async Task Nobody_is_told_who_did_not_ask()
    {
        var server = Servers.Plain();
        await using var talk = new Talk(server);
        await talk.AskAsync(Talk.Modern("1", "tools/list"));
        server.Add("more", _ => Mcp.CallToolResult.Text(""));
        Assert.Empty(await talk.LeaveAsync());
    }

    [Fact]
    public async Task A_subscription_is_acknowledged_kept_and_ended()
    {
        var server = Servers.Plain();
        await using var talk = new Talk(server);
        var acknowledged = await talk.AskAsync(Talk.Modern("\"s\"", "subscriptions/listen", """ "notifications":{"toolsListChanged":true,"promptsListChanged":true},"""));
        Assert.Equal("notifications/subscriptions/acknowledged", acknowledged.GetProperty("method").GetString());
        Assert.Equal("""{"toolsListChanged":true}""", acknowledged.GetProperty("params").GetProperty("notifications").GetRawText());
        Assert.Equal("s", Subscription(acknowledged.GetProperty("params")));

        // The acknowledgement goes out a moment before the subscription counts; a request behind it makes sure.
        Assert.Equal("result 2", InShort.Of((await talk.AskAsync(Talk.Modern("2", "tools/list"))).GetRawText()));
        server.Add("more", _ => Mcp.CallToolResult.Text(""));
        var changed = JsonElement.Parse(await talk.HearAsync());
        Assert.Equal("notifications/tools/list_changed", changed.GetProperty("method").GetString());
        Assert.Equal("s", Subscription(changed.GetProperty("params")));

        var last = Assert.Single(await talk.LeaveAsync());
        Assert.Equal("result \"s\"", InShort.Of(last));
        Assert.Equal("complete", JsonElement.Parse(last).GetProperty("result").GetProperty("resultType").GetString());
        Assert.Equal("s", Subscription(JsonElement.Parse(last).GetProperty("result")));
    }

    [Fact]
    public async Task A_cancelled_subscription_is_silent()
    {
        var server = Servers.Plain();
        await using var talk = new Talk(server);
        await talk.AskAsync(Talk.Modern("7", "subscriptions/listen", """ "notifications":{"toolsListChanged":true},"""));
        talk.Say("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}""");
        Assert.Equal("result 2", InShort.Of((await talk.AskAsync(Talk.Modern("2", "tools/list"))).GetRawText()));
        server.Add("more", _ => Mcp.CallToolResult.Text(""));
        Assert.Empty(await talk.LeaveAsync());
    }

    private static string? Subscription(JsonElement parent) => parent.GetProperty("_meta").GetProperty("io.modelcontextprotocol/subscriptionId").GetString();
}
