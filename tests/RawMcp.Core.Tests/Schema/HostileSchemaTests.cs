using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Schema;

namespace RawMcp.Core.Tests.Schema;

/// <summary>Schemas that ask for more than there is: each ends with an answer that names its limit, and one less is still judged.</summary>
public sealed class HostileSchemaTests
{
    private static SchemaOptions With(SchemaLimits limits) => new() { Limits = limits };

    private static SchemaProblem Undecided(string schema, string instance, SchemaOptions? options = null)
    {
        var compiled = Schemas.Of(schema, options);
        var result = compiled.Evaluate(Schemas.Json(instance));
        Assert.False(result.IsValid);
        Assert.False(compiled.IsValid(Schemas.Json(instance)));
        Assert.Empty(result.Errors);
        return result.Undecided!;
    }

    private static string Chain(int links)
    {
        var text = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
        for (var i = 0; i < links; i++) text.Append($"\"d{i}\":{{\"$ref\":\"#/$defs/d{i + 1}\"}},");
        return text.Append($"\"d{links}\":{{\"type\":\"null\"}}}}}}").ToString();
    }

    [Fact]
    public void A_chain_of_references_ends_at_MaxDepth()
    {
        var options = With(new SchemaLimits { MaxDepth = 20 });
        Assert.True(Schemas.Fits(Chain(18), "null", options));
        Assert.False(Schemas.Fits(Chain(18), "1", options));
        Assert.Equal(nameof(SchemaLimits.MaxDepth), Undecided(Chain(19), "null", options).Limit);
        Assert.True(Schemas.Fits(Chain(900), "null"));
        Assert.Equal(nameof(SchemaLimits.MaxDepth), Undecided(Chain(40_000), "null").Limit);
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"allOf":[{"$ref":"#"}]}""")]
    [InlineData("""{"not":{"$ref":"#"}}""")]
    [InlineData("""{"not":{"not":{"$ref":"#"}}}""")]
    [InlineData("""{"if":{"$ref":"#"},"else":true}""")]
    [InlineData("""{"anyOf":[{"$ref":"#"},true]}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}""")]
    [InlineData("""{"$dynamicAnchor":"x","$dynamicRef":"#x"}""")]
    [InlineData("""{"dependentSchemas":{"a":{"$ref":"#"}}}""")]
    public void A_reference_that_leads_back_to_itself_is_no_verdict(string schema) =>
        Assert.Equal(nameof(SchemaLimits.MaxDepth), Undecided(schema, """{"a":1}""").Limit);

    [Theory]
    [InlineData("anyOf")]
    [InlineData("oneOf")]
    [InlineData("allOf")]
    public void Alternatives_that_double_at_every_step_end_at_MaxWork(string keyword)
    {
        var text = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
        for (var i = 0; i < 60; i++) text.Append($$"""{{(i > 0 ? "," : "")}}"d{{i}}":{"{{keyword}}":[{"$ref":"#/$defs/d{{i + 1}}"},{"$ref":"#/$defs/d{{i + 1}}"}]}""");
        var schema = text.Append(",\"d60\":").Append(keyword == "allOf" ? "true" : "false").Append("}}").ToString();
        Assert.Equal(nameof(SchemaLimits.MaxWork), Undecided(schema, "1").Limit);
    }

    [Fact]
    public void Work_has_a_limit_on_both_sides()
    {
        const string schema = """{"allOf":[true,true,true]}""";
        Assert.True(Schemas.Fits(schema, "1", With(new SchemaLimits { MaxWork = 3 })));
        Assert.Equal(nameof(SchemaLimits.MaxWork), Undecided(schema, "1", With(new SchemaLimits { MaxWork = 2 })).Limit);
        Assert.True(Schemas.Fits(schema, "10", With(new SchemaLimits { MaxWork = 2 })), "a larger instance may take more");
    }

    [Fact]
    public void A_deep_instance_ends_at_MaxDepth()
    {
        const string schema = """{"items":{"$ref":"#"}}""";
        Assert.True(Schemas.Fits(schema, new string('[', 400) + new string(']', 400)));
        Assert.Equal(nameof(SchemaLimits.MaxDepth), Undecided(schema, new string('[', 5_000) + new string(']', 5_000)).Limit);
    }

    [Fact]
    public void Deep_instances_are_compared_within_the_stack()
    {
        var deep = new string('[', 20_000) + new string(']', 20_000);
        var result = Schemas.Of($$"""{"const":{{deep}}}""").Evaluate(Schemas.Json(deep));
        Assert.True(result.IsValid || result.Undecided is not null);
        result = Schemas.Of("""{"uniqueItems":true}""").Evaluate(Schemas.Json($"[{deep[1..^1]},{deep[1..^1]}]"));
        Assert.False(result.IsValid);
    }

    [Fact]
    public void Subschemas_inside_one_another_have_a_limit()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"not\":", depth)) + "true" + new string('}', depth);
        var options = With(new SchemaLimits { MaxSchemaDepth = 10 });
        Assert.True(Schemas.Fits(Nested(8), "1", options));
        Schemas.Of(Nested(9), options);
        Assert.Equal(nameof(SchemaLimits.MaxSchemaDepth), Schemas.Refused(Nested(10), options).Limit);
        Assert.Equal(nameof(SchemaLimits.MaxSchemaDepth), Schemas.Refused(Nested(5_000)).Limit);
    }

    [Fact]
    public void Subschemas_are_counted()
    {
        static string Wide(int count) => $"{{\"anyOf\":[{string.Join(',', Enumerable.Repeat("{}", count))}]}}";
        var options = With(new SchemaLimits { MaxSubschemas = 10 });
        Schemas.Of(Wide(9), options);
        Assert.Equal(nameof(SchemaLimits.MaxSubschemas), Schemas.Refused(Wide(10), options).Limit);
        Assert.Equal(nameof(SchemaLimits.MaxSubschemas), Schemas.Refused(Wide(60_000)).Limit);
    }

    [Fact]
    public void A_huge_enum_is_looked_up()
    {
        var schema = $"{{\"items\":{{\"enum\":[{string.Join(',', Enumerable.Range(0, 100_000))}]}}}}";
        var values = string.Join(',', Enumerable.Range(0, 50_000).Select(i => i + ".0"));
        Assert.True(Schemas.Fits(schema, $"[{values}]"));
        Assert.False(Schemas.Fits(schema, $"[{values},100000]"));
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("(.*)*(.*)*(.*)*z$")]
    [InlineData("^(?:(?:a*)*)*$")]
    [InlineData("^(?=(a+)+$)a*b$")]
    [InlineData("a*a*a*a*a*a*a*a*z")]
    public void A_pattern_that_backtracks_is_judged_all_the_same(string pattern) =>
        Assert.False(Schemas.Fits($$"""{"pattern":"{{pattern}}"}""", $"\"{new string('a', 10_000)}!\""));

    [Fact]
    public void A_pattern_that_refers_back_ends_at_MaxWork() =>
        Assert.Equal(nameof(SchemaLimits.MaxWork), Undecided("""{"pattern":"^(a*)*\\1b$"}""", $"\"{new string('a', 60)}\"").Limit);

    [Fact]
    public void A_pattern_has_a_size()
    {
        var options = With(new SchemaLimits { MaxPatternSteps = 22 });
        Assert.True(Schemas.Fits("""{"pattern":"^(?:ab){9}$"}""", $"\"{string.Concat(Enumerable.Repeat("ab", 9))}\"", options));
        Assert.Equal(nameof(SchemaLimits.MaxPatternSteps), Schemas.Refused("""{"pattern":"^(?:ab){10}$"}""", options).Limit);
        Assert.Equal(nameof(SchemaLimits.MaxPatternSteps), Schemas.Refused("""{"pattern":"((((a|b){1000}){1000}){1000}){1000}"}""").Limit);
        Assert.Equal(nameof(SchemaLimits.MaxPatternSteps), Schemas.Refused($$"""{"pattern":"{{new string('a', 100_001)}}"}""").Limit);
        Assert.Equal(nameof(SchemaLimits.MaxPatternSteps), Schemas.Refused($$"""{"pattern":"{{new string('a', 50_000_000)}}"}""").Limit);
        Assert.EndsWith("100 groups inside one another", Schemas.Refused($$"""{"pattern":"{{new string('(', 50_000)}}"}""").Why, StringComparison.Ordinal);
        Assert.True(Schemas.Fits("""{"pattern":"^.{1,65535}$"}""", "\"x\""));

        // Together, not each.
        var many = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $$"""{"pattern":"^(?:a{{i}}b){20}$"}"""));
        Assert.Equal(nameof(SchemaLimits.MaxPatternSteps), Schemas.Refused($$"""{"anyOf":[{{many}}]}""").Limit);
    }

    [Theory]
    [InlineData("1e1000000000000000000000000000000", "7", false)]
    [InlineData("7", "1e1000000000000", false)]
    [InlineData("7", "0.1e-1000000000000", false)]
    [InlineData("1e-1000000000000", "1e1000000000000", true)]
    [InlineData("0.1", "1e1000000000000", true)]
    public void Exponents_cost_nothing(string factor, string instance, bool expected) =>
        Assert.Equal(expected, Schemas.Fits($$"""{"multipleOf":{{factor}}}""", instance));

    [Fact]
    public void Digits_have_a_limit()
    {
        var options = With(new SchemaLimits { MaxDigits = 30 });
        Assert.True(Schemas.Fits("""{"multipleOf":3}""", new string('3', 30), options));
        Assert.Equal(nameof(SchemaLimits.MaxDigits), Undecided("""{"multipleOf":3}""", new string('3', 31), options).Limit);
        Assert.True(Schemas.Fits("""{"maximum":1}""", "-" + new string('3', 31), options), "a comparison has no limit");
        Assert.Equal(nameof(SchemaLimits.MaxDigits), Schemas.Refused($$"""{"multipleOf":{{new string('3', 31)}}}""", options).Limit);
    }

    [Theory]
    [InlineData("""{"$ref":"https://example.org/other"}""", "#/$ref: refers to \"https://example.org/other\", which is not among the resources that were given; nothing is fetched")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/b"}}}""", "#/properties/a/$ref: \"#/$defs/b\" refers to a place that is not there")]
    [InlineData("""{"$ref":"#a"}""", "#/$ref: \"#a\" refers to an anchor that is not there")]
    [InlineData("""{"$ref":"file:///etc/passwd"}""", "#/$ref: refers to \"file:///etc/passwd\", which is not among the resources that were given; nothing is fetched")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2019-09/schema"}""", "#/$schema: the dialect \"https://json-schema.org/draft/2019-09/schema\" is not supported: 2020-12 and draft-07 are, and metaschemas that were given as a resource")]
    [InlineData("""{"type":"text"}""", "#/type: \"text\" is not a type: null, boolean, integer, number, string, array and object are")]
    [InlineData("""{"type":"string","type":"number"}""", "#/type: the keyword is given twice")]
    [InlineData("""{"properties":{"a":1}}""", "#/properties/a: an integer where a schema is expected (an object, true or false)")]
    [InlineData("""{"minLength":-1}""", "#/minLength: -1 where an integer from 0 on is expected")]
    [InlineData("""{"required":"a"}""", "#/required: a string where an array of names is expected")]
    [InlineData("""{"pattern":"("}""", "#/pattern: the pattern \"(\" cannot be used: a ( that is not closed")]
    [InlineData("""{"multipleOf":0}""", "#/multipleOf: 0 where a number above 0 is expected")]
    [InlineData("""{"$defs":{"a":{"$id":"u:x"},"b":{"$id":"u:x"}}}""", "#/$defs/b/$id: two schemas have the URI \"u:x\"")]
    [InlineData("""{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}""", "#/$defs/b/$anchor: two schemas have the anchor \"x\"")]
    [InlineData("1", "#: an integer where a schema is expected (an object, true or false)")]
    [InlineData("""{"$ref":"#/$defs","$defs":{"type":1}}""", "#/$defs/type: an integer where a schema is expected (an object, true or false)")]
    [InlineData("""{"$id":"u:x","items":{"minItems":"3"}}""", "u:x#/items/minItems: a string where a number is expected")]
    public void A_schema_that_cannot_be_used_says_where_and_why(string schema, string expected) => Assert.Equal(expected, Schemas.Refused(schema).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\0\u0001")]
    [InlineData("{} {}")]
    public void Bytes_that_are_no_schema_are_refused(string text)
    {
        Assert.False(JsonSchema.TryCompile(RawJson.From(text), null, out _, out var problem));
        Assert.StartsWith("#: ", problem.ToString(), StringComparison.Ordinal);
        Assert.False(JsonSchema.TryCompile(new RawJson(new byte[] { (byte)'"', 0xFF, (byte)'"' }), null, out _, out problem));
        Assert.Equal("#: bytes that are not UTF-8", problem.ToString());
        Assert.False(JsonSchema.TryCompile(default(JsonElement), null, out _, out problem));
    }

    // Half a surrogate pair is a character of JSON, though no text of .NET.
    [Fact]
    public void Half_surrogates_are_characters()
    {
        Assert.True(Schemas.Fits("""{"maxLength":1,"minLength":1,"const":"\uD800","pattern":"^.$"}""", """ "\uD800" """));
        Assert.False(Schemas.Fits("""{"const":"\uD800"}""", """ "\uFFFD" """));
        Assert.True(Schemas.Fits("""{"maxLength":1,"pattern":"^\\uD83E\\uDD89$"}""", """ "\uD83E\uDD89" """));
        Assert.False(Schemas.Fits("""{"properties":{"\uD800":{"type":"null"}}}""", """{"\uD800":1}"""));
        Assert.True(Schemas.Fits("""{"properties":{"\uD800":{"type":"null"}},"required":["\uD800"]}""", """{"\uD801":1,"\uD800":null}"""));
        Assert.Equal("/\uD800: an integer where null is expected", Schemas.Evaluate("""{"properties":{"\uD800":{"type":"null"}}}""", """{"\uD800":1}""").ToString());
        Assert.Equal("#/$ref: \"#/\uD800/x\" refers to a place that is not there", Schemas.Refused("""{"$ref":"#/\uD800/x"}""").ToString());
    }

    [Fact]
    public void Members_of_the_same_name_are_all_judged()
    {
        const string schema = """{"properties":{"a":{"type":"number"}}}""";
        Assert.False(Schemas.Fits(schema, """{"a":"x","a":1}"""));
        Assert.False(Schemas.Fits(schema, """{"a":1,"\u0061":"x"}"""));
        Assert.False(Schemas.Fits("""{"const":{"a":1}}""", """{"a":1,"a":1}"""));
        Assert.True(Schemas.Fits("""{"const":{"a":1,"b":2,"a":3}}""", """{"a":1,"a":3.0,"b":2}"""));
    }
}
