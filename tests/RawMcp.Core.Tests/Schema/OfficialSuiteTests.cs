using System.Text.Json;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.Schema;

namespace RawMcp.Core.Tests.Schema;

/// <summary>Every required case of the JSON Schema Test Suite, with its remote schemas given from memory; and each both ways.</summary>
public sealed class OfficialSuiteTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("draft2020-12", SchemaDialect.Draft202012, 1_299)]
    [InlineData("draft7", SchemaDialect.Draft7, 927)]
    public void Every_required_case_gets_its_verdict(string folder, SchemaDialect dialect, int atLeast)
    {
        var options = new SchemaOptions { Dialect = dialect, Resources = Remotes() };
        var (passed, wrong) = (0, new List<string>());
        foreach (var file in Oracles.Files("json-schema-test-suite", "tests", folder))
        {
            foreach (var group in JsonElement.Parse(File.ReadAllBytes(file)).EnumerateArray())
            {
                var name = $"{Path.GetFileNameWithoutExtension(file)}: {group.GetProperty("description").GetString()}";
                if (!JsonSchema.TryCompile(group.GetProperty("schema"), options, out var schema, out var problem)) wrong.Add($"{name}: {problem}");
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                {
                    if (schema is not null && HasVerdict(schema, test)) passed++;
                    else wrong.Add($"{name}: {test.GetProperty("description").GetString()}");
                }
            }
        }

        output.WriteLine($"{folder}: {passed} of {passed + wrong.Count} required cases passed");
        Assert.Empty(wrong);
        Assert.True(passed >= atLeast, $"only {passed} cases, where at least {atLeast} are known");
    }

    [Theory]
    [InlineData("draft2020-12", "https://json-schema.org/draft/2020-12/schema")]
    [InlineData("draft7", "http://json-schema.org/draft-07/schema#")]
    public void Every_schema_in_it_is_one_by_our_metaschema(string folder, string metaschema)
    {
        var schema = Schemas.Of($$"""{"$ref":"{{metaschema}}"}""");
        var count = 0;
        foreach (var file in Oracles.Files("json-schema-test-suite", "tests", folder))
        {
            foreach (var group in JsonElement.Parse(File.ReadAllBytes(file)).EnumerateArray())
            {
                var result = schema.Evaluate(group.GetProperty("schema"));
                Assert.True(result.IsValid, $"{Path.GetFileName(file)}: {group.GetProperty("description")}: {result}");
                count++;
            }
        }

        Assert.True(count > 200, $"only {count} schemas");
    }

    private static bool HasVerdict(JsonSchema schema, JsonElement test)
    {
        var (instance, expected) = (test.GetProperty("data"), test.GetProperty("valid").GetBoolean());
        var result = schema.Evaluate(instance);
        return result.IsValid == expected && schema.IsValid(instance) == expected && result.Undecided is null && result.Errors.Count == 0 == expected;
    }

    // The suite expects its folder of remote schemas behind this address.
    private static Dictionary<string, JsonElement> Remotes()
    {
        var marker = Oracles.Files("json-schema-test-suite", "remotes");
        var root = Path.GetDirectoryName(marker[0])!;
        return Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).ToDictionary(
            file => "http://localhost:1234/" + Path.GetRelativePath(root, file).Replace('\\', '/'),
            file => JsonElement.Parse(File.ReadAllBytes(file)));
    }
}
