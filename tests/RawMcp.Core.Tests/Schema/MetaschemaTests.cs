using RawMcp.Schema;

namespace RawMcp.Core.Tests.Schema;

/// <summary>Schemas held against the metaschemas, and metaschemas of one's own.</summary>
public sealed class MetaschemaTests
{
    private const string Draft202012 = "https://json-schema.org/draft/2020-12/schema";
    private const string Draft7 = "http://json-schema.org/draft-07/schema#";

    // What a metaschema refuses cannot be compiled either.
    [Theory]
    [InlineData("1")]
    [InlineData("""{"type":"any"}""")]
    [InlineData("""{"type":[]}""")]
    [InlineData("""{"required":true}""")]
    [InlineData("""{"properties":{"a":{"minLength":"1"}}}""")]
    [InlineData("""{"allOf":[]}""")]
    [InlineData("""{"multipleOf":0}""")]
    [InlineData("""{"not":{"not":{"maxItems":1.5}}}""")]
    [InlineData("""{"items":{"uniqueItems":1}}""")]
    [InlineData("""{"definitions":{"a":1}}""")]
    public void What_is_no_schema(string schema)
    {
        foreach (var (uri, dialect) in new[] { (Draft202012, SchemaDialect.Draft202012), (Draft7, SchemaDialect.Draft7) })
        {
            Assert.False(Schemas.Fits($$"""{"$ref":"{{uri}}"}""", schema));
            Schemas.Refused(schema, new SchemaOptions { Dialect = dialect });
        }
    }

    [Fact]
    public void The_dialects_differ()
    {
        Assert.False(Schemas.Fits($$"""{"$ref":"{{Draft202012}}"}""", """{"items":[{}]}"""));
        Assert.True(Schemas.Fits($$"""{"$ref":"{{Draft7}}"}""", """{"items":[{}]}"""));
        Assert.False(Schemas.Fits($$"""{"$schema":"{{Draft7}}","items":[{"type":"null"}]}""", "[1]"));
        Schemas.Refused("""{"items":[{}]}""");
    }

    [Fact]
    public void A_metaschema_can_be_extended()
    {
        const string strict = """
            {"$id":"u:strict","$dynamicAnchor":"meta","$ref":"https://json-schema.org/draft/2020-12/schema","propertyNames":{"not":{"const":"x"}}}
            """;
        Assert.True(Schemas.Fits(strict, """{"properties":{"a":{"y":1}}}"""));
        Assert.False(Schemas.Fits(strict, """{"properties":{"a":{"x":1}}}"""));
        Assert.False(Schemas.Fits(strict, """{"properties":{"a":{"type":1}}}"""));
    }

    [Fact]
    public void A_metaschema_of_ones_own_says_which_keywords_count()
    {
        var options = new SchemaOptions
        {
            Resources = new Dictionary<string, System.Text.Json.JsonElement>
            {
                ["u:plain"] = Schemas.Json("""{"$id":"u:plain","$vocabulary":{"https://json-schema.org/draft/2020-12/vocab/applicator":true,"u:mine":false}}"""),
                ["u:more"] = Schemas.Json("""{"$id":"u:more","$vocabulary":{"u:mine":true}}"""),
            },
        };
        Assert.True(Schemas.Fits("""{"$schema":"u:plain","type":"null"}""", "1", options));
        Assert.False(Schemas.Fits("""{"$schema":"u:plain","not":{}}""", "1", options));
        Assert.Equal(
            "#/$schema: the dialect \"u:more\" requires the vocabulary \"u:mine\", which is not supported",
            Schemas.Refused("""{"$schema":"u:more"}""", options).ToString());
    }
}
