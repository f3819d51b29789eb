using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Mcp;

public sealed class ContentTests
{
    // The first revision that has the block as it is; before it, a text says what was left out.
    [Theory]
    [InlineData("""{"type":"text","text":"t"}""", "2024-11-05")]
    [InlineData("""{"type":"image","data":"AA==","mimeType":"image/png"}""", "2024-11-05")]
    [InlineData("""{"type":"resource","resource":{"uri":"file:///a","text":"t"}}""", "2024-11-05")]
    [InlineData("""{"type":"audio","data":"AA==","mimeType":"audio/wav"}""", "2025-03-26")]
    [InlineData("""{"type":"resource_link","uri":"file:///a","name":"a"}""", "2025-06-18")]
    public void Becomes_text_in_a_revision_that_lacks_it(string json, string since)
    {
        var block = Content.Read(JsonElement.Parse(json));
        foreach (var revision in Revision.All)
        {
            var written = Written(block, revision);
            if (string.CompareOrdinal(revision.Text, since) >= 0)
            {
                Assert.Equal(json, written);
            }
            else
            {
                var text = Assert.IsType<Content.Text>(Content.Read(JsonElement.Parse(written)));
                Assert.Contains($"{block.Type}: ", text.Value, StringComparison.Ordinal);
                Assert.Contains($"revision {revision} has no such block", text.Value, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("7", "")]
    [InlineData("""{"type":7}""", "")]
    [InlineData("""{"type":"hologram","x":1.0}""", "hologram")]
    [InlineData("""{"type":"text"}""", "text")]
    [InlineData("""{"type":"text","text":"\ud800"}""", "text")]
    [InlineData("""{"type":"image","data":"AA=="}""", "image")]
    [InlineData("""{"type":"audio","mimeType":"audio/wav"}""", "audio")]
    [InlineData("""{"type":"resource_link","uri":"file:///a"}""", "resource_link")]
    [InlineData("""{"type":"resource","resource":{"uri":"file:///a"}}""", "resource")]
    public void Is_kept_as_it_came_when_nobody_knows_it(string json, string type)
    {
        var block = Assert.IsType<Content.Unknown>(Content.Read(JsonElement.Parse(json)));
        Assert.Equal(type, block.Type);
        Assert.Equal(json, Written(block, Revision.V20241105));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_a_replacement_character()
    {
        var written = CallToolResult.Text("a\ud800b").Write(Revision.Latest, new Implementation("n\udc00", "1"));
        Assert.True(written.TryParse(out var tree));
        Assert.Equal("a\uFFFDb", tree.GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("2025-03-26", """{"sum":5}""", false)]
    [InlineData("2025-06-18", """{"sum":5}""", true)]
    [InlineData("2025-11-25", "[5]", false)]
    [InlineData("2026-07-28", "[5]", true)]
    public void Structured_content_is_sent_where_the_revision_has_it(string revision, string json, bool expected)
    {
        var result = new CallToolResult([]) { StructuredContent = RawJson.From(json) };
        Assert.Equal(expected, result.Write(Revision.Find(revision)!, null).ToString().Contains(json, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2025-03-26", "object", false)]
    [InlineData("2025-06-18", "object", true)]
    [InlineData("2025-11-25", "array", false)]
    [InlineData("2026-07-28", "array", true)]
    public void An_output_schema_is_shown_where_the_revision_allows_its_root(string revision, string root, bool expected)
    {
        var tool = new Tool("t", RawJson.EmptyObject) { OutputSchema = RawJson.From($$"""{"type":"{{root}}"}""") };
        Assert.Equal(expected, tool.HasOutputSchema(Revision.Find(revision)!));
    }

    private static string Written(Content block, Revision revision) => RawJson.Build(writer => block.Write(writer, revision)).ToString();
}
