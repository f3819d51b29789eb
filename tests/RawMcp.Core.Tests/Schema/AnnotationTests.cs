using RawMcp.Schema;

namespace RawMcp.Core.Tests.Schema;

public sealed class AnnotationTests
{
    private static string[] Told(string schema, string instance, SchemaOptions? options = null) =>
        [.. Schemas.Of(schema, options).Evaluate(Schemas.Json(instance)).Annotations
            .Select(one => $"{one.InstanceLocation} {one.Keyword} {one.Value.GetRawText()} {one.KeywordLocation} {one.AbsoluteKeywordLocation}")];

    [Fact]
    public void Each_has_its_value_and_its_places() =>
        Assert.Equal(
            [
                """/a/0 format "date" /properties/a/items/$ref/format #/$defs/d/format""",
                """ title "T" /title #/title""",
            ],
            Told("""{"title":"T","properties":{"a":{"items":{"$ref":"#/$defs/d"}}},"$defs":{"d":{"format":"date"}}}""", """{"a":["no date"]}"""));

    [Fact]
    public void Keywords_of_others_are_annotations() =>
        Assert.Equal([""" x-since "2025-06-18" /x-since #/x-since"""], Told("""{"x-since":"2025-06-18"}""", "1"));

    [Theory]
    [InlineData("""{"anyOf":[{"title":"A","type":"string"},{"title":"B","type":"number"},{"title":"C"}]}""", "B C")]
    [InlineData("""{"oneOf":[{"title":"A","type":"string"},{"title":"B","type":"number"}]}""", "B")]
    [InlineData("""{"not":{"title":"A","type":"string"}}""", "")]
    [InlineData("""{"if":{"title":"I"},"then":{"title":"T"},"else":{"title":"E"}}""", "I T")]
    [InlineData("""{"if":{"title":"I","type":"string"},"then":{"title":"T"},"else":{"title":"E"}}""", "E")]
    [InlineData("""{"allOf":[{"title":"A","allOf":[{"title":"B"}]}]}""", "B A")]
    public void Only_what_fits_says_something(string schema, string expected) =>
        Assert.Equal(expected, string.Join(' ', Schemas.Evaluate(schema, "1").Annotations.Select(one => one.Value.GetString())));

    [Fact]
    public void An_instance_that_does_not_fit_has_none() => Assert.Empty(Told("""{"title":"T","properties":{"a":{"title":"A"},"b":false}}""", """{"a":1,"b":2}"""));

    // What of a vocabulary that the metaschema leaves out is a keyword like any of others.
    [Fact]
    public void Draft_7_says_them_too() =>
        Assert.Equal(
            [""" minContains 2 /minContains #/minContains"""],
            Told("""{"minContains":2}""", "[]", new SchemaOptions { Dialect = SchemaDialect.Draft7 }));

    [Fact]
    public void Their_number_has_a_limit()
    {
        var schema = Schemas.Of("""{"items":{"title":"T"}}""", new SchemaOptions { Limits = new SchemaLimits { MaxAnnotations = 2 } });
        Assert.Equal(2, schema.Evaluate(Schemas.Json("[1,2]")).Annotations.Count);
        var more = schema.Evaluate(Schemas.Json("[1,2,3]"));
        Assert.Equal(nameof(SchemaLimits.MaxAnnotations), more.Undecided?.Limit);
        Assert.True(schema.IsValid(Schemas.Json("[1,2,3]")), "a verdict needs no annotations");
    }
}
