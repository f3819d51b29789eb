using RawMcp.Schema;

namespace RawMcp.Core.Tests.Schema;

/// <summary>What an error says, and where.</summary>
public sealed class SchemaErrorTests
{
    [Theory]
    [InlineData("""{"properties":{"a":{"type":"number"}}}""", """{"a":"x"}""", "/a: a string where a number is expected")]
    [InlineData("""{"type":["integer","null"]}""", "1.5", "a number with a fraction where null or an integer is expected")]
    [InlineData("""{"required":["a"]}""", "{}", "the required member \"a\" is missing")]
    [InlineData("""{"required":["a","b","c"]}""", """{"b":1}""", "the required members \"a\", \"c\" are missing")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"a":1,"b/c":2}""", "/b~1c: no member of this name is allowed")]
    [InlineData("""{"unevaluatedProperties":false}""", """{"b":2}""", "/b: no member of this name is allowed")]
    [InlineData("""{"prefixItems":[{}],"items":false}""", "[1,2]", "/1: no such item is allowed")]
    [InlineData("""{"minimum":2}""", "1e0", "1e0 where at least 2 is expected")]
    [InlineData("""{"maximum":2}""", "3", "3 where at most 2 is expected")]
    [InlineData("""{"exclusiveMinimum":2}""", "2.0", "2.0 where more than 2 is expected")]
    [InlineData("""{"exclusiveMaximum":2}""", "2", "2 where less than 2 is expected")]
    [InlineData("""{"multipleOf":0.01}""", "0.075", "0.075 where a multiple of 0.01 is expected")]
    [InlineData("""{"minLength":2}""", "\"🦉\"", "1 character where at least 2 are expected")]
    [InlineData("""{"maxItems":1}""", "[1,2]", "2 items where at most 1 is expected")]
    [InlineData("""{"minProperties":1}""", "{}", "0 members where at least 1 is expected")]
    [InlineData("""{"pattern":"^a$"}""", "\"b\"", "\"b\" does not match the pattern \"^a$\"")]
    [InlineData("""{"enum":["x",2,null]}""", "\"y\"", "\"y\" where \"x\", 2 or null is expected")]
    [InlineData("""{"const":{"a":1}}""", "{}", "an object where {\"a\":1} is expected")]
    [InlineData("""{"uniqueItems":true}""", "[1,2,1.0]", "items 0 and 2 are the same, where each must differ from the others")]
    [InlineData("""{"contains":{"const":1}}""", "[2]", "no item fits what the array must contain, where at least 1 must")]
    [InlineData("""{"contains":{"const":1},"maxContains":1}""", "[1,1]", "2 items fit what the array must contain, where at most 1 may")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "\"b\" is missing, which \"a\" requires")]
    [InlineData("""{"not":{"type":"string"}}""", "\"x\"", "fits what it must not fit")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1", "fits none of 2 alternatives (an integer where a string is expected; an integer where null is expected)")]
    [InlineData("""{"oneOf":[true,{"type":"null"},true]}""", "1", "fits more than one alternative (0 and 2) where exactly one is expected")]
    [InlineData("""{"properties":{"a":{"anyOf":[{"required":["b"]},{"properties":{"c":{"type":"null"}}}]}}}""", """{"a":{"c":1}}""",
        "/a: fits none of 2 alternatives (the required member \"b\" is missing; /c: an integer where null is expected)")]
    [InlineData("false", "1", "nothing is allowed here")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"ab":1}""", "/ab: 2 characters where at most 1 is expected")]
    public void Says_what_is_wrong(string schema, string instance, string expected)
    {
        Assert.False(Schemas.Fits(schema, instance));
        Assert.Equal(expected, Schemas.Evaluate(schema, instance).ToString());
    }

    [Theory]
    [InlineData("""{"type":["integer","null"]}""", "1.5", "应为 null 或整数，却是带小数的数字")]
    [InlineData("""{"required":["a","b","c"]}""", """{"b":1}""", "缺少必需的成员 \"a\"、\"c\"")]
    [InlineData("""{"additionalProperties":false}""", """{"a":2}""", "不允许有这个名称的成员")]
    [InlineData("""{"items":false}""", "[1]", "不允许有这一项")]
    [InlineData("false", "1", "这里不允许有任何值")]
    [InlineData("""{"minimum":2}""", "1", "应不小于 2，却是 1")]
    [InlineData("""{"maximum":2}""", "3", "应不大于 2，却是 3")]
    [InlineData("""{"exclusiveMinimum":2}""", "2", "应大于 2，却是 2")]
    [InlineData("""{"exclusiveMaximum":2}""", "2", "应小于 2，却是 2")]
    [InlineData("""{"multipleOf":2}""", "3", "应为这个数的整数倍：2，却是 3")]
    [InlineData("""{"minLength":2}""", "\"🦉\"", "有 1 个字符，而至少应有 2 个字符")]
    [InlineData("""{"maxItems":1}""", "[1,2]", "有 2 项，而最多只能有 1 项")]
    [InlineData("""{"minProperties":1}""", "{}", "有 0 个成员，而至少应有 1 个成员")]
    [InlineData("""{"pattern":"^a$"}""", "\"b\"", "\"b\" 不符合模式 \"^a$\"")]
    [InlineData("""{"enum":["x",2]}""", "[]", "应为 \"x\"、2 之一，却是数组")]
    [InlineData("""{"enum":[1,2,3,4,5,6,7,8,9,10,11]}""", "0", "应为 1、2、3、4、5、6、7、8、9、10 等 11 个值之一，却是 0")]
    [InlineData("""{"const":{"a":1}}""", "\"x\"", "应为 {\"a\":1}，却是 \"x\"")]
    [InlineData("""{"uniqueItems":true}""", "[1,2,1.0]", "[0] 与 [2] 两项相同，而各项应互不相同")]
    [InlineData("""{"contains":{"const":1}}""", "[2]", "数组中有 0 项符合要求，而至少应有 1 项")]
    [InlineData("""{"contains":{"const":1},"maxContains":1}""", "[1,1]", "数组中有 2 项符合要求，而最多只能有 1 项")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "缺少成员 \"b\"，而有 \"a\" 时必须有它")]
    [InlineData("""{"not":{"type":"string"}}""", "\"x\"", "符合了不得符合的规定")]
    [InlineData("""{"anyOf":[{"required":["b"]},{"properties":{"c":{"type":"null"}}}]}""", """{"c":1}""", "2 个选项都不符合（缺少必需的成员 \"b\"；/c：应为 null，却是整数）")]
    [InlineData("""{"oneOf":[true,{"type":"null"},true]}""", "1", "同时符合两个选项（0 和 2），而只应符合一个")]
    public void Says_it_in_Chinese_too(string schema, string instance, string expected)
    {
        var error = Assert.Single(Schemas.Of(schema).EvaluateInBoth(Schemas.Json(instance)).Errors);
        Assert.Equal(expected, error.Chinese);
        Assert.Equal(Schemas.Evaluate(schema, instance).Errors[0].Message, error.Message);
    }

    [Fact]
    public void Has_three_places()
    {
        const string schema = """
            {"$id":"https://example.org/s","properties":{"a":{"items":{"$ref":"#/$defs/n"}}},"$defs":{"n":{"$id":"n","allOf":[{"type":"number"}]}}}
            """;
        var error = Assert.Single(Schemas.Evaluate(schema, """{"a":[1,"x"]}""").Errors);
        Assert.Equal("/a/1", error.InstanceLocation);
        Assert.Equal("/properties/a/items/$ref/allOf/0/type", error.KeywordLocation);
        Assert.Equal("https://example.org/n#/allOf/0/type", error.AbsoluteKeywordLocation);
        Assert.Equal("type", error.Keyword);
    }

    [Fact]
    public void The_schema_false_is_where_it_stands()
    {
        var error = Assert.Single(Schemas.Evaluate("""{"properties":{"a":false}}""", """{"a":1}""").Errors);
        Assert.Equal(("/a", "/properties/a", "#/properties/a"), (error.InstanceLocation, error.KeywordLocation, error.AbsoluteKeywordLocation));
    }

    [Fact]
    public void Alternatives_are_causes_and_not_errors()
    {
        var error = Assert.Single(Schemas.Evaluate("""{"anyOf":[{"type":"string"},{"minimum":5,"multipleOf":2}]}""", "1").Errors);
        Assert.Equal(["/anyOf/0/type", "/anyOf/1/minimum", "/anyOf/1/multipleOf"], error.Causes.Select(cause => cause.KeywordLocation));
    }

    [Fact]
    public void All_errors_are_told_up_to_the_limit()
    {
        var options = new SchemaOptions { Limits = new SchemaLimits { MaxErrors = 3 } };
        var schema = Schemas.Of("""{"items":{"type":"null"}}""", options);
        var three = schema.Evaluate(Schemas.Json("[1,2,3]"));
        var four = schema.Evaluate(Schemas.Json("[1,2,3,4]"));
        Assert.Equal((3, false), (three.Errors.Count, three.HasMoreErrors));
        Assert.Equal((3, true), (four.Errors.Count, four.HasMoreErrors));
        Assert.EndsWith("(and more)", four.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_by_alternatives_never_lacks_its_error()
    {
        var options = new SchemaOptions { Limits = new SchemaLimits { MaxErrors = 2 } };
        var result = Schemas.Of("""{"anyOf":[{"items":{"type":"null"}},{"items":{"type":"string"}}]}""", options).Evaluate(Schemas.Json("[1,2,3,4]"));
        var error = Assert.Single(result.Errors);
        Assert.Equal("anyOf", error.Keyword);
        Assert.True(result.HasMoreErrors);
    }

    [Fact]
    public void An_instance_inside_something_larger_has_its_place_before()
    {
        var result = Schemas.Evaluate("""{"type":"object","required":["b"],"properties":{"a":{"type":"number"}}}""", """{"a":"x"}""");
        Assert.Equal("/arguments/a: a string where a number is expected\n/arguments: the required member \"b\" is missing", result.Lines("/arguments"));
    }

    [Fact]
    public void A_long_value_or_name_is_cut()
    {
        var name = new string('n', 10_000);
        var line = Schemas.Evaluate($$$"""{"additionalProperties":{"const":1}}""", $$$"""{"{{{name}}}":"{{{name}}}"}""").ToString();
        Assert.InRange(line.Length, 100, 200);
        Assert.Contains("…", line, StringComparison.Ordinal);
    }
}
