using System.Text.Json;
using RawMcp.Agent.Formats;
using RawMcp.Agent.StandIn;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Agent.Tests;

/// <summary>The tool list as each model's API takes it, and what is said of the changes.</summary>
public sealed class FunctionListTests
{
    private const string Plain = """{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}""";

    [Theory]
    [InlineData(FunctionFormat.OpenAi, """{"tools":[{"type":"function","function":{"name":"add","description":"Add.","parameters":{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}}}]}""")]
    [InlineData(FunctionFormat.Anthropic, """{"tools":[{"name":"add","description":"Add.","input_schema":{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}}]}""")]
    [InlineData(FunctionFormat.Gemini, """{"tools":[{"functionDeclarations":[{"name":"add","description":"Add.","parameters":{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}}]}]}""")]
    public void A_plain_tool_needs_no_change(FunctionFormat format, string json)
    {
        var list = FunctionList.Of(format, [Tool("add", Plain, "Add.")]);
        Assert.Equal(json, list.Json.ToString());
        Assert.Empty(list.Changes);
    }

    [Theory, InlineData(FunctionFormat.OpenAi), InlineData(FunctionFormat.Anthropic), InlineData(FunctionFormat.Gemini)]
    public void No_tools_are_an_empty_list(FunctionFormat format) => Assert.Equal("""{"tools":[]}""", FunctionList.Of(format, []).Json.ToString());

    [Theory]
    [InlineData(FunctionFormat.OpenAi, "math.add", "the name became math_add_[0-9a-f]{8}; tools/call still wants math.add")]
    [InlineData(FunctionFormat.Gemini, "2add", "the name became _2add; tools/call still wants 2add")]
    [InlineData(FunctionFormat.Gemini, "-", "the name became _-; tools/call still wants -")]
    public void A_name_is_changed_where_it_has_to_be(FunctionFormat format, string name, string change) =>
        Assert.Matches($"^{name}: {change}$", Assert.Single(FunctionList.Of(format, [Tool(name, Plain, "Add.")]).Changes));

    [Fact]
    public void Of_two_tools_with_one_name_the_first_counts()
    {
        var list = FunctionList.Of(FunctionFormat.OpenAi, [Tool("t", Plain, "one"), Tool("t", Plain, "two")]);
        Assert.Equal("one", Assert.Single(Tools(list)).GetProperty("function").GetProperty("description").GetString());
        Assert.Equal(["t: left out, because there is a tool of that name already"], list.Changes);
    }

