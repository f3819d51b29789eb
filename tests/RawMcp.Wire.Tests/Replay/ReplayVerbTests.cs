using System.Text;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>rawmcp replay, as it is typed.</summary>
public sealed class ReplayVerbTests : IDisposable
{
    private readonly Folder folder = new();

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] words)
    {
        using var run = TapProcess.Run("", words);
        var (end, output, errors) = await run.FinishAsync();
        return (end.Code, Encoding.UTF8.GetString(output), errors);
    }

    private async Task<string> Record(string era, string[] question, string[]? server = null)
    {
        var capture = folder.File($"{era}.pcapng");
        await Run([Programs.RawMcp, .. question, "--era", era, "--", Programs.RawMcp, "tap", "-o", capture, "--", .. server ?? [Programs.RawMcp, "serve", "--page-size", "5"]]);
        return capture;
    }

    public static TheoryData<string, string> Sessions => new()
    {
        { "legacy", "tools --json" }, { "modern", "tools --json" }, { "auto", "tools --json" },
        { "legacy", "call progress steps=2 --json" }, { "modern", "call progress steps=2 --json" }, { "auto", "call error" }, { "legacy", "call nope" }, { "modern", "call structured --json" },
    };

    // The same client sees the same, and the server that was recorded gives the same again: all its pages, whatever its cursors are.
    [Theory, MemberData(nameof(Sessions))]
    public async Task A_session_replays_both_ways(string era, string question)
    {
        string[] words = [.. question.Split(' ')];
        var capture = await Record(era, words);
        string[] ask = [Programs.RawMcp, .. words, "--era", era, "--"];
        Assert.Equal(await Run([.. ask, Programs.RawMcp, "serve", "--page-size", "5"]), await Run([.. ask, Programs.RawMcp, "replay", capture, "--as", "server"]));
        var (code, output, errors) = await Run(Programs.RawMcp, "replay", capture, "--as", "client", "--", Programs.RawMcp, "serve", "--page-size", "5");
        Assert.Equal((0, ""), (code, errors));
        Assert.EndsWith("no difference.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_either_era_finds_its_way_with_a_legacy_recording()
    {
        var capture = await Record("legacy", ["call", "add", "a=2", "b=3"]);
        Assert.Equal((0, "5\n", ""), await Run(Programs.RawMcp, "call", "add", "a=2", "b=3", "--era", "auto", "--", Programs.RawMcp, "replay", capture, "--as", "server"));
        var (code, _, errors) = await Run(Programs.RawMcp, "call", "add", "a=2", "b=4", "--era", "auto", "--", Programs.RawMcp, "replay", capture, "--as", "server");
        Assert.Equal(3, code);
        Assert.Contains("/params/arguments/b is 3 there and 4 here", errors);
    }

    [Fact]
    public async Task A_changed_build_is_told_apart()
    {
        var capture = await Record("legacy", ["call", "add", "a=2", "b=3"]);
        string[] replay = [Programs.RawMcp, "replay", capture, "--as", "client"];
        var (code, output, errors) = await Run([.. replay, "--", Programs.RawMcp, "serve", "--tools", "echo", "--page-size", "5"]);
        Assert.Equal((1, ""), (code, errors));
        Assert.Contains("/result/tools/0", output);
        Assert.Contains("tools/call add with id", output);
        (code, output, _) = await Run([.. replay, "--json", "--", Programs.RawMcp, "serve", "--tools", "echo", "--page-size", "5"]);
        Assert.Equal(1, code);
        using var report = JsonDocument.Parse(output);
        var place = report.RootElement.GetProperty("differences").EnumerateArray().Last().GetProperty("places").EnumerateArray().First();
        Assert.Equal("/error", JsonDocument.Parse(output).RootElement.GetProperty("differences").EnumerateArray().Last().GetProperty("places").EnumerateArray().Last().GetProperty("path").GetString());
        Assert.Equal("5", place.GetProperty("recorded").GetProperty("content")[0].GetProperty("text").GetString());
        (code, _, _) = await Run([.. replay, "--ignore", "/result", "--ignore", "/error", "--", Programs.RawMcp, "serve", "--tools", "echo"]);
        Assert.Equal(0, code);
    }

    [Theory, InlineData("dies-in-call"), InlineData("exits-at-once"), InlineData("half-frame")]
    public async Task A_server_that_dies_is_lost_and_its_last_words_are_shown(string fault)
    {
        var capture = await Record("legacy", ["call", "add", "a=2", "b=3"], [Programs.Faulty, "honest"]);
        var (code, _, errors) = await Run(Programs.RawMcp, "replay", capture, "--as", "client", "--timeout", "60", "--", Programs.Faulty, fault);
        Assert.Equal(4, code);
        Assert.Contains("The server", errors);
        if (fault == "exits-at-once") Assert.Contains("It exited with code 3. Its last words on stderr:", errors);
    }

    [Fact]
    public async Task A_server_that_does_not_start() =>
        Assert.Equal(4, (await Run(Programs.RawMcp, "replay", await Record("legacy", ["tools"]), "--as", "client", "--", "no-such-program")).Code);

    [Fact]
    public async Task The_recorded_exit_code_is_the_exit_code()
    {
        var capture = new Played().C("""{"jsonrpc":"2.0","id":1,"method":"ping"}""").S("bye").Exit(42).In(folder);
        foreach (string[] exact in (string[][])[[], ["--exact"]])
        {
            using var run = TapProcess.Run("", [Programs.RawMcp, "replay", capture, "--as", "server", .. exact]);
            run.Send("""{"jsonrpc":"2.0","id":1,"method":"ping"}""" + "\n");
            Assert.Equal("bye\n", Encoding.UTF8.GetString(await run.OutputAsync())); // stdin is open: it ends by itself
            Assert.Equal(42, (await run.ExitAsync()).Number);
        }
    }

    [Fact]
    public async Task The_signal_that_ended_it_ends_it()
    {
        var capture = new Played().C("x").S("bye").Event("\"rawmcp\":\"kill\",\"number\":9,\"name\":\"SIGKILL\"").In(folder);
        using var run = TapProcess.Run("", Programs.RawMcp, "replay", capture, "--as", "server");
        run.Send("y\n");
        Assert.Equal(new TapEnd(9, true), await run.ExitAsync());
    }

    [Fact]
    public async Task What_cannot_be_replayed_has_its_exit_code_and_a_sentence()
    {
        foreach (var (played, options, code, sentence) in new[]
        {
            (new Played().Stderr("words\n"), "--as server", 3, "lines of stderr only"),
            (new Played().S("{}"), "--as client", 3, "The client sent nothing"),
            (new Played().C("{}").Section().C("{}"), "--as server --section 3", 3, "no frames in section 3"),
            (new Played().C("{}").Section().C("{}"), "--as server", 0, "has 2 recordings with frames; this is section 1"),
            (new Played().C("{}").Gap("stdout", 3), "--as server --exact", 3, "lacks 3 bytes"),
            (new Played().C("{}"), "--as client --exact", 2, "--exact is for --as server"),
            (new Played().C("{}"), "--as client", 3, "No answer was compared"),
            (new Played().C("{}"), "--as other", 2, "not recognized"),
        })
        {
            var path = played.In(folder);
            var (got, _, errors) = await Run([Programs.RawMcp, "replay", path, .. options.Split(' ')]);
            Assert.True(code == got && errors.Contains(sentence, StringComparison.Ordinal), $"{options}: {got} {errors}");
        }
    }

    [Fact]
    public async Task Nothing_hostile_reaches_the_terminal()
    {
        var played = new Played().Call(1, "a\\u001b[2J", "{}", "{\"\\u001b]0;x\":\"\\u202e\"}").In(folder);
        var (_, output, errors) = await Run(Programs.RawMcp, "replay", played, "--as", "client", "--", Programs.RawMcp, "serve");
        Assert.DoesNotContain(output + errors, one => one is < ' ' and not '\n' or '\u202e');
        using var run = TapProcess.Run("", Programs.RawMcp, "replay", played, "--as", "server");
        run.Send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\\u001b[2J\"}\n");
        var (_, _, said) = await run.FinishAsync();
        Assert.DoesNotContain(said, one => one is < ' ' and not '\n');
    }

    public void Dispose() => folder.Dispose();
}
