using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>The page's text, without a browser: what stands where, and that nothing of a stranger's can leave its place.</summary>
public sealed partial class HtmlExportTests : IDisposable
{
    private readonly Folder folder = new();

    [Fact]
    public void The_policy_allows_our_own_style_and_script_and_nothing_else()
    {
        var page = Page(HtmlSession.Hostile.Select(Encoding.UTF8.GetBytes));
        var policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var (element, directive) in new[] { ("style", "style-src"), ("script", "script-src") })
        {
            var text = Regex.Match(page, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
            Assert.Contains($"{directive} 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Elements_are_ours_alone()
    {
        // With hostile frames there is one block of rows and one of bodies more than without any: begin and end, twice.
        var none = Ends().Count(Page([]));
        Assert.Equal(none + 4, Ends().Count(Page(HtmlSession.Hostile.Select(Encoding.UTF8.GetBytes))));
        Assert.DoesNotContain("onerror=pwned=1>", Page(HtmlSession.Hostile.Select(Encoding.UTF8.GetBytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_come_out_as_they_went_in()
    {
        byte[][] frames =
        [
            .. HtmlSession.Hostile.Select(Encoding.UTF8.GetBytes), [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], "\r"u8.ToArray(), "a\rb\0c\u007F\u0085\uFEFF"u8.ToArray(), "\U0001F600\\\"\uE000\uFFFE"u8.ToArray(),
        ];
        var bodies = Bodies(Page(frames));
        Assert.Equal(frames.Length, bodies.Count);
        foreach (var (frame, body) in frames.Zip(bodies))
        {
            Assert.Equal(frame, body.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(body.GetString()!) : body.GetProperty("base64").GetBytesFromBase64());
        }
    }

    [Theory, InlineData(0), InlineData(1)]
    public void A_long_frame_is_cut_and_says_so(int beyond)
    {
        var text = new string('x', HtmlLimits.MaxBodyBytes - 2 + beyond) + "é";
        var body = Assert.Single(Bodies(Page([Encoding.UTF8.GetBytes(text)])));
        if (beyond == 0)
        {
            Assert.Equal(text, body.GetString());
            return;
        }

        Assert.Equal((text[..^1], 2), (body.GetProperty("text").GetString(), body.GetProperty("cut").GetInt32())); // not through a character
    }

    [Fact]
    public void A_page_holds_so_many_bytes_and_says_what_it_lacks()
    {
        byte[][] frames = ["12345"u8.ToArray(), "67890"u8.ToArray(), "x"u8.ToArray()];
        Assert.All(Bodies(Page(frames, maxPageBytes: 11)), body => Assert.Equal(JsonValueKind.String, body.ValueKind));
        var bodies = Bodies(Page(frames, maxPageBytes: 10));
        Assert.Equal("67890", bodies[1].GetString());
        Assert.Equal(1, bodies[2].GetProperty("cut").GetInt32());
        Assert.Equal(("678", 2), (Bodies(Page(frames, maxPageBytes: 8))[1].GetProperty("text").GetString(), Bodies(Page(frames, maxPageBytes: 8))[1].GetProperty("cut").GetInt32()));
    }

    [Theory, InlineData(3, 0), InlineData(2, 1)]
    public void A_page_lists_so_many_frames_and_counts_the_rest(int most, int leftOut)
    {
        var page = Page(Enumerable.Repeat("{}"u8.ToArray(), 3), maxFrames: most);
        Assert.Equal(most, Bodies(page).Count);
        Assert.Contains($"\"leftOut\":{leftOut},", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_are_as_long_as_the_page_counts_them()
    {
        var page = Page(Enumerable.Repeat("{}"u8.ToArray(), HtmlLimits.FramesPerBlock + 1));
        Assert.Equal([HtmlLimits.FramesPerBlock, 1], BodyBlocks().Matches(page).Select(it => JsonElement.Parse(it.Groups[1].Value).GetArrayLength()));
        Assert.Contains($"\"perBlock\":{HtmlLimits.FramesPerBlock}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_counted_once()
    {
        var page = Page(["""{"jsonrpc":"2.0","id":1,"method":"m","params":{"name":"ghp_0123456789abcdefghijABCDEFGHIJ012345"}}"""u8.ToArray()]);
        Assert.DoesNotContain("ghp_0123", page, StringComparison.Ordinal);
        Assert.Contains("\"redacted\":\"1 value", page, StringComparison.Ordinal);
    }

    private string Page(IEnumerable<byte[]> frames, long maxPageBytes = HtmlLimits.MaxPageBytes, int maxFrames = HtmlLimits.MaxFrames)
    {
        var capture = folder.File("page.pcapng");
        using (var file = File.Create(capture))
        {
            file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);
            foreach (var frame in frames)
            {
                foreach (var chunk in frame.Append((byte)'\n').Chunk(CaptureLimits.MaxPacketBytes)) file.Write(PacketBlock(1, 5, chunk));
            }
        }

        using var from = File.OpenRead(capture);
        using var to = new MemoryStream();
        HtmlExport.Write(new ExportSource(FrameIndex.Read(from), from, new Redactor()), to, maxPageBytes, maxFrames);
        return Encoding.UTF8.GetString(to.ToArray());
    }

    private static List<JsonElement> Bodies(string page) =>
        [.. BodyBlocks().Matches(page).SelectMany(it => JsonElement.Parse(it.Groups[1].Value).EnumerateArray())];

    [GeneratedRegex("<script type=\"application/json\" class=\"bodies\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex BodyBlocks();

    [GeneratedRegex("</?script", RegexOptions.IgnoreCase)]
    private static partial Regex Ends();

    public void Dispose() => folder.Dispose();
}
