using System.ComponentModel;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using static RawMcp.Tests.Tools.Calling;

namespace RawMcp.Tests.Tools;

public sealed class MethodToolTests
{
    private sealed class Weather(string city)
    {
        [McpTool(Title = "Now", Description = "Weather now", ReadOnly = true, OpenWorld = false)]
        public string GetWeather() => "sunny in " + city;

        [McpTool]
        [Description("Doubles")]
        public static Task<int> DoubleAsync(int n) => Task.FromResult(n * 2);

        [McpTool(Name = "secret", Destructive = true, Idempotent = true)]
        private string Hidden() => city;

        public string NoTool() => city;
    }

    private static class Two
    {
        [McpTool]
        public static void Go(int a) => _ = a;

        [McpTool]
        public static void Go(string a) => _ = a;
    }

    [Fact]
    public async Task Add_as_everybody_writes_it()
    {
        var tool = MethodTool.From("add", "Add two numbers together", (int a, int b) => a + b);
        Assert.Equal(("add", "Add two numbers together"), (tool.Description.Name, tool.Description.Description));
        Assert.Null(tool.Description.Annotations);
        var result = await tool.CallAsync("""{"a":2,"b":3}""");
        Assert.Equal("""{"content":[{"type":"text","text":"5"}],"structuredContent":{"result":5}}""", result.Write(Revision.V20251125, null).ToString());
    }

    [Fact]
    public async Task Marked_methods_of_an_object_become_tools()
    {
        var tools = MethodTool.FromMethods(new Weather("Ulm")).ToDictionary(tool => tool.Description.Name);
        Assert.Equal(["double", "get_weather", "secret"], tools.Keys.Order());
        Assert.Equal("sunny in Ulm", TextOf(await tools["get_weather"].CallAsync(null)));
        Assert.Equal("4", TextOf(await tools["double"].CallAsync("""{"n":2}""")));
        Assert.Equal("Ulm", TextOf(await tools["secret"].CallAsync("{}")));
        var described = tools["get_weather"].Description;
        Assert.Equal(("Now", "Weather now"), (described.Title, described.Description));
        Assert.Equal(new ToolAnnotations(ReadOnly: true, OpenWorld: false), described.Annotations);
        Assert.Equal("Doubles", tools["double"].Description.Description);
        Assert.Equal(new ToolAnnotations(Destructive: true, Idempotent: true), tools["secret"].Description.Annotations);
    }

    [Fact]
    public void What_cannot_be_a_set_of_tools_is_refused()
    {
        Assert.Contains("instance method", Assert.Throws<ArgumentException>(() => MethodTool.FromMethods(typeof(Weather))).Message, StringComparison.Ordinal);
        Assert.Contains("two tools named go", Assert.Throws<ArgumentException>(() => MethodTool.FromMethods(typeof(Two))).Message, StringComparison.Ordinal);
        Assert.Contains("no method with [McpTool]", Assert.Throws<ArgumentException>(() => MethodTool.FromMethods("text")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MethodTool.From("", null, () => 1));
        Assert.Throws<ArgumentException>(() => MethodTool.From("both", null, (Action)(() => { }) + (() => { })));
        Assert.Throws<ArgumentException>(() => MethodTool.From("bound", null, "abc".Trimmed));
    }

    [Fact]
    public async Task Defaults_stand_in_for_what_is_not_given()
    {
        var tool = MethodTool.From("tool", null, (int a = 1, string b = "x", Color? c = Color.Green, DateTime d = default, int? e = null) => $"{a} {b} {c} {d.Year} {e}");
        Assert.Equal("1 x Green 1 ", TextOf(await tool.CallAsync(null)));
        Assert.Equal("7 x  1 8", TextOf(await tool.CallAsync("""{"e":8,"c":null,"a":7}""")));
    }

    [Fact]
    public async Task The_call_and_its_cancellation_are_handed_in()
    {
        using var source = new CancellationTokenSource();
        var sent = new List<string>();
        var tool = MethodTool.From("tool", null, (ToolCall call, int a, CancellationToken cancellation) =>
        {
            call.Log(LogLevel.Info, "half way");
            call.Progress(1, 2);
            return (cancellation == source.Token) + " " + a;
        });
        var meta = RequestMeta.Read(RawJson.From("""{"_meta":{"progressToken":"t"}}"""));
        var call = new ToolCall(
            new RequestId(1), new CallToolParams("tool", RawJson.From("""{"a":1}"""), meta), Revision.LatestLegacy, LogLevel.Debug, (_, method, _) => sent.Add(method));
        Assert.Equal("True 1", TextOf(await tool.Handler(call, source.Token)));
        Assert.Equal([Methods.LogMessage, Methods.Progress], sent);
    }

    public static TheoryData<Delegate, string> Throwing => new()
    {
        { int () => throw new InvalidOperationException("boo"), "InvalidOperationException: boo" },
        { int () => throw new ToolException("There is no such city."), "There is no such city." },
        { async Task<int> () => { await Task.Yield(); throw new ToolException("later"); }, "later" },
        { async ValueTask () => { await Task.Yield(); throw new ArgumentNullException("x", "why"); }, "ArgumentNullException: why (Parameter 'x')" },
        { () => Task.FromException<int>(new ToolException("failed task")), "failed task" },
        { int () => throw new OperationCanceledException("not asked for"), "OperationCanceledException: not asked for" },
    };

    [Theory]
    [MemberData(nameof(Throwing), DisableDiscoveryEnumeration = true)]
    public async Task What_a_method_throws_is_a_tool_error(Delegate method, string text)
    {
        var result = await MethodTool.From("tool", null, method).CallAsync("{}");
        Assert.Equal((text, true), (TextOf(result), result.IsError));
    }

    [Fact]
    public async Task The_cancellation_that_was_asked_for_gets_out()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var tool = MethodTool.From("tool", null, async (CancellationToken cancellation) => await Task.FromCanceled(cancellation));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await tool.Handler(Call(tool, "{}"), source.Token));
    }

    [Fact]
    public async Task One_tool_serves_many_calls_at_once()
    {
        var tool = MethodTool.From("add", null, (int a, int[] b) => a + b.Sum());
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => tool.CallAsync($$"""{"a":{{i}},"b":[{{i}},"1"]}"""))));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{(2 * i) + 1}"), results.Select(TextOf));
    }
}

internal static class Extensions
{
    public static string Trimmed(this string text) => text.Trim();
}
