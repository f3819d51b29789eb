namespace RawMcp.Wire.Tests;

/// <summary>The page in a browser, with a capture of 100,000 frames, used as a person uses it.</summary>
public sealed class PageTests : IDisposable
{
    private const string Rows = "[...document.querySelectorAll('.row')]";
    private const string Count = "document.getElementById('count').value";

    private readonly Folder folder = new();

    [Fact]
    public async Task A_hundred_thousand_frames()
    {
        await using var browser = await Chromium.StartAsync();
        var page = HtmlSession.Page(folder, 100_000);
        await browser.OpenAsync(new Uri(page).AbsoluteUri);

        await OpensAsync(browser);
        await MovesAsync(browser);
        await FiltersAsync(browser);
        await SearchesAsync(browser);
        await ShowsAsync(browser);
        await LeavesItAtThat(browser, page);
        if (Environment.GetEnvironmentVariable("RAWMCP_PICTURE") is { Length: > 0 } place) await PicturesAsync(browser, place);
    }

    private static async Task OpensAsync(Chromium browser)
    {
        await browser.UntilAsync($"{Count}.includes('rows')");
        Assert.Matches("^100,0[0-9][0-9] rows$", await browser.TextAsync(Count));
        Assert.InRange((await browser.EvaluateAsync(Rows + ".length")).GetInt32(), 10, 200); // elements for what is in sight only
        Assert.StartsWith("npx -y weather-server </script><script>pwned = 1</script> --token [redacted", await browser.TextAsync("document.title"), StringComparison.Ordinal);
        Assert.Contains("redacted: 1 value", await browser.TextAsync("document.getElementById('about').textContent"), StringComparison.Ordinal);
        Assert.True((await browser.EvaluateAsync("document.querySelector('canvas').getContext('2d').getImageData(0, 0, 900, 64).data.some(it => it > 0)")).GetBoolean());
    }

    private static async Task MovesAsync(Chromium browser)
    {
        await browser.PressAsync("End");
        await browser.UntilAsync(Rows + ".some(it => it.textContent.includes('closed the recording ended in order'))");
        await browser.PressAsync("ArrowUp");
        await browser.PressAsync("ArrowUp");
        await browser.UntilAsync("document.getElementById('detail').textContent.includes('none in the capture')"); // a call in flight
        await browser.PressAsync("Home");
        await browser.UntilAsync(Rows + ".some(it => it.textContent.includes('rawmcp tap 1.0.0 began, 2027-01-15T08:00:00'))");
        await browser.EvaluateAsync("document.querySelector('canvas').dispatchEvent(new MouseEvent('click', {clientX: 700, clientY: 100}))");
        await browser.UntilAsync("document.getElementById('list').scrollTop > 100000");
    }

    private static async Task FiltersAsync(Chromium browser)
    {
        await TypeAsync(browser, "filter", "kind == failure and error.code == -32602 and dur > 1ms");
        await browser.UntilAsync($"/^4[0-9][0-9] of /.test({Count})");
        Assert.True((await browser.EvaluateAsync(Rows + ".every(it => it.classList.contains('failure'))")).GetBoolean());
        await TypeAsync(browser, "filter", "params.arguments.city starts with 'Needle' or (dir == s2c and result.structuredContent.degrees > 21)");
        await browser.UntilAsync($"{Count}.startsWith('1 of ')");
        await TypeAsync(browser, "filter", "in flight");
        await browser.UntilAsync($"{Count}.startsWith('{HtmlSession.Hostile.Length + 1} of ')");
        await TypeAsync(browser, "filter", "dir == s2c and metod == 'x'");
        await browser.UntilAsync("document.getElementById('complaint').textContent !== ''");
        Assert.StartsWith("column 16: There is no field 'metod'", await browser.TextAsync("document.getElementById('complaint').textContent"), StringComparison.Ordinal);
        await TypeAsync(browser, "filter", "");
        await browser.UntilAsync($"{Count}.startsWith('100,')");
    }

    private static async Task SearchesAsync(Chromium browser)
    {
        await SearchAsync(browser, "needle-in-the-HAY", "found 1 of 1");
        Assert.Contains("Needle-in-the-hay", await browser.TextAsync("document.getElementById('detail').textContent"), StringComparison.Ordinal);
        Assert.Equal(1, (await browser.EvaluateAsync(Rows + ".filter(it => it.classList.contains('match')).length")).GetInt32());
        await browser.PressAsync("Escape");
        await browser.PressAsync("g"); // to its answer
        await browser.UntilAsync("document.querySelector('#detail h2').textContent.includes('result')");
        await browser.EvaluateAsync("document.querySelector('#detail dd button').click()"); // and back
        await browser.UntilAsync("document.getElementById('detail').textContent.includes('Needle-in-the-hay')");
    }

