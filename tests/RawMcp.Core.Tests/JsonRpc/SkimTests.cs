using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.JsonRpc;

/// <summary>The readers that go over checked JSON find what a full parser finds, and on anything else they end.</summary>
public sealed class SkimTests
{
    private const int Streams = 100_000;

    [Fact]
    public void Members_and_elements_are_those_of_a_full_parser()
    {
        var mutations = new Mutations(5, [.. FrameFixture.All.Select(fixture => fixture.Bytes).Where(bytes => bytes.Length <= 512), .. MessageFixture.All.Select(fixture => fixture.Frame)]);
        var valid = 0;
        for (var number = 0; number < Streams; number++)
        {
            var json = new RawJson(mutations.Next().ToArray());
            if (json.TryParse(out var tree))
            {
                Compare(tree, json);
                valid++;
            }
            else
            {
                Exhaust(json);
            }
        }

        Assert.True(valid > Streams / 4, $"only {valid} of {Streams} were JSON");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a")]
    [InlineData("{\"a\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"")]
    [InlineData("{\"a\":\"\\")]
    [InlineData("{\"a\":[{]")]
    [InlineData("{,,,")]
    [InlineData("[")]
    [InlineData("[,")]
    [InlineData("[\"")]
    [InlineData("]")]
    public void What_breaks_off_has_an_end(string json)
    {
        var raw = RawJson.From(json);
        Exhaust(raw);
        Assert.True(raw.Find("b"u8).IsAbsent);
    }

    [Theory]
    [InlineData("""{"\u0061":1}""", "1")]
    [InlineData("""{"\ud800":1,"a":2}""", "2")]
    [InlineData("""{"a":1,"a":{"b":"}"}}""", """{"b":"}"}""")]
    [InlineData("""{"b":"\"a\":1"}""", "")]
    public void A_name_is_found_however_spelled(string json, string expected) => Assert.Equal(expected, RawJson.From(json).Find("a"u8).ToString());

    private static void Compare(JsonElement tree, RawJson json)
    {
        Assert.Equal(tree.ValueKind, json.Kind);
        var members = new MemberReader(json);
        if (tree.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in tree.EnumerateObject())
            {
                Assert.True(members.Read());
                Assert.True(members.IsNamed(NameOf(member)) || IsHalfACharacter(member));
                CompareValue(member.Value, members.Value());
            }
        }

        Assert.False(members.Read());
        var elements = new ElementReader(json);
        if (tree.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in tree.EnumerateArray())
            {
                Assert.True(elements.Read());
                CompareValue(element, elements.Value);
            }
        }

        Assert.False(elements.Read());
    }

    private static void CompareValue(JsonElement tree, RawJson json)
    {
        Assert.True(JsonMarshal.GetRawUtf8Value(tree).SequenceEqual(json.Utf8.Span));
        if (tree.ValueKind == JsonValueKind.String) Assert.Equal(tree.Text(), json.Text());
        Compare(tree, json);
    }

    private static byte[] NameOf(JsonProperty member)
    {
        try
        {
            return Encoding.UTF8.GetBytes(member.Name);
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }

    private static bool IsHalfACharacter(JsonProperty member)
    {
        try
        {
            return member.Name is null;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    // Whatever it finds is made of the value's own bytes, and there is less of it each time.
    private static void Exhaust(RawJson json)
    {
        var members = new MemberReader(json);
        for (var left = json.Utf8.Length; members.Read(); left--)
        {
            Assert.True(left > 0);
            _ = members.IsNamed("a"u8);
            _ = members.Value().Text();
        }

        var elements = new ElementReader(json);
        for (var left = json.Utf8.Length; elements.Read(); left--)
        {
            Assert.True(left > 0);
            _ = elements.Value.Text();
        }
    }
}