    [Fact]
    public void A_description_is_cut_at_its_limit()
    {
        var whole = new string('x', FunctionList.MaxOpenAiDescription);
        Assert.Empty(FunctionList.Of(FunctionFormat.OpenAi, [Tool("t", Plain, whole)]).Changes);
        var cut = FunctionList.Of(FunctionFormat.OpenAi, [Tool("t", Plain, whole + "x")]);
        Assert.Equal(whole[..^1] + "…", Tools(cut).Single().GetProperty("function").GetProperty("description").GetString());
        Assert.Equal(["t: the description of 1025 characters was cut to 1024"], cut.Changes);
        Assert.Empty(FunctionList.Of(FunctionFormat.Anthropic, [Tool("t", Plain, whole + "x")]).Changes);

        // Not between the halves of a pair.
        var owls = FunctionList.Of(FunctionFormat.OpenAi, [Tool("t", Plain, whole[..^2] + "🦉🦉")]);
        Assert.EndsWith("x…", Tools(owls).Single().GetProperty("function").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_description_is_replaced_where_it_is_required()
    {
        Assert.Equal("t", Gemini("t", Plain).Declaration.GetProperty("description").GetString());
        var titled = FunctionList.Of(FunctionFormat.Anthropic, [new Tool("t", RawJson.From(Plain)) { Title = "Title" }]);
        Assert.Equal("Title", Tools(titled).Single().GetProperty("description").GetString());
        Assert.False(Tools(FunctionList.Of(FunctionFormat.OpenAi, [Tool("t", Plain)])).Single().GetProperty("function").TryGetProperty("description", out _));
    }

    [Theory]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{}}""", "the schema was given empty properties, it had none")]
    [InlineData("""{"type":"string"}""", """{"type":"object","properties":{}}""", "the type of the schema became \"object\", it was \"string\"", "the schema was given empty properties, it had none")]
    [InlineData("""{"properties":{}}""", """{"properties":{},"type":"object"}""", "the type of the schema became \"object\", it was missing")]
    [InlineData("""{"type":"object","properties":{"a":{}},"anyOf":[{"required":["a"]},{"properties":{"b":{"type":"string"}},"required":["b"]}]}""",
        """{"type":"object","properties":{"a":{},"b":{"type":"string"}}}""", "'anyOf' at the root of the schema became plain properties, none of them required by it")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/x"},{"type":"object","properties":{"b":{}},"required":["b"]}],"$defs":{"x":{"properties":{"a":{}},"required":["a"]}}}""",
        """{"$defs":{"x":{"properties":{"a":{}},"required":["a"]}},"required":["a","b"],"type":"object","properties":{"a":{},"b":{}}}""", "'allOf' at the root of the schema became plain properties")]
    [InlineData("""{"$ref":"#/$defs/x","$defs":{"x":{"type":"object","properties":{"a":{}},"required":["a"]}}}""",
        """{"$defs":{"x":{"type":"object","properties":{"a":{}},"required":["a"]}},"required":["a"],"type":"object","properties":{"a":{}}}""", "'$ref' at the root of the schema became plain properties")]
    [InlineData("""{"type":"object","properties":{"u":{"$ref":"https://example.com/x"}}}""", """{"type":"object","properties":{"u":{}}}""", "the reference to https://example.com/x at properties.u was left out, it leads out of the schema")]
    [InlineData("""{"type":"object","properties":{"u":{"$ref":"#/$defs/u"}},"$defs":{"u":{"$ref":"#/$defs/u"}}}""", """{"type":"object","properties":{"u":{"$ref":"#/$defs/u"}},"$defs":{"u":{"$ref":"#/$defs/u"}}}""")]
    public void The_root_of_a_schema_becomes_a_plain_object(string schema, string expected, params string[] changes)
    {
        foreach (var format in (FunctionFormat[])[FunctionFormat.OpenAi, FunctionFormat.Anthropic])
        {
            var list = FunctionList.Of(format, [Tool("t", schema)]);
            var tool = Tools(list).Single();
            Assert.Equal(expected, (format == FunctionFormat.OpenAi ? tool.GetProperty("function").GetProperty("parameters") : tool.GetProperty("input_schema")).GetRawText());
            Assert.Equal(changes.Select(change => "t: " + change), list.Changes);
        }
    }

    [Fact]
    public void OpenAi_wants_items_and_no_const_at_the_root()
    {
        var list = FunctionList.Of(FunctionFormat.OpenAi, [Tool("t", """{"type":"object","properties":{"l":{"type":["array","null"]}},"const":{}}""")]);
        Assert.Equal("""{"type":"object","properties":{"l":{"type":["array","null"],"items":{}}}}""", Tools(list).Single().GetProperty("function").GetProperty("parameters").GetRawText());
        Assert.Equal(["t: 'const' at the root of the schema was left out", "t: the array at properties.l was given items of any kind, it had none"], list.Changes);
    }

    [Fact]
    public void Anthropic_wants_plain_names_of_arguments()
    {
        var list = FunctionList.Of(FunctionFormat.Anthropic, [Tool("t", """{"type":"object","properties":{"filter[id]":{},"filter_id_":{},"a.b":{},"":{}},"required":["filter[id]","a.b"]}""")]);
        Assert.Equal("""{"type":"object","properties":{"filter_id_":{},"a.b":{},"filter_id__2":{},"_":{}},"required":["filter_id__2","a.b"]}""", Tools(list).Single().GetProperty("input_schema").GetRawText());
        Assert.Equal(["t: the argument filter[id] became filter_id__2; tools/call still wants filter[id]", "t: the argument  became _; tools/call still wants "], list.Changes);
    }

    [Theory]
    [InlineData("""{"type":["string","null"],"format":"email","minLength":1}""", """{"type":"string","nullable":true,"minLength":1}""", "format email")]
    [InlineData("""{"type":"string","format":"date-time","default":"x"}""", """{"type":"string","format":"date-time"}""", "default")]
    [InlineData("""{"type":"object","properties":{"k":{"type":"string"}},"additionalProperties":false,"required":["k","z"]}""", """{"type":"object","properties":{"k":{"type":"string"}},"required":["k"]}""", "additionalProperties, required z, which is no property")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}],"description":"d"}""", """{"type":"string","nullable":true,"description":"d"}""", null)]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer","exclusiveMinimum":0}],"description":"d","title":"T"}""", """{"anyOf":[{"type":"string","description":"d"},{"type":"integer"}]}""", "exclusiveMinimum")]
    [InlineData("""{"type":["string","number"]}""", """{"anyOf":[{"type":"string"},{"type":"number"}]}""", null)]
    [InlineData("""{"enum":["a","b",1]}""", """{"type":"string","enum":["a","b"]}""", "values of enum that are no words")]
    [InlineData("""{"type":"integer","enum":[1,2]}""", """{"type":"integer"}""", "enum of integer")]
    [InlineData("""{"$ref":"#/$defs/x","description":"mine"}""", """{"type":"integer","description":"mine","minimum":1}""", null)]
    [InlineData("""{"$ref":"#/$defs/circle"}""", """{"type":"object","properties":{"next":{"type":"string"}}}""", "$ref to #/$defs/circle, which leads in a circle")]
    [InlineData("""{"$ref":"https://example.com/x"}""", """{"type":"string"}""", "$ref to https://example.com/x, which leads nowhere in the schema")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/x"},{"maximum":9}]}""", """{"type":"integer","maximum":9,"minimum":1}""", null)]
    [InlineData("""{"type":"array","items":{"type":"number"},"uniqueItems":true}""", """{"type":"array","items":{"type":"number"}}""", "uniqueItems")]
    public void Gemini_gets_its_part_of_openapi(string property, string expected, string? leftOut)
    {
        var schema = """{"type":"object","properties":{"p":""" + property + """},"$defs":{"x":{"type":"integer","minimum":1},"circle":{"type":"object","properties":{"next":{"$ref":"#/$defs/circle"}}}}}""";
        var (declaration, changes) = Gemini("t", schema, "T.");
        AssertSame(expected, declaration.GetProperty("parameters").GetProperty("properties").GetProperty("p"));
        var lines = changes.Where(change => change.StartsWith("t: left out of the schema", StringComparison.Ordinal)).ToList();
        Assert.Equal(leftOut is null ? [] : ["t: left out of the schema, which Gemini does not take: " + leftOut], lines);
    }

    [Theory]
    [InlineData("""{"p":{"oneOf":[{"type":"string"},{"type":"number"}]}}""", "a oneOf became an anyOf")]
    [InlineData("""{"p":{"const":"x"}}""", "a const became an enum of one word")]
    [InlineData("""{"p":{}}""", "a value of any type became a string")]
    [InlineData("""{"p":true}""", "a value of any type became a string")]
    [InlineData("""{"p":{"type":"array"}}""", "the items of an array became strings, the schema does not say what they are")]
    [InlineData("{}", "no parameters: the schema has no properties")]
    public void Gemini_s_changes_are_said(string properties, string change) =>
        Assert.Equal(["t: " + change], Gemini("t", """{"type":"object","properties":""" + properties + "}", "T.").Changes);

    // A reference that doubles at every level: the written schema would have 2^60 nodes.
    [Fact]
    public void A_hostile_schema_is_bounded()
    {
        var definitions = string.Join(',', Enumerable.Range(0, 60).Select(n => """
            "dN":{"type":"object","properties":{"l":{"$ref":"#/$defs/dM"},"r":{"$ref":"#/$defs/dM"}}}
            """.Replace("N", $"{n}", StringComparison.Ordinal).Replace("M", $"{n + 1}", StringComparison.Ordinal)));
        var (declaration, changes) = Gemini("t", """{"type":"object","properties":{"p":{"$ref":"#/$defs/d0"}},"$defs":{""" + definitions + "}}", "T.");
        Assert.True(declaration.GetRawText().Length < 100 * GeminiSchema.MaxNodes);
        Assert.Contains($"what comes after {GeminiSchema.MaxNodes} schemas", Assert.Single(changes));
    }

    [Fact]
    public void The_depth_has_a_limit_with_two_sides()
    {
        Assert.Empty(Gemini("t", Nested(GeminiSchema.MaxDepth), "T.").Changes);
        Assert.Equal([$"t: left out of the schema, which Gemini does not take: what is deeper than {GeminiSchema.MaxDepth} levels"], Gemini("t", Nested(GeminiSchema.MaxDepth + 1), "T.").Changes);

        static string Nested(int levels) =>
            string.Concat(Enumerable.Repeat("""{"type":"object","properties":{"p":""", levels)) + """{"type":"integer"}""" + string.Concat(Enumerable.Repeat("}}", levels));
    }

    [Fact]
    public void A_number_of_schemas_up_to_the_limit_is_written()
    {
        Assert.Empty(Gemini("t", Wide(GeminiSchema.MaxNodes), "T.").Changes);
        Assert.Single(Gemini("t", Wide(GeminiSchema.MaxNodes + 1), "T.").Changes);

        static string Wide(int count) =>
            """{"type":"object","properties":{""" + string.Join(',', Enumerable.Range(0, count).Select(n => $"\"p{n}\":{{\"type\":\"integer\"}}")) + "}}";
    }

    [Theory]
    [InlineData("{\"type\":\"object\",\"type\":\"object\",\"properties\":{\"a\":{},\"a\":{\"type\":\"string\"}}}")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"\\ud800\":{},\"b\":{\"description\":\"\\ud800\"}}}")]
    [InlineData("{\"type\":\"object\",\"properties\":[1],\"required\":\"a\"}")]
    [InlineData("{\"type\":{},\"properties\":null,\"anyOf\":{},\"$ref\":1}")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/properties/b\"},\"b\":{\"$ref\":\"#/properties/a\"}}}")]
    [InlineData("{\"$ref\":\"#\"}")]
    [InlineData("{\"allOf\":[{\"$ref\":\"#\"},1,null,[]]}")]
    [InlineData("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[],\"enum\":{},\"items\":1,\"required\":[1]},\"b\":{\"anyOf\":[]},\"c\":{\"oneOf\":[1,2]}}}")]
    public void What_is_no_schema_still_gives_a_list_that_a_strict_model_takes(string schema)
    {
        foreach (var format in Enum.GetValues<FunctionFormat>()) Assert.Single(Tools(FunctionList.Of(format, [Tool("t", schema)])));
        Assert.Null(Refused(schema));
    }

    [Fact]
    public void A_schema_too_deep_for_a_tree_becomes_no_arguments()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"items\":", RawJson.MaxTreeDepth)) + "{}" + new string('}', RawJson.MaxTreeDepth);
        Assert.Null(Refused(deep));
        Assert.Equal(["t: the schema is no JSON or deeper than 256 levels, so that a model is told of no arguments"], FunctionList.Of(FunctionFormat.OpenAi, [Tool("t", deep)]).Changes);
    }

    private static string? Refused(string schema)
    {
        var list = FunctionList.Of(FunctionFormat.OpenAi, [Tool("t", schema)]).Json.ToString();
        return RequestReader.Read(RawJson.From($$"""{"model":"{{RawMcp.Agent.StandIn.ScriptedModel.Name}}","messages":[{"role":"user","content":"t"}],{{list[1..]}}"""), out _)?.Message;
    }

    private static Tool Tool(string name, string schema, string? description = null) => new(name, RawJson.From(schema)) { Description = description };

    private static List<JsonElement> Tools(FunctionList list)
    {
        var tools = JsonElement.Parse(list.Json.Utf8.Span, new JsonDocumentOptions { MaxDepth = RawJson.MaxTreeDepth }).GetProperty("tools").EnumerateArray();
        return tools.Any() && tools.First().TryGetProperty("functionDeclarations", out var declarations) ? [.. declarations.EnumerateArray()] : [.. tools];
    }

    private static (JsonElement Declaration, IReadOnlyList<string> Changes) Gemini(string name, string schema, string? description = null)
    {
        var list = FunctionList.Of(FunctionFormat.Gemini, [Tool(name, schema, description)]);
        return (Tools(list).Single(), list.Changes);
    }

    private static void AssertSame(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"expected {expected}\nwritten  {actual}");
}
