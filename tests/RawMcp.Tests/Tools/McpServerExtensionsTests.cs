namespace RawMcp.Tests.Tools;

public sealed class McpServerExtensionsTests
{
    private sealed class Counter
    {
        private int count;

        [McpTool]
        public int Next() => ++count;
    }

    private static class Fixed
    {
        [McpTool]
        public static int One() => 1;
    }

    [Fact]
    public async Task A_server_takes_lambdas_objects_and_types()
    {
        var server = new McpServer("test", "1")
            .AddTool("add", "Add two numbers together", (int a, int b) => a + b)
            .AddTools(new Counter())
            .AddTools(typeof(Fixed));
        Assert.Equal(["add", "next", "one"], server.Tools.Select(tool => tool.Description.Name));
        await server.Tools[1].CallAsync(null);
        Assert.Equal("2", Calling.TextOf(await server.Tools[1].CallAsync(null)));
        Assert.Throws<ArgumentException>(() => server.AddTool("add", null, () => 1));
    }
}
