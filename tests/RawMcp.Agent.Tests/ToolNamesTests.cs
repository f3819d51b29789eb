using CsCheck;

namespace RawMcp.Agent.Tests;

/// <summary>Names for models: always of their pattern, never the same twice, and the way back.</summary>
public sealed class ToolNamesTests
{
    private static readonly string Long = new('x', 65);

    [Theory]
    [InlineData("", "add", "add")]
    [InlineData("", "get-Sum_2", "get-Sum_2")]
    [InlineData("", "a__b", "a__b")]
    [InlineData("files", "read", "files__read")]
    public void A_name_that_a_model_takes_stays(string server, string tool, string expected) =>
        Assert.Equal(expected, new ToolNames().Add(server, tool));

    [Theory]
    [InlineData("", "notes.add", "notes_add_")]
    [InlineData("", "notes add", "notes_add_")]
    [InlineData("my server", "add", "my_server__add_")]
    [InlineData("", "加🦉", "___")]
    [InlineData("", "", "_")]
    public void Another_is_spelled_with_what_is_allowed_and_a_mark(string server, string tool, string start)
    {
        var names = new ToolNames();
        var name = names.Add(server, tool);
        Assert.Matches("^" + start + "[0-9a-f]{8}$", name);
        Assert.Equal(name, new ToolNames().Add(server, tool));
        Assert.Equal(name, names.Add(server, tool));
        Assert.True(names.TryFind(name, out var foundServer, out var foundTool));
        Assert.Equal((server, tool), (foundServer, foundTool));
    }

    [Fact]
    public void Sixty_four_characters_fit_and_one_more_does_not()
    {
        var names = new ToolNames();
        Assert.Equal(Long[1..], names.Add("", Long[1..]));
        var cut = names.Add("", Long);
        Assert.Equal(64, cut.Length);
        Assert.StartsWith(new string('x', 55) + "_", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void What_became_equal_is_told_apart()
    {
        var names = new ToolNames();
        string[] all =
        [
            names.Add("", "a.b"), names.Add("", "a b"), names.Add("", "a_b"), names.Add("", Long), names.Add("", Long + "y"),
            names.Add("a__b", "c"), names.Add("a", "b__c"), names.Add("", "a__b__c"), names.Add("a", "a_b"),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal("a_b", all[2]);
        Assert.Equal("a__b__c", all[5]);
    }

    [Fact]
    public void Halves_of_surrogate_pairs_hash_alike_and_are_told_apart()
    {
        var names = new ToolNames();
        var (high, low) = (names.Add("", "\ud800"), names.Add("", "\udc00"));
        Assert.NotEqual(high, low);
        Assert.True(names.TryFind(low, out _, out var tool));
        Assert.Equal("\udc00", tool);
    }

    [Fact]
    public void A_tool_that_is_called_like_a_mark_pushes_it_aside()
    {
        var taken = new ToolNames().Add("", "a.b");
        var names = new ToolNames();
        Assert.Equal(taken, names.Add("", taken));
        Assert.NotEqual(taken, names.Add("", "a.b"));
    }

    [Fact]
    public void A_name_that_was_never_given_is_not_found()
    {
        var names = new ToolNames();
        names.Add("s", "add");
        Assert.False(names.TryFind("add", out var server, out var tool));
        Assert.Equal(("", ""), (server, tool));
    }

    [Fact]
    public void Any_names_at_all() =>
        Gen.Select(Text, Text).Array[0, 40].Sample(pairs =>
        {
            var (names, again) = (new ToolNames(), new ToolNames());
            foreach (var (server, tool) in pairs)
            {
                var name = names.Add(server, tool);
                Assert.True(ToolNames.IsValid(name), name);
                Assert.Equal(name, again.Add(server, tool));
                Assert.True(names.TryFind(name, out var foundServer, out var foundTool));
                Assert.Equal((server, tool), (foundServer, foundTool));
            }

            Assert.Equal(pairs.Distinct().Count(), names.All.Count);
        });

    // Few letters, so that names meet.
    private static Gen<string> Text { get; } = Gen.OneOf(Gen.String[Gen.Char["ab._ é"], 0, 4], Gen.String[Gen.Char["ab_"], 50, 70], Gen.String);
}