    private static async Task ShowsAsync(Chromium browser)
    {
        // Numbers and doubled names as they crossed, laid out.
        await SearchAsync(browser, "12345678901234567890123", "found 1 of 1");
        await browser.EvaluateAsync("[...document.querySelectorAll('.tabs button')].find(it => it.textContent === 'json').click()");
        var laidOut = await browser.TextAsync("document.querySelector('#detail pre').textContent");
        Assert.Contains("\n    \"big\": 12345678901234567890123,\n    \"same\": 1,\n    \"same\": 2", laidOut, StringComparison.Ordinal);

        await SearchAsync(browser, "not UTF-8", "found 1 of 1");
        await browser.EvaluateAsync("[...document.querySelectorAll('.tabs button')].find(it => it.textContent === 'hex').click()");
        Assert.Contains("c3 28 ff ed a0 80", await browser.TextAsync("document.querySelector('#detail pre').textContent"), StringComparison.Ordinal);

        await SearchAsync(browser, "evil", "of 2");
        Assert.Contains("\\u{202E}evil\\u{202C}", await browser.TextAsync("document.getElementById('detail').textContent"), StringComparison.Ordinal);
    }

    private static async Task LeavesItAtThat(Chromium browser, string page)
    {
        // Every hostile frame and event once, in the list and in full.
        await TypeAsync(browser, "search", "");
        await browser.UntilAsync($"!{Count}.includes('found')");
        await browser.PressAsync("Escape");
        await browser.PressAsync("Home");
        for (var i = 0; i < 20 + (2 * HtmlSession.Hostile.Length); i++) await browser.PressAsync("ArrowDown");
        Assert.Equal("undefined", await browser.TextAsync("typeof pwned"));
        Assert.Equal(0, (await browser.EvaluateAsync("document.querySelectorAll('img, svg, iframe, link, object, embed, #list style, #list script, #detail style, #detail script').length")).GetInt32());
        Assert.DoesNotContain("hunter2", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
        Assert.Equal("", await browser.TextAsync("violations.join()"));
        Assert.Empty(browser.Events.Where(it => it.Method is "Runtime.exceptionThrown" or "Log.entryAdded" or "Page.javascriptDialogOpening").Select(it => it.Params.ToString()));
        var urls = browser.Events.Where(it => it.Method == "Network.requestWillBeSent").Select(it => it.Params.GetProperty("request").GetProperty("url").GetString());
        Assert.Equal([new Uri(page).AbsoluteUri], urls.Distinct());

        // The policy is in force: what is not ours does not run, and asks nobody.
        await browser.EvaluateAsync("document.body.append(Object.assign(document.createElement('img'), {src: 'http://127.0.0.1:9/x'}))");
        await browser.UntilAsync("violations.length > 0");
        await browser.EvaluateAsync("try { const it = document.createElement('script'); it.text = 'pwned = 1'; document.body.append(it); } catch {}");
        Assert.Equal("undefined", await browser.TextAsync("typeof pwned"));
    }

    private static async Task SearchAsync(Chromium browser, string text, string told)
    {
        await TypeAsync(browser, "search", ""); // what was found before must not be taken for it
        await browser.UntilAsync($"!{Count}.includes('found')");
        await TypeAsync(browser, "search", text);
        await browser.UntilAsync($"{Count}.endsWith('{told}')");
    }

    private static async Task TypeAsync(Chromium browser, string box, string text) => await browser.EvaluateAsync(
        $"(box => {{ box.focus(); box.value = {System.Text.Json.JsonSerializer.Serialize(text)}; box.dispatchEvent(new Event('input')); }})(document.getElementById('{box}'))");

    // For looking at it: both palettes.
    private static async Task PicturesAsync(Chromium browser, string place)
    {
        foreach (var palette in (string[])["light", "dark"])
        {
            await browser.AskAsync("Emulation.setEmulatedMedia", $$"""{"features":[{"name":"prefers-color-scheme","value":"{{palette}}"}]}""");
            await browser.UntilAsync($"matchMedia('(prefers-color-scheme: {palette})').matches");
            await File.WriteAllBytesAsync($"{place}-{palette}.png", await browser.PictureAsync());
        }
    }

    public void Dispose() => folder.Dispose();
}
