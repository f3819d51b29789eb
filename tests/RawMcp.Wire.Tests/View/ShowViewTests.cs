using System.Text;
using RawMcp.Cli.Show.Tui;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>The terminal view without a terminal: keys in, lines out.</summary>
public sealed class ShowViewTests : IDisposable
{
    private readonly MemoryStream file = new();
    private FrameIndex index = null!;

    public ShowViewTests() => file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);

    private void Add(Pipe stream, ulong time, string text) => file.Write(PacketBlock((uint)stream, time * 1_000_000_000, Encoding.UTF8.GetBytes(text + "\n")));

    private ShowView View(int columns = 80, int lines = 24)
    {
        file.Position = 0;
        index = FrameIndex.Read(file);
        var view = new ShowView("x.pcapng", index, file, Landmark.Of);
        view.Resize(columns, lines);
        view.Grown();
        return view;
    }

    private void Session()
    {
        Add(Pipe.Stdin, 1, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search"}}""");
        Add(Pipe.Stderr, 2, "busy");
        Add(Pipe.Stdout, 3, """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"needle"}],"isError":true}}""");
        Add(Pipe.Stdout, 4, "hello");
        Add(Pipe.Stdin, 5, """{"jsonrpc":"2.0","id":2,"method":"ping"}""");
        Add(Pipe.Stdin, 6, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    private static void Press(ShowView view, string keys)
    {
        foreach (var one in keys) view.Press(one switch
        {
            '\r' => new('\r', ConsoleKey.Enter, false, false, false),
            '\e' => new('\e', ConsoleKey.Escape, false, false, false),
            '\b' => new('\b', ConsoleKey.Backspace, false, false, false),
            _ => new(one, ConsoleKey.None, false, false, false),
        });
    }

    private static string Text(ShowView view) => string.Join('\n', view.Screen().Select(line => line.Text.TrimEnd()));

    private static string Foot(ShowView view) => view.Screen()[^1].Text.Trim();

    [Theory, InlineData(80, 24), InlineData(200, 50), InlineData(20, 8), InlineData(10, 3), InlineData(1, 1), InlineData(80, 4)]
    public void The_screen_is_as_large_as_the_terminal_whatever_is_done(int columns, int lines)
    {
        Session();
        Add(Pipe.Stdout, 7, "日本語のテキスト😀" + string.Concat(Enumerable.Repeat("界", 300)));
        var view = View(columns, lines);
        foreach (var keys in new[] { "", "j", "G", "\r", "jjjG", "v", "v", "\r", "?", "x", "e", "/界", "\r", "f", "metod == 1", "\r", "\e", "f", "dir == s2c\r", "\e", "a", "E" })
        {
            Press(view, keys);
            var screen = view.Screen();
            Assert.Equal(lines, screen.Count);
            Assert.All(screen, line => Assert.Equal(columns, Cells.Width(line.Text)));
        }
    }

    [Fact]
    public void The_list_and_the_detail_of_what_is_selected()
    {
        Session();
        var view = View(200, 50);
        var text = Text(view);
        Assert.Contains(" x.pcapng  6 frames, 2 calls", text, StringComparison.Ordinal);
        Assert.Contains("request      tools/call search id 1; tool error in #3 after 2.00 s", text, StringComparison.Ordinal);
        Assert.Contains("-- #1  73 bytes at stdin 0  pretty", text, StringComparison.Ordinal);
        Assert.Contains("Runs one tool with these arguments.", text, StringComparison.Ordinal);
        Assert.Contains("\n  \"params\": {\n    \"name\": \"search\"\n  }\n}", text, StringComparison.Ordinal);
        Press(view, "v");
        Assert.Contains("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"", Text(view), StringComparison.Ordinal);
        Press(view, "v");
        Assert.Contains("00000000  7b 22 6a 73", Text(view), StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_is_typed_and_its_mistake_is_pointed_at()
    {
        Session();
        var view = View();
        Press(view, "fdir == s2c and metod == 1\r");
        var screen = view.Screen();
        Assert.Contains("There is no field 'metod'.", screen[^3].Text, StringComparison.Ordinal);
        Assert.Equal(screen[^1].Text.IndexOf("metod", StringComparison.Ordinal), screen[^2].Text.IndexOf('v', StringComparison.Ordinal));
        Press(view, string.Concat(Enumerable.Repeat('\b', 15)) + "\r");
        Assert.Equal("2 of 6 frames match", Foot(view));
        Assert.Equal(3, view.SelectedFrame);
        Assert.DoesNotContain("     #1 ", view.Screen()[1].Text, StringComparison.Ordinal);
        Press(view, "\e");
        Assert.Contains("     #1 ", view.Screen()[1].Text, StringComparison.Ordinal);
        Assert.Equal(3, view.SelectedFrame);
    }

    [Fact]
    public void Findings_one_after_the_other_and_back()
    {
        Session();
        var view = View();
        Assert.Equal([3, 4, 5], Landmark.Of(index).Select(finding => finding.Frame));
        foreach (var (key, frame, title) in new[] { ("e", 3, "tool error"), ("e", 4, "no message: this is plain text"), ("e", 5, "no answer to this request"), ("e", 5, "no finding after"), ("E", 4, "no message"), ("E", 3, "tool error"), ("E", 3, "no finding before") })
        {
            Press(view, key);
            Assert.Equal(frame, view.SelectedFrame);
            Assert.Contains(title, Foot(view), StringComparison.Ordinal);
        }

        Press(view, "fframe == 1\re");
        Assert.Contains("#3 (tool error) is not among what the filter chooses", Foot(view), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_goes_round_and_says_when_there_is_nothing()
    {
        Session();
        var view = View();
        Press(view, "/needle\r");
        Assert.Equal(3, view.SelectedFrame);
        Press(view, "/ping\r");
        Assert.Equal(5, view.SelectedFrame);
        Press(view, "/jsonrpc\r");
        Assert.Equal(6, view.SelectedFrame);
        Press(view, "n");
        Assert.Equal(1, view.SelectedFrame);
        Press(view, "N");
        Assert.Equal(6, view.SelectedFrame);
        Press(view, "/nowhere\r");
        Assert.Equal((6, "no frame has: nowhere"), (view.SelectedFrame, Foot(view)));
    }

    [Fact]
    public void From_an_answer_to_its_request_and_back()
    {
        Session();
        var view = View();
        Press(view, "a");
        Assert.Equal(3, view.SelectedFrame);
        Press(view, "a");
        Assert.Equal(1, view.SelectedFrame);
        Press(view, "ja");
        Assert.Equal((2, "nothing here is joined to another frame"), (view.SelectedFrame, Foot(view)));
    }

    [Fact]
    public void Nothing_hostile_and_nothing_endless_gets_through()
    {
        Add(Pipe.Stdin, 1, "{\"jsonrpc\":\"2.0\",\"id\":\"\e[31m\u202E\",\"method\":\"\u001b]0;x\a\u200B\u2066\u0000\",\"params\":{\"name\":\"a\u200D\u00AD\uFE0F\"}}");
        Add(Pipe.Stderr, 2, "\e[2J Z" + new string('\u0301', 50) + "\r\tx\u2028");
        Add(Pipe.Stdout, 3, "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"x\":\"" + new string('y', 3_000_000) + "\"}}");
        var view = View();
        for (var row = 0; row < 3; row++)
        {
            for (var form = 0; form < 3; form++, Press(view, "v"))
            {
                var text = string.Concat(view.Screen().Select(line => line.Text));
                Assert.DoesNotContain(text, one => char.IsControl(one) || one is '\u202E' or '\u200B' or '\u2066' or '\u200D' or '\u00AD' or '\uFE0F' or '\u2028');
                Assert.True(text.Count(one => one == '\u0301') <= 6, "marks are piled up");
            }

            Press(view, "j");
        }

        Press(view, "\rG");
        Assert.Contains($"({index.Frames[2].Length - Detail.BytesShown} more bytes are not shown)", Text(view), StringComparison.Ordinal);
    }

    [Fact]
    public void Following_stays_at_the_newest_and_stops_when_asked()
    {
        file.Position = 0;
        index = FrameIndex.Follow(file);
        var view = new ShowView("x", index, file, Landmark.Of) { IsFollowing = true };
        view.Grown();
        Assert.Contains("nothing yet", Text(view), StringComparison.Ordinal);
        for (var round = 1; round <= 40; round++)
        {
            var at = file.Position;
            file.Position = file.Length;
            Add(Pipe.Stderr, (ulong)round, "line " + round);
            file.Position = at;
            index.Grow();
            index.Grow();
            view.Grown();
            Assert.Equal(round <= 20 ? round : 20, view.SelectedFrame);
            if (round == 20) Press(view, "F");
        }
    }

    [Fact]
    public void Following_leaves_alone_who_looks_at_an_earlier_frame()
    {
        file.Position = 0;
        index = FrameIndex.Follow(file);
        var view = new ShowView("x", index, file, Landmark.Of) { IsFollowing = true };
        for (var round = 1; round <= 9; round++)
        {
            var at = file.Position;
            file.Position = file.Length;
            Add(Pipe.Stderr, (ulong)round, "line " + round);
            file.Position = at;
            index.Grow();
            index.Grow();
            view.Grown();
            if (round == 3) Press(view, "k");
            if (round == 5) Press(view, "G");
            if (round == 7) Press(view, "gFF");
            Assert.Equal(round is 3 or 4 ? 2 : round, view.SelectedFrame);
        }
    }

    public void Dispose() => file.Dispose();
}
