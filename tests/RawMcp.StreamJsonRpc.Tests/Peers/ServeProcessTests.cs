using RawMcp.Stdio;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>StreamJsonRpc as the client, the real <c>rawmcp serve</c> as its child.</summary>
public sealed class ServeProcessTests
{
    private static string Rawmcp => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "rawmcp.exe" : "rawmcp");

    private static async Task Run(Style style, Func<RpcClient, Task> session)
    {
        await using var child = ChildProcess.Start(new ServerCommand(Rawmcp, "serve"));
        using (var client = new RpcClient(style.Stock(new End(child.Output, child.Input)))) await session(client);

        // Disposing of the client has closed its stdin; the server leaves by itself, and has nothing to say on stderr.
        Assert.Equal(0, await child.Exited.In());
        Assert.Equal("", child.StderrText);
    }

    [Theory, InlineData(Style.Lf), InlineData(Style.CrLf)]
    public Task A_legacy_session(Style style) => Run(style, Sessions.Legacy);

    [Theory, InlineData(Style.Lf), InlineData(Style.CrLf)]
    public Task A_modern_session(Style style) => Run(style, Sessions.Modern);

    [Theory, InlineData(Style.Lf), InlineData(Style.CrLf)]
    public Task Progress_reaches_a_local_method(Style style) => Run(style, Sessions.Progress);

    [Fact]
    public Task A_result_of_ten_megabytes_arrives_whole() => Run(Style.Lf, async client =>
    {
        await client.InitializeAsync();
        var blob = await client.AskAsync("tools/call", new { name = "blob", arguments = new { n = 10_000_000 } });
        Assert.Equal(new string('x', 10_000_000), blob.GetProperty("content")[0].GetProperty("text").GetString());
    });
}
