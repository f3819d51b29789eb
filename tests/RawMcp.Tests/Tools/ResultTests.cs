using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using static RawMcp.Tests.Tools.Calling;

namespace RawMcp.Tests.Tools;

public sealed class ResultTests
{
    private static string Wrapped(string schema) => $$"""{"type":"object","properties":{"result":{{schema}}},"required":["result"]}""";

    // Method, output schema, text ("-" for no block), structured content.
    public static TheoryData<Delegate, string, string, string> Shapes => new()
    {
        { () => 5, Wrapped("""{"type":"integer"}"""), "5", """{"result":5}""" },
        { () => 2.0, Wrapped("""{"type":"number"}"""), "2", """{"result":2}""" },
        { () => true, Wrapped("""{"type":"boolean"}"""), "true", """{"result":true}""" },
        { () => "hé \"q\" 😀", Wrapped("""{"type":"string"}"""), "hé \"q\" 😀", """{"result":"hé \"q\" 😀"}""" },
        { () => "", Wrapped("""{"type":"string"}"""), "", """{"result":""}""" },
        { () => Color.Green, Wrapped("""{"type":"string","enum":["Red","Green","DeepBlue"]}"""), "Green", """{"result":"Green"}""" },
        { () => new byte[] { 1, 2 }, Wrapped("""{"type":"string","contentEncoding":"base64"}"""), "AQI=", """{"result":"AQI="}""" },
        { () => Guid.Empty, Wrapped("""{"type":"string","format":"uuid"}"""), "00000000-0000-0000-0000-000000000000", """{"result":"00000000-0000-0000-0000-000000000000"}""" },
        { () => new[] { 1, 2 }, Wrapped("""{"type":"array","items":{"type":"integer"}}"""), "[1,2]", """{"result":[1,2]}""" },
        { () => new List<string?> { "a", null }, Wrapped("""{"type":"array","items":{"type":["string","null"]}}"""), """["a",null]""", """{"result":["a",null]}""" },
        { () => Array.Empty<string>(), Wrapped("""{"type":"array","items":{"type":"string"}}"""), "[]", """{"result":[]}""" },
        { () => (int?)null, Wrapped("""{"type":["integer","null"]}"""), "-", """{"result":null}""" },
        { string? () => null, Wrapped("""{"type":["string","null"]}"""), "-", """{"result":null}""" },
        { async Task<string?> () => { await Task.Yield(); return null; }, Wrapped("""{"type":["string","null"]}"""), "-", """{"result":null}""" },
        {
            () => new Person("Ada", 36), """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"nick":{"type":["string","null"],"default":null}},"required":["name","age"]}""",
            """{"name":"Ada","age":36,"nick":null}""", """{"name":"Ada","age":36,"nick":null}"""
        },
        {
            Person? () => new Person("Ada", 36), Wrapped("""{"type":["object","null"],"properties":{"name":{"type":"string"},"age":{"type":"integer"},"nick":{"type":["string","null"],"default":null}},"required":["name","age"]}"""),
            """{"name":"Ada","age":36,"nick":null}""", """{"result":{"name":"Ada","age":36,"nick":null}}"""
        },
        {
            // A computed member is part of a result, though not of an argument.
            () => new Place(1, 2), """{"type":"object","description":"A place on the map","properties":{"lat":{"type":"number","description":"Degrees north","minimum":-90,"maximum":90},"lon":{"type":"number","description":"Degrees east"},"label":{"type":["string","null"],"default":null,"minLength":2,"maxLength":5},"shown":{"type":"string"}},"required":["lat","lon"]}""",
            """{"lat":1,"lon":2,"label":null,"shown":"1/2"}""", """{"lat":1,"lon":2,"label":null,"shown":"1/2"}"""
        },
        { () => new Sparse { Note = null, Count = 1 }, """{"type":"object","properties":{"note":{"type":["string","null"]},"count":{"type":"integer"}},"required":["count"]}""", """{"count":1}""", """{"count":1}""" },
        { () => new Dictionary<string, int> { ["a"] = 1 }, """{"type":"object","additionalProperties":{"type":"integer"}}""", """{"a":1}""", """{"a":1}""" },
        { () => new JsonObject { ["a"] = 1 }, """{"type":"object"}""", """{"a":1}""", """{"a":1}""" },
        { JsonNode () => new JsonObject { ["a"] = 1 }, "", """{"a":1}""", """{"a":1}""" },
        { object () => 5, "", "5", "" },
        { object () => new Person("Ada", 36), "", """{"name":"Ada","age":36,"nick":null}""", """{"name":"Ada","age":36,"nick":null}""" },
        { () => new[] { new Circle(1), (Figure)new Square(2) }, Wrapped("""{"type":"array","items":{"type":"object","required":["$type"],"anyOf":[{"properties":{"$type":{"const":"circle"},"radius":{"type":"number"}},"required":["radius"]},{"properties":{"$type":{"const":"square"},"side":{"type":"number"}},"required":["side"]}]}}"""),
            """[{"$type":"circle","radius":1},{"$type":"square","side":2}]""", """{"result":[{"$type":"circle","radius":1},{"$type":"square","side":2}]}""" },
        { Node?[] () => [new(1, new(2, null, []), []), null], Wrapped("""{"type":"array","items":{"type":["object","null"],"properties":{"value":{"type":"integer"},"next":{"type":["object","null"],"properties":{"value":{"type":"integer"},"next":{"$ref":"#/properties/result/items/properties/next"},"kids":{"type":"array","items":{"$ref":"#/properties/result/items"}}},"required":["value","next","kids"]},"kids":{"$ref":"#/properties/result/items/properties/next/properties/kids"}},"required":["value","next","kids"]}}"""),
            """[{"value":1,"next":{"value":2,"next":null,"kids":[]},"kids":[]},null]""", """{"result":[{"value":1,"next":{"value":2,"next":null,"kids":[]},"kids":[]},null]}""" },
        { () => { }, "", "-", "" },
        { () => Task.CompletedTask, "", "-", "" },
        { async () => await Task.Yield(), "", "-", "" },
        { () => ValueTask.CompletedTask, "", "-", "" },
        { () => Task.FromResult(5), Wrapped("""{"type":"integer"}"""), "5", """{"result":5}""" },
        { async ValueTask<int> () => { await Task.Yield(); return 5; }, Wrapped("""{"type":"integer"}"""), "5", """{"result":5}""" },
        { () => new ValueTask<string>("x"), Wrapped("""{"type":"string"}"""), "x", """{"result":"x"}""" },
        { [McpTool(Structured = false)] () => new Person("Ada", 36), "", """{"name":"Ada","age":36,"nick":null}""", "" },
        { () => new Content.Text("block"), "", "block", "" },
        { () => new Content[] { new Content.Text("a"), new Content.Text("b") }, "", "a|b", "" },
        { () => Task.FromResult<IEnumerable<Content>>([new Content.Text("a")]), "", "a", "" },
        { Content? () => null, "", "-", "" },
        { object () => new Content.Text("late"), "", "late", "" },
    };

