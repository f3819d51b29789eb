using System.Text;
using RawMcp.Stdio;
using StreamJsonRpc;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>The code on docs/streamjsonrpc.md is the code below, and it runs.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task The_page_shows_the_code_that_is_tested_here()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "RawMcp.sln"))) root = Path.GetDirectoryName(root) ?? throw new FileNotFoundException("RawMcp.sln");
        var page = await LinesOf("docs", "streamjsonrpc.md");
        var code = await LinesOf("tests", "RawMcp.StreamJsonRpc.Tests", "Docs", "PageTests.cs");
        foreach (var name in (string[])["before", "after", "lsp", "show"])
        {
            var snippet = code.SkipWhile(line => line != $"// <{name}>").Skip(1).TakeWhile(line => line != $"// </{name}>")
                .Select(line => line.Replace("new Rpc(", "new JsonRpc(", StringComparison.Ordinal)).ToList(); // here the bare word is our namespace
            Assert.NotEmpty(snippet);
            Assert.Contains(string.Join('\n', snippet), string.Join('\n', page), StringComparison.Ordinal);
        }

        async Task<List<string>> LinesOf(params string[] path) =>
            [.. (await File.ReadAllLinesAsync(Path.Combine([root, .. path]), TestContext.Current.CancellationToken)).Select(line => line.Trim())];
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task It_runs(bool lsp)
    {
        using var pipes = new Pipes();
        var (input, output) = pipes.Server;
        var log = new StringWriter();
        using var recorded = lsp ? Lsp(input, output, crossing => Show(log, crossing)) : After(input, output, crossing => Show(log, crossing));
        recorded.AddLocalRpcMethod("greet", (string name) => "Hello, " + name);
        recorded.StartListening();

        using var client = lsp
            ? new Rpc(new HeaderDelimitedMessageHandler(pipes.Client.Writing, pipes.Client.Reading, new SystemTextJsonFormatter()))
            : Before(pipes.Client.Reading, pipes.Client.Writing);
        client.StartListening();
        Assert.Equal("Hello, Ada", await client.InvokeAsync<string>("greet", "Ada").In());
        Assert.Equal(
            lsp
                ? """
                  Received 22 {"jsonrpc":"2.0","id":2,"method":"greet","params":["Ada"]}
                  Sent 22 {"jsonrpc":"2.0","id":2,"result":"Hello, Ada"}

                  """.ReplaceLineEndings()
                : """
                  Received 0 {"jsonrpc":"2.0","id":2,"method":"greet","params":["Ada"]}
                  Sent 0 {"jsonrpc":"2.0","id":2,"result":"Hello, Ada"}

                  """.ReplaceLineEndings(),
            log.ToString().Replace("\r" + Environment.NewLine, Environment.NewLine, StringComparison.Ordinal)); // the stock handler ends a line with CRLF, and the CR is seen
    }

    private static Rpc Before(Stream input, Stream output)
    {
        // <before>
        var rpc = new Rpc(new NewLineDelimitedMessageHandler(output, input, new SystemTextJsonFormatter()));
        // </before>
        return rpc;
    }

    private static Rpc After(Stream input, Stream output, Action<Crossing> observer)
    {
        // <after>
        var rpc = new Rpc(new FramedMessageHandler(output, input, new SystemTextJsonFormatter(), new DriverOptions { Observer = observer }));
        // </after>
        return rpc;
    }

    private static Rpc Lsp(Stream input, Stream output, Action<Crossing> observer)
    {
        // <lsp>
        var options = new DriverOptions { Framing = FramingStyle.ContentLength, Observer = observer };
        var rpc = new Rpc(new FramedMessageHandler(output, input, new SystemTextJsonFormatter(), options));
        // </lsp>
        return rpc;
    }

    // <show>
    private static void Show(TextWriter log, Crossing crossing)
    {
        lock (log) log.WriteLine($"{crossing.Direction} {crossing.Frame.Offset} {Encoding.UTF8.GetString(crossing.Frame.Bytes.Span)}");
    }
    // </show>
}
