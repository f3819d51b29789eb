using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using static RawMcp.Tests.Tools.Calling;

namespace RawMcp.Tests.Tools;

public sealed class InputSchemaTests
{
    public static TheoryData<string, Delegate> Types => new()
    {
        { """{"type":"integer"}""", (int p) => { } },
        { """{"type":"integer"}""", (long p) => { } },
        { """{"type":"integer","minimum":0,"maximum":255}""", (byte p) => { } },
        { """{"type":"integer","minimum":-32768,"maximum":32767}""", (short p) => { } },
        { """{"type":"integer","minimum":0}""", (ulong p) => { } },
        { """{"type":"number"}""", (double p) => { } },
        { """{"type":"number"}""", (decimal p) => { } },
        { """{"type":"string"}""", (string p) => { } },
        { """{"type":"boolean"}""", (bool p) => { } },
        { """{"type":"string","minLength":1,"maxLength":1}""", (char p) => { } },
        { """{"type":["integer","null"]}""", (int? p) => { } },
        { """{"type":["string","null"]}""", (string? p) => { } },
        { """{"type":["boolean","null"]}""", (bool? p) => { } },
        { """{"type":"string","enum":["Red","Green","DeepBlue"]}""", (Color p) => { } },
        { """{"type":["string","null"],"enum":["Red","Green","DeepBlue",null]}""", (Color? p) => { } },
        { """{"type":"string"}""", (Sides p) => { } },
        { """{"type":"string","contentEncoding":"base64"}""", (byte[] p) => { } },
        { """{"type":"string","format":"uuid"}""", (Guid p) => { } },
        { """{"type":"string","format":"date-time"}""", (DateTime p) => { } },
        { """{"type":"string","format":"date-time"}""", (DateTimeOffset p) => { } },
        { """{"type":"string","format":"date"}""", (DateOnly p) => { } },
        { """{"type":"string","format":"time"}""", (TimeOnly p) => { } },
        { """{"type":"string","format":"uri"}""", (Uri p) => { } },
        { """{"type":"string","pattern":"^-?(\\d+\\.)?\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?$"}""", (TimeSpan p) => { } },
        { "{}", (object p) => { } },
        { "{}", (JsonElement p) => { } },
        { "{}", (JsonNode? p) => { } },
        { """{"type":"object"}""", (JsonObject p) => { } },
        { """{"type":"array","items":{"type":"integer"}}""", (int[] p) => { } },
        { """{"type":"array","items":{"type":"string"}}""", (List<string> p) => { } },
        { """{"type":"array","items":{"type":["string","null"]}}""", (List<string?> p) => { } },
        { """{"type":"array","items":{"type":["integer","null"]}}""", (IEnumerable<int?> p) => { } },
        { """{"type":["array","null"],"items":{"type":"string"}}""", (string[]? p) => { } },
        { """{"type":"array","items":{"type":"array","items":{"type":"number"}}}""", (double[][] p) => { } },
        { """{"type":"array","items":{"type":"string"},"uniqueItems":true}""", (HashSet<string> p) => { } },
        { """{"type":"array","items":{}}""", (List<object> p) => { } },
        { """{"type":"object","additionalProperties":{"type":"integer"}}""", (Dictionary<string, int> p) => { } },
        { """{"type":"object","additionalProperties":{"type":["string","null"]}}""", (Dictionary<string, string?> p) => { } },
        {
            """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"nick":{"type":["string","null"],"default":null}},"required":["name","age"]}""",
            (Person p) => { }
        },
        {
            """{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"nick":{"type":["string","null"],"default":null}},"required":["name","age"]}}""",
            (Person[] p) => { }
        },
        {
            // The positional [Description] and the [property:] one both count; a member that cannot be set is not there.
            """{"type":"object","description":"A place on the map","properties":{"lat":{"type":"number","description":"Degrees north","minimum":-90,"maximum":90},"lon":{"type":"number","description":"Degrees east"},"label":{"type":["string","null"],"default":null,"minLength":2,"maxLength":5}},"required":["lat","lon"]}""",
            (Place p) => { }
        },
        {
            """{"type":"object","properties":{"tags":{"type":"array","items":{"type":["string","null"]}},"counts":{"type":"object","additionalProperties":{"type":["integer","null"]}}},"required":["tags","counts"]}""",
            (Tagged p) => { }
        },
        {
            // A recursive type refers to itself from the root of the whole schema.
            """{"type":"object","properties":{"value":{"type":"integer"},"next":{"type":["object","null"],"properties":{"value":{"type":"integer"},"next":{"$ref":"#/properties/p/properties/next"},"kids":{"type":"array","items":{"$ref":"#/properties/p"}}},"required":["value","next","kids"]},"kids":{"$ref":"#/properties/p/properties/next/properties/kids"}},"required":["value","next","kids"]}""",
            (Node p) => { }
        },
        {
            """{"type":"object","required":["$type"],"anyOf":[{"properties":{"$type":{"const":"circle"},"radius":{"type":"number"}},"required":["radius"]},{"properties":{"$type":{"const":"square"},"side":{"type":"number"}},"required":["side"]}]}""",
            (Figure p) => { }
        },
    };

    [Theory]
    [MemberData(nameof(Types), DisableDiscoveryEnumeration = true)]
    public void A_parameter_has_the_schema_of_its_type(string expected, Delegate method) => HasParameter(expected, method);