    [Theory]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public async Task A_value_becomes_text_and_data_that_fits_its_schema(Delegate method, string schema, string text, string structured)
    {
        HasOutput(schema, method);
        var result = await MethodTool.From("tool", null, method).CallAsync("{}");
        Assert.False(result.IsError, TextOf(result));
        Assert.Equal(text == "-" ? 0 : text.Split('|').Length, result.Content.Count);
        Assert.Equal(text == "-" ? "" : text, TextOf(result));
        Assert.Equal(structured, result.StructuredContent.ToString());
    }

    [Fact]
    public async Task A_whole_result_passes_through()
    {
        var ready = new CallToolResult([new Content.Image("AQI=", "image/png")]) { IsError = true, StructuredContent = RawJson.From("[1]") };
        Assert.Same(ready, await MethodTool.From("tool", null, () => ready).CallAsync(null));
        Assert.Same(ready, await MethodTool.From("tool", null, () => Task.FromResult(ready)).CallAsync(null));
        Assert.Same(ready, await MethodTool.From("tool", null, object () => ready).CallAsync(null));
    }

    // Method, what the text starts with.
    public static TheoryData<Delegate, string> Unfit => new()
    {
        { () => double.NaN, "ArgumentException: " },
        { string () => null!, "The tool's result does not fit its output schema:\nresult: expected a string, got null" },
        { Person () => null!, "The tool's result is no object" },
        { () => new Person(null!, 1), "JsonException: " },
        { () => new List<string> { "a", null! }, "The tool's result does not fit its output schema:\nresult[1]: expected a string, got null" },
        { () => (Color)9, "The tool's result does not fit its output schema:\nresult: expected one of" },
        { () => new Picky("x"), "InvalidOperationException: never written" },
        { IEnumerable<Content> () => Throwing(), "InvalidOperationException: half way" },
        { Task () => null!, "InvalidOperationException: The method returned null instead of a task." },
        { Task<int> () => null!, "InvalidOperationException: The method returned null instead of a task." },
    };

    private static IEnumerable<Content> Throwing()
    {
        yield return new Content.Text("a");
        throw new InvalidOperationException("half way");
    }

    [Theory]
    [MemberData(nameof(Unfit), DisableDiscoveryEnumeration = true)]
    public async Task A_value_that_cannot_be_sent_is_a_tool_error(Delegate method, string text)
    {
        var result = await MethodTool.From("tool", null, method).CallAsync("{}");
        Assert.True(result.IsError, TextOf(result));
        Assert.StartsWith(text, TextOf(result), StringComparison.Ordinal);
        Assert.True(result.StructuredContent.IsAbsent);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_a_result_can_still_be_sent()
    {
        var result = await MethodTool.From("tool", null, () => "a\ud800b").CallAsync("{}");
        Assert.False(result.IsError);
        Assert.True(result.Write(Revision.Latest, null).TryParse(out _));
    }

    [Fact]
    public async Task Text_is_sent_as_utf8_and_not_as_escapes()
    {
        var options = new JsonSerializerOptions();
        var result = await MethodTool.From("tool", null, () => new[] { "é😀\u2028\\u00e9\"\t" }, options).CallAsync("{}");
        Assert.Equal("[\"é😀\u2028\\\\u00e9\\u0022\\t\"]", TextOf(result));
    }
}
