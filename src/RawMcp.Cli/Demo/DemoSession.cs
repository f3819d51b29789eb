using RawMcp.Cli.Output;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Stdio;

namespace RawMcp.Cli.Demo;

/// <summary>Runs one session and has it told: launch, open, <c>tools/list</c>, <c>tools/call</c>, close.</summary>
internal static class DemoSession
{
    public static async Task<int> RunAsync(ServerCommand command, McpClientOptions options, IStory story, CancellationToken cancellation)
    {
        await using var teller = new Teller(story);
        options = options with
        {
            OnStderr = teller.TakeStderr,
            OnOdd = null, // every frame is shown and explained, the odd ones too
            OnStarted = pid => teller.Say(it => it.Launched(command, pid)),
            Driver = options.Driver with { Observer = teller.Take },
        };
        var code = ExitCode.Done;
        McpClient? client = null;
        try
        {
            client = await McpClient.OpenAsync(command, options, cancellation);
            var tools = await client.ListToolsAsync(cancellation);
            if (Choice.Of(tools) is { } choice)
            {
                var result = await client.CallToolAsync(choice.Tool, choice.Arguments, cancellation: cancellation);
                teller.Say(it => it.Answer(choice.Spoken, Plain.Text(ResultText.Of(result)).TrimEnd('\n'), result.IsError));
                if (result.IsError) code = ExitCode.BadAnswer;
            }
            else
            {
                teller.Say(it => it.Note("None of the tools can safely be called without knowing its arguments, so none is. Try: rawmcp call NAME key=value -- COMMAND"));
            }
        }
        catch (McpException e) when (Complaints.CodeFor(e) is { } bad)
        {
            code = bad;
            await teller.FlushAsync();
            Complaints.Say(e.Message);
        }
        finally
        {
            if (client is not null)
            {
                var report = await client.CloseAsync();
                teller.Say(it => it.Closed(report!));
                await client.DisposeAsync();
            }
        }

        return code;
    }

    /// <summary>Which tool to call: <c>add</c>, else <c>echo</c>, else one that says it changes nothing and needs no arguments.</summary>
    private sealed record Choice(string Tool, RawJson Arguments, string Spoken)
    {
        public static Choice? Of(IReadOnlyList<Tool> tools)
        {
            if (tools.Any(tool => tool.Name == "add" && Takes(tool, "a", "b"))) return new("add", RawJson.From("""{"a":2,"b":3}"""), "add 2 3");
            if (tools.Any(tool => tool.Name == "echo" && Takes(tool, "message"))) return new("echo", RawJson.From("""{"message":"hello"}"""), "echo hello");
            return tools.FirstOrDefault(tool => tool.Annotations?.ReadOnly == true && Takes(tool)) is { } harmless
                ? new(harmless.Name, RawJson.EmptyObject, harmless.Name)
                : null;
        }

        private static bool Takes(Tool tool, params string[] names) =>
            tool.InputSchema.TryParse(out var schema) && Signature.Required(schema).SetEquals(names);
    }
}
