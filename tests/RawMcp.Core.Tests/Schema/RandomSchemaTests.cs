using System.Text;
using System.Text.Json;
using RawMcp.Schema;

namespace RawMcp.Core.Tests.Schema;

/// <summary>Schemas and instances by chance: nothing throws, both ways of evaluating agree, and every place that is named exists.</summary>
public sealed class RandomSchemaTests
{
    private static readonly string[] Names = ["a", "b", "~/", "\\uD800", ""];

    private static readonly string[] Scalars = ["null", "true", "false", "0", "1", "1.0", "-2.5", "1e400", "1e-400", "3", "\"\"", "\"a\"", "\"ab🦉\"", "\"\\uD800\""];

    private static readonly string[] Hostile =
        ["{}", "[]", "[[]]", "{\"a\":1}", "-1", "1e999999999999999999999", "\"#\"", "\"#/\"", "\"#/$defs/a\"", "\"#a\"", "\"x:y\"", "\"(\"", "\"^a*$\"", "\"\\uDC00\"", "[1,1]", "[\"a\",\"a\"]", "[\"string\",7]"];

    private static readonly string[] OfSchema = ["not", "if", "then", "else", "items", "contains", "additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "additionalItems"];

    private static readonly string[] OfList = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];

    private static readonly string[] OfMap = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];

    private static readonly string[] OfCount = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

    private static readonly string[] Others = ["$ref", "$dynamicRef", "$anchor", "$dynamicAnchor", "$id", "$schema", "type", "enum", "const", "required", "uniqueItems", "pattern", "format", "title", "x", "dependentRequired", "$vocabulary"];

    [Theory]
    [InlineData(SchemaDialect.Draft202012)]
    [InlineData(SchemaDialect.Draft7)]
    public void Nothing_throws_and_the_verdicts_agree(SchemaDialect dialect)
    {
        var options = new SchemaOptions { Dialect = dialect, BaseUri = "x:base", Limits = new SchemaLimits { MaxWork = 20_000, MaxDepth = 60 } };
        var (compiled, valid, invalid) = (0, 0, 0);
        for (var seed = 0; seed < 30_000; seed++)
        {
            var random = new Random(seed);
            var text = AnySchema(random, 3, hostile: seed % 3 == 0);
            var json = JsonElement.Parse(text);
            if (!JsonSchema.TryCompile(json, options, out var schema, out var problem))
            {
                Assert.NotEmpty(problem.ToString());
                continue;
            }

            compiled++;
            for (var i = 0; i < 4; i++)
            {
                var instance = JsonElement.Parse(AnyValue(random, 3));
                var result = schema.Evaluate(instance);
                if (result.Undecided is not null) continue;
                Assert.True(result.IsValid == schema.IsValid(instance), $"seed {seed}: {text} on {instance.GetRawText()}");
                Assert.Equal(result.IsValid, result.Errors.Count == 0);
                Assert.Equal(result.IsValid, result.ToString().Length == 0);
                foreach (var error in result.Errors.SelectMany(error => error.Causes.Append(error))) AssertPlaces(error, json, instance, seed);
                if (result.IsValid) valid++;
                else invalid++;
            }
        }

        Assert.True(compiled > 10_000 && valid > 10_000 && invalid > 10_000, $"{compiled} schemas, {valid} valid, {invalid} invalid");
    }

    private static void AssertPlaces(SchemaError error, JsonElement schema, JsonElement instance, int seed)
    {
        // The name of a member is judged at the member's place.
        Assert.True(Exists(instance, error.InstanceLocation), $"seed {seed}: {error.InstanceLocation} in {instance.GetRawText()}");
        var (uri, pointer) = error.AbsoluteKeywordLocation.Split('#', 2) is [var before, var after] ? (before, after) : ("", "");
        if (uri == "x:base") Assert.True(Exists(schema, pointer), $"seed {seed}: {pointer} in {schema.GetRawText()}");
        Assert.NotEmpty(error.ToString());
    }

    private static bool Exists(JsonElement value, string pointer)
    {
        if (pointer.Length == 0) return true;
        foreach (var step in pointer[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                if (!int.TryParse(step, out var index) || index >= value.GetArrayLength()) return false;
                value = value[index];
            }
            else
            {
                // Half a surrogate is found by its raw spelling; the names of these tests have only one such.
                var found = value.ValueKind == JsonValueKind.Object
                    ? value.EnumerateObject().Cast<JsonProperty?>().LastOrDefault(member => Raw(member!.Value) == (step == "\uD800" ? "\\uD800" : step))
                    : null;
                if (found is null) return false;
                value = found.Value.Value;
            }
        }

        return true;
    }

    private static string Raw(JsonProperty member) => Encoding.UTF8.GetString(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(member));

    private static string One(Random random, string[] from) => from[random.Next(from.Length)];

    private static string AnyValue(Random random, int depth) => random.Next(depth > 0 ? 4 : 2) switch
    {
        2 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => AnyValue(random, depth - 1)))}]",
        3 => $"{{{string.Join(',', Names.OrderBy(_ => random.Next()).Take(random.Next(4)).Select(name => $"\"{name}\":{AnyValue(random, depth - 1)}"))}}}",
        _ => One(random, Scalars),
    };

    private static string AnySchema(Random random, int depth, bool hostile)
    {
        if (depth == 0 || random.Next(8) == 0) return One(random, ["true", "false", "{}", "{\"type\":\"string\"}", "{\"type\":\"number\"}"]);
        var keywords = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Keyword(random, depth, hostile)).DistinctBy(keyword => keyword.Name);
        return $"{{{string.Join(',', keywords.Select(keyword => $"\"{keyword.Name}\":{keyword.Value}"))}}}";
    }

    private static (string Name, string Value) Keyword(Random random, int depth, bool hostile)
    {
        var group = One(random, ["schema", "schema", "list", "map", "map", "count", "other", "other"]);
        var name = One(random, group switch { "schema" => OfSchema, "list" => OfList, "map" => OfMap, "count" => OfCount, _ => Others });
        if (hostile && random.Next(4) == 0) return (name, One(random, random.Next(2) == 0 ? Hostile : Scalars));
        return (name, group switch
        {
            "schema" => AnySchema(random, depth - 1, hostile),
            "list" => $"[{string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => AnySchema(random, depth - 1, hostile)))}]",
            "map" => $"{{{string.Join(',', Names.OrderBy(_ => random.Next()).Take(random.Next(3)).Select(key => $"\"{key}\":{AnySchema(random, depth - 1, hostile)}"))}}}",
            "count" => One(random, ["1", "2", "2.0", "3"]),
            _ => Other(random, name),
        });
    }

    private static string Other(Random random, string name) => name switch
    {
        "$ref" or "$dynamicRef" => One(random, ["\"#\"", "\"#a\"", "\"#/$defs/a\"", "\"#/definitions/a\"", "\"x:base\"", "\"#/x\""]),
        "$anchor" or "$dynamicAnchor" => One(random, ["\"a\"", "\"b\""]),
        "$id" => One(random, ["\"x:a\"", "\"#a\"", "\"a/../b\""]),
        "$schema" => One(random, ["\"https://json-schema.org/draft/2020-12/schema\"", "\"http://json-schema.org/draft-07/schema#\"", "\"x:y\""]),
        "type" => One(random, ["\"null\"", "\"object\"", "\"array\"", "\"integer\"", "[\"string\",\"number\"]"]),
        "enum" => $"[{AnyValue(random, 2)},{AnyValue(random, 1)}]",
        "required" => "[\"a\",\"\\uD800\"]",
        "uniqueItems" => "true",
        "pattern" => One(random, ["\"a\"", "\"^.{1,2}$\"", "\"(?!a)\""]),
        "dependentRequired" => "{\"a\":[\"b\"]}",
        "$vocabulary" => "{\"x\":true}",
        _ => AnyValue(random, 2),
    };
}
