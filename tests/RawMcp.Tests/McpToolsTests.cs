using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp.Tests;

/// <summary>One call to get the tools of a server, one to call a tool, and no process afterwards.</summary>
public sealed class McpToolsTests
{
    private static readonly ServerCommand Embedded = new(Programs.RawMcp, "serve", "--tools", "add,echo,error");

    private readonly List<int> started = [];

    [Fact]
    public async Task Gets_the_tools_of_a_server()
    {
        var tools = await McpTools.ListAsync(Embedded, Noting).WaitAsync(Lines.Patience);
        Assert.Equal(["add", "echo", "error"], tools.Select(tool => tool.Name));
        Assert.All(started, Started.AssertGone);
        Assert.Single(started);
    }

    [Fact]
    public async Task Calls_a_tool_of_a_server()
    {
        var five = await McpTools.CallAsync(Embedded, "add", ("a", 2), ("b", 3)).WaitAsync(Lines.Patience);
        Assert.Equal("5", Assert.IsType<Content.Text>(five.Content.Single()).Value);
        var echo = await McpTools.CallAsync(Embedded, "echo", RawJson.From("""{"message":"hi"}"""), Noting).WaitAsync(Lines.Patience);
        Assert.Equal("hi", Assert.IsType<Content.Text>(echo.Content.Single()).Value);
        Assert.True((await McpTools.CallAsync(Embedded, "error").WaitAsync(Lines.Patience)).IsError);
        Assert.All(started, Started.AssertGone);
    }

    [Fact]
    public async Task A_server_that_is_not_there_or_refuses_is_an_exception()
    {
        await Assert.ThrowsAsync<McpConnectionException>(() => McpTools.ListAsync(new ServerCommand("no-such-program")));
        await Assert.ThrowsAsync<McpRefusedException>(() => McpTools.CallAsync(Embedded, "no-such-tool", default, Noting).WaitAsync(Lines.Patience));
        Assert.All(started, Started.AssertGone);
    }

    private McpClientOptions Noting => new() { OnStarted = id => started.Add(Started.Note(id)) };
}