    public static TheoryData<string, Delegate> Constrained => new()
    {
        { """{"type":"integer","description":"How many"}""", ([Description("How many")] int p) => { } },
        { """{"type":"integer","minimum":1,"maximum":10}""", ([Range(1, 10)] int p) => { } },
        { """{"type":"integer","minimum":0}""", ([Range(0, int.MaxValue)] int p) => { } },
        { """{"type":"number","exclusiveMinimum":0.5,"maximum":1}""", ([Range(0.5, 1.0, MinimumIsExclusive = true)] double p) => { } },
        { """{"type":"string","minLength":2,"maxLength":5}""", ([StringLength(5, MinimumLength = 2)] string p) => { } },
        { """{"type":"string","minLength":1}""", ([MinLength(1)] string p) => { } },
        { """{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":3}""", ([Length(1, 3)] int[] p) => { } },
        { """{"type":"object","additionalProperties":{"type":"integer"},"maxProperties":2}""", ([MaxLength(2)] Dictionary<string, int> p) => { } },
        { """{"type":"string","pattern":"^[a-z]+$"}""", ([RegularExpression("^[a-z]+$")] string p) => { } },
        { """{"type":"string","pattern":"^(?:[a-z]+)$"}""", ([RegularExpression("[a-z]+")] string p) => { } },
        { """{"type":"string","pattern":"^(?:^a|b$)$"}""", ([RegularExpression("^a|b$")] string p) => { } },
        { """{"type":"integer","enum":[1,2]}""", ([AllowedValues(1, 2)] int p) => { } },
        { """{"type":"string","enum":["a","b"]}""", ([AllowedValues("a", "b")] string p) => { } },
    };

    [Theory]
    [MemberData(nameof(Constrained), DisableDiscoveryEnumeration = true)]
    public void Attributes_become_keywords(string expected, Delegate method) => HasParameter(expected, method);

    public static TheoryData<string, Delegate> Defaults => new()
    {
        { """{"type":"integer","default":5}""", (int p = 5) => { } },
        { """{"type":"string","default":"hé 😀"}""", (string p = "hé 😀") => { } },
        { """{"type":["string","null"],"default":null}""", (string? p = null) => { } },
        { """{"type":["integer","null"],"default":null}""", (int? p = null) => { } },
        { """{"type":["integer","null"],"default":3}""", (int? p = 3) => { } },
        { """{"type":"number","default":1.5}""", (decimal p = 1.5m) => { } },
        { """{"type":"string","enum":["Red","Green","DeepBlue"],"default":"Green"}""", (Color p = Color.Green) => { } },
        { """{"type":["string","null"],"enum":["Red","Green","DeepBlue",null],"default":"Green"}""", (Color? p = Color.Green) => { } },
        { """{"type":"string","format":"date-time"}""", (DateTime p = default) => { } },
    };

    [Theory]
    [MemberData(nameof(Defaults), DisableDiscoveryEnumeration = true)]
    public void A_default_is_shown_and_nothing_is_required(string expected, Delegate method) =>
        HasInput($$"""{"type":"object","properties":{"p":{{expected}}},"additionalProperties":false}""", method);

    [Fact]
    public void No_parameters_is_an_object_without_members() =>
        HasInput("""{"type":"object","properties":{},"additionalProperties":false}""", () => 1);

    [Fact]
    public void Injected_parameters_do_not_show() => HasInput(
        """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"],"additionalProperties":false}""",
        (ToolCall call, int a, CancellationToken cancellation, int b) => a + b);

    [Fact]
    public void Names_beyond_ascii_are_sound_references() => HasInput(
        """{"type":"object","properties":{"größe":{"type":"object","properties":{"value":{"type":"integer"},"next":{"type":["object","null"],"properties":{"value":{"type":"integer"},"next":{"$ref":"#/properties/gr%C3%B6%C3%9Fe/properties/next"},"kids":{"type":"array","items":{"$ref":"#/properties/gr%C3%B6%C3%9Fe"}}},"required":["value","next","kids"]},"kids":{"$ref":"#/properties/gr%C3%B6%C3%9Fe/properties/next/properties/kids"}},"required":["value","next","kids"]}},"required":["größe"],"additionalProperties":false}""",
        (Node größe) => { });

    [Fact]
    public void Options_of_the_author_rule()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper };
        HasInput(
            """{"type":"object","properties":{"p":{"type":"object","properties":{"NAME":{"type":"string"},"AGE":{"type":"integer"},"NICK":{"type":["string","null"],"default":null}},"required":["NAME","AGE"]},"c":{"type":"integer","enum":[0,1,2]}},"required":["p","c"],"additionalProperties":false}""",
            (Person p, Color c) => { },
            options);
    }

    public static TheoryData<string, Delegate> Refused => new()
    {
        { "passed by reference", (ref int p) => { } },
        { "passed by reference", (Span<int> p) => { } },
        { "no form in JSON", (Action p) => { } },
        { "a tuple's members have no names", ((int, int) p) => { } },
        { "a tuple's members have no names", () => (1, 2) },
        { "no form in JSON", () => new List<Action>() },
        { "return a list", () => AsyncEnumerable.Empty<int>() },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_signature_without_a_form_is_refused_at_once(string reason, Delegate method)
    {
        var e = Assert.Throws<ArgumentException>(() => MethodTool.From("odd", null, method));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("tool odd", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_without_a_contract_is_refused_with_the_remedy()
    {
        // A generated context has no contract for Person: what every program under NativeAOT sees.
        var e = Assert.Throws<ArgumentException>(() => MethodTool.From("odd", null, (Person p) => { }, Generated.Default.Options));
        Assert.Contains("[JsonSerializable(typeof(Person))]", e.Message, StringComparison.Ordinal);
        MethodTool.From("fine", null, (Circle p, int[] common) => p.Radius, Generated.Default.Options);
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Circle))]
internal sealed partial class Generated : System.Text.Json.Serialization.JsonSerializerContext;
