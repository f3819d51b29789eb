using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Tests;

/// <summary>A server sends in each revision only members that the revision has; what has no form there becomes text.</summary>
public sealed class ServerMembersTests
{
    private static readonly RawJson AnyObject = RawJson.From("""{"type":"object"}""");

    private static McpServer Golden() => new McpServer(new Implementation("golden", "1") { Title = "Golden", Description = "of gold", WebsiteUrl = "https://example.org" })
        .AddTool(
            new Tool("all", AnyObject) { Title = "All", Description = "d", OutputSchema = AnyObject, Annotations = new(ReadOnly: true) },
            (_, _) => new(new CallToolResult(
            [
                new Content.Text("t") { Annotations = RawJson.From("""{"priority":1}"""), Meta = RawJson.From("""{"k":1}""") },
                new Content.Audio("AA==", "audio/wav"),
                new Content.ResourceLink("u:1", "n"),
            ])
            { StructuredContent = RawJson.From("""{"n":1}""") }))
        .AddTool(
            new Tool("list", AnyObject) { OutputSchema = RawJson.From("""{"type":"array"}""") },
            (_, _) => new(new CallToolResult([]) { StructuredContent = RawJson.From("[1]"), IsError = true }));

    /// <summary>Each file of Golden is a revision: who the server is, its two tools, the results of the two calls.</summary>
    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Every_member_belongs_to_the_revision(string revision)
    {
        await using var talk = new Talk(Golden());
        string[] said = revision == "2026-07-28"
            ?
            [
                Info((await talk.AskAsync(Talk.Modern("0", "server/discover"))).GetProperty("result").GetProperty("_meta"), "io.modelcontextprotocol/serverInfo"),
                await Ask(Talk.Modern("1", "tools/list")),
                await Ask(Talk.Modern("2", "tools/call", "\"name\":\"all\",")),
                await Ask(Talk.Modern("3", "tools/call", "\"name\":\"list\",")),
            ]
            :
            [
                Info((await talk.AskAsync(Talk.Initialize(revision))).GetProperty("result"), "serverInfo"),
                await Ask("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}"""),
                await Ask(Talk.Call("2", "all")),
                await Ask(Talk.Call("3", "list")),
            ];
        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", revision + ".jsonl")), said);

        static string Info(JsonElement parent, string name) => parent.GetProperty(name).GetRawText();
        async Task<string> Ask(string line) => (await talk.AskAsync(line)).GetProperty("result").GetRawText();
    }
}
