using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>A headless Chromium with one page, driven by its DevTools protocol, as far as these tests need it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly Process process;
    private readonly DirectoryInfo profile;
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> asked = [];
    private readonly ConcurrentQueue<(string Method, JsonElement Params)> events = [];
    private Task reading = Task.CompletedTask;
    private string? session;
    private int last;

    private Chromium(Process process, DirectoryInfo profile) => (this.process, this.profile) = (process, profile);

    /// <summary>What the browser reported so far.</summary>
    public IEnumerable<(string Method, JsonElement Params)> Events => events;

    /// <summary>Starts it; skips the test where there is none, and fails it in CI.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is null && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("chromium is not installed");
        Assert.SkipWhen(found is null, "chromium is not installed (Debian: apt-get install chromium)");

        var profile = Directory.CreateTempSubdirectory("rawmcp-chromium-");
        string[] words =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-breakpad", "--window-size=1400,900", "--remote-debugging-port=0", "--user-data-dir=" + profile.FullName, "about:blank",
        ];
        var process = Process.Start(new ProcessStartInfo(found!, words) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Started.Note(process.Id);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var browser = new Chromium(process, profile);
        try
        {
            await browser.ConnectAsync();
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }

        return browser;
    }

    private async Task ConnectAsync()
    {
        var place = Path.Combine(profile.FullName, "DevToolsActivePort");
        string[] lines = [];
        Assert.True(SpinWait.SpinUntil(() => process.HasExited || (File.Exists(place) && (lines = File.ReadAllLines(place)).Length >= 2), Lines.Patience));
        Assert.False(process.HasExited, "chromium left at once");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), CancellationToken.None);
        reading = ReadAsync();
        var target = await AskAsync("Target.createTarget", """{"url":"about:blank"}""");
        var attached = await AskAsync("Target.attachToTarget", $$"""{"targetId":{{target.GetProperty("targetId").GetRawText()}},"flatten":true}""");
        session = attached.GetProperty("sessionId").GetString();
        foreach (var domain in (string[])["Page", "Runtime", "Network", "Log"]) await AskAsync(domain + ".enable");
        await AskAsync("Page.addScriptToEvaluateOnNewDocument", """{"source":"window.violations = []; document.addEventListener('securitypolicyviolation', it => violations.push(it.violatedDirective + ' ' + it.blockedURI));"}""");
    }

    /// <summary>Opens a page and waits until it is loaded.</summary>
    public async Task OpenAsync(string url)
    {
        await AskAsync("Page.navigate", $$"""{"url":{{JsonSerializer.Serialize(url)}}}""");
        await UntilAsync("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// <summary>The value of an expression, as JSON.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        var answer = await AskAsync("Runtime.evaluate", $$"""{"expression":{{JsonSerializer.Serialize(expression)}},"awaitPromise":true,"returnByValue":true}""");
        Assert.False(answer.TryGetProperty("exceptionDetails", out var thrown), thrown.ToString());
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    public async Task<string> TextAsync(string expression) => (await EvaluateAsync(expression)).GetString() ?? "";

    /// <summary>Waits for something to be true in the page.</summary>
    public Task UntilAsync(string condition) =>
        EvaluateAsync($"new Promise(done => {{ const look = () => ({condition}) ? done(true) : setTimeout(look, 20); look(); }})");

    /// <summary>A key, as the keyboard gives it.</summary>
    public async Task PressAsync(string key)
    {
        var name = JsonSerializer.Serialize(key);
        var text = key.Length == 1 ? $",\"text\":{name}" : "";
        await AskAsync("Input.dispatchKeyEvent", $$"""{"type":"keyDown","key":{{name}}{{text}}}""");
        await AskAsync("Input.dispatchKeyEvent", $$"""{"type":"keyUp","key":{{name}}}""");
    }

    /// <summary>A picture of the page.</summary>
    public async Task<byte[]> PictureAsync() => (await AskAsync("Page.captureScreenshot")).GetProperty("data").GetBytesFromBase64();

    public async Task<JsonElement> AskAsync(string method, string parameters = "{}")
    {
        var id = Interlocked.Increment(ref last);
        var answer = asked[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var text = string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{id},\"method\":\"{method}\",\"params\":{parameters}{(session is null ? "" : $",\"sessionId\":\"{session}\"")}}}");
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return await answer.Task.WaitAsync(Lines.Patience);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close) break;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                var json = JsonElement.Parse(message.ToArray());
                message.SetLength(0);
                if (json.TryGetProperty("id", out var id) && asked.TryRemove(id.GetInt32(), out var answer))
                {
                    if (json.TryGetProperty("error", out var error)) answer.SetException(new InvalidOperationException(error.ToString()));
                    else answer.SetResult(json.GetProperty("result"));
                }
                else if (json.TryGetProperty("method", out var method))
                {
                    events.Enqueue((method.GetString()!, json.GetProperty("params")));
                }
            }
        }
        catch (WebSocketException)
        {
            // It was closed.
        }

        foreach (var one in asked.Values) one.TrySetException(new IOException("chromium is gone"));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(Lines.Patience);
        await reading.WaitAsync(Lines.Patience);
        socket.Dispose();
        process.Dispose();
        Assert.True(SpinWait.SpinUntil(TryDelete, Lines.Patience)); // its helpers may still write
    }

    private bool TryDelete()
    {
        try
        {
            profile.Delete(recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
