using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Tests;

/// <summary>Arguments against the input schema, results against the output schema: on the server that must, and on the client that should.</summary>
public sealed class ToolSchemaTests
{
    private const string TwoNumbers = """{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"integer"}},"required":["a"],"additionalProperties":false}""";

    private const string City = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    public static TheoryData<string> Revisions => [.. Revision.All.Select(revision => revision.Text)];

    private static McpServer Taking(string schema) =>
        new McpServer("s", "1").AddTool(new Tool("t", RawJson.From(schema)), (call, _) => new(CallToolResult.Text("ran")));

    private static ServerTool Giving(CallToolResult result, string schema = City, bool checks = true) =>
        new(new Tool("t", RawJson.From("""{"type":"object"}""")) { OutputSchema = RawJson.From(schema) }, (_, _) => new(result)) { ChecksItself = !checks };

    private static CallToolResult With(string structured) => new([]) { StructuredContent = RawJson.From(structured) };

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task Arguments_that_do_not_fit_are_a_tool_error(string revision)
    {
        await using var pair = await Pair.OpenAsync(Taking(TwoNumbers), revision);
        Assert.Equal("ran", Text(await pair.Client.CallToolAsync("t", ("a", 1.5), ("b", 2))));
        var refused = await pair.Client.CallToolAsync("t", RawJson.From("""{"a":"x","b":1.5,"c":1}"""));
        Assert.True(refused.IsError);
        Assert.Equal(
            """
            /arguments/a: a string where a number is expected
            /arguments/b: a number with a fraction where an integer is expected
            /arguments/c: no member of this name is allowed
            """.ReplaceLineEndings("\n"),
            Text(refused));
        Assert.Empty(pair.Notes);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","arguments":{}""")]
    public async Task No_arguments_are_an_empty_object(string arguments)
    {
        await using var talk = await Talk.OpenAsync(Taking(TwoNumbers));
        var answer = await talk.AskAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t"{{{arguments}}}}}""");
        Assert.Equal("/arguments: the required member \"a\" is missing", Servers.TextOf(answer));
    }

    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","title":"T","properties":{}}""")]
    [InlineData("{}")]
    public async Task A_schema_that_says_nothing_of_them_lets_any_pass(string schema)
    {
        await using var talk = await Talk.OpenAsync(Taking(schema));
        var deep = new string('[', 5_000) + new string(']', 5_000);
        Assert.Equal("ran", Servers.TextOf(await talk.AskAsync(Talk.Call("1", "t", $$"""{"x":{{deep}}}"""))));
    }

    [Fact]
    public async Task Arguments_deeper_than_a_tree_may_be_do_not_fit()
    {
        await using var talk = await Talk.OpenAsync(Taking(TwoNumbers));
        var deep = new string('[', 5_000) + new string(']', 5_000);
        Assert.Equal("/arguments: nested deeper than 256 levels", Servers.TextOf(await talk.AskAsync(Talk.Call("1", "t", $$"""{"x":{{deep}}}"""))));
    }

    [Fact]
    public async Task An_input_schema_that_cannot_be_used_lets_nothing_pass()
    {
        await using var pair = await Pair.OpenAsync(Taking("""{"type":"object","properties":{"a":{"$ref":"https://example.org/a"}}}"""), null);
        var refused = await pair.Client.CallToolAsync("t");
        Assert.True(refused.IsError);
        Assert.StartsWith("The tool's input schema cannot be used: #/properties/a/$ref: refers to \"https://example.org/a\"", Text(refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_server_sends_no_result_that_breaks_its_output_schema(string revision)
    {
        await using var pair = await Pair.OpenAsync(new McpServer("s", "1").AddTool(Giving(With("""{"city":1}"""))), revision);
        await pair.Client.ListToolsAsync();
        var result = await pair.Client.CallToolAsync("t");
        Assert.Equal((true, true), (result.IsError, result.StructuredContent.IsAbsent));
        Assert.Equal("The tool's result does not fit its output schema:\n/structuredContent/city: an integer where a string is expected", Text(result));
        Assert.Empty(pair.Notes);
    }

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    public async Task In_a_revision_without_structured_content_it_is_nobodys_business(string revision)
    {
        await using var pair = await Pair.OpenAsync(new McpServer("s", "1").AddTool(Giving(CallToolResult.Text("ran"))), revision);
        await pair.Client.ListToolsAsync();
        Assert.Equal("ran", Text(await pair.Client.CallToolAsync("t")));
        Assert.Empty(pair.Notes);
    }

    [Fact]
    public async Task A_slow_tools_result_is_checked_too()
    {
        var go = new TaskCompletionSource();
        var slow = Giving(With("{}")) with
        {
            Handler = async (_, _) =>
            {
                await go.Task;
                return With("[]");
            },
        };
        await using var talk = await Talk.OpenAsync(new McpServer("s", "1").AddTool(slow));
        talk.Say(Talk.Call("1", "t"));
        go.SetResult();
        var answer = System.Text.Json.JsonElement.Parse(await talk.HearAsync());
        Assert.EndsWith("/structuredContent: an array where an object is expected", Servers.TextOf(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_client_notes_a_result_that_breaks_the_output_schema_and_keeps_it(string revision)
    {
        await using var pair = await Pair.OpenAsync(new McpServer("s", "1").AddTool(Giving(With("""{"city":1}"""), checks: false)), revision);
        Assert.Null((await pair.Client.CallToolAsync("t")).SchemaMisfit); // not listed yet: nothing is known of it
        Assert.Empty(pair.Notes);

        await pair.Client.ListToolsAsync();
        var result = await pair.Client.CallToolAsync("t");
        Assert.Equal("/structuredContent/city: an integer where a string is expected", result.SchemaMisfit);
        Assert.Equal("""{"city":1}""", result.StructuredContent.ToString());
        Assert.False(result.IsError);
        Assert.Equal(["The result of the tool t does not fit its output schema: /structuredContent/city: an integer where a string is expected."], pair.Notes);
    }

    public static TheoryData<string, string?> Misfits => new()
    {
        { """{"city":"Oslo"}""", null },
        { "", "/structuredContent: missing, though the tool has an output schema" },
        { """{"city":"Oslo","more":1}""", null },
        { "{}", "/structuredContent: the required member \"city\" is missing" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public async Task What_a_client_notes(string structured, string? expected)
    {
        var result = structured.Length == 0 ? CallToolResult.Text("x") : With(structured);
        await using var pair = await Pair.OpenAsync(new McpServer("s", "1").AddTool(Giving(result, checks: false)), null);
        await pair.Client.ListToolsAsync();
        Assert.Equal(expected, (await pair.Client.CallToolAsync("t")).SchemaMisfit);
    }

    [Fact]
    public async Task A_tool_error_needs_no_structured_content()
    {
        await using var pair = await Pair.OpenAsync(new McpServer("s", "1").AddTool(Giving(CallToolResult.Error("no"))), null);
        await pair.Client.ListToolsAsync();
        var result = await pair.Client.CallToolAsync("t");
        Assert.Equal(("no", null), (Text(result), result.SchemaMisfit));
    }

    [Fact]
    public async Task A_client_says_when_it_cannot_use_an_output_schema()
    {
        var tool = Giving(With("""{"city":1}"""), """{"type":"object","properties":{"city":{"pattern":"("}}}""", checks: false);
        await using var pair = await Pair.OpenAsync(new McpServer("s", "1").AddTool(tool), null);
        await pair.Client.ListToolsAsync();
        Assert.Equal(
            "outputSchema cannot be used: #/properties/city/pattern: the pattern \"(\" cannot be used: a ( that is not closed",
            (await pair.Client.CallToolAsync("t")).SchemaMisfit);
    }

    [Fact]
    public void A_client_knows_the_schema_it_saw_last()
    {
        var schemas = new ResultSchemas();
        var tool = Giving(With("{}")).Description;
        schemas.Learn(tool);
        Assert.NotNull(schemas.Misfit("t", With("{}")));
        schemas.Learn(tool with { OutputSchema = RawJson.EmptyObject });
        Assert.Null(schemas.Misfit("t", With("{}")));
        schemas.Learn(tool);
        schemas.Learn(tool with { OutputSchema = default });
        Assert.Null(schemas.Misfit("t", With("{}")));
    }

    private static string Text(CallToolResult result) => ((Content.Text)Assert.Single(result.Content)).Value;
}
