using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Cli.Embedded;

/// <summary>
/// The tools of the embedded server, all by hand: a schema as it goes over the wire, and a function from arguments to a result.
/// Each shows one thing a client must cope with.
/// </summary>
internal static class EmbeddedTools
{
    private const int MaxBlob = 200_000_000;

    public static IReadOnlyList<ServerTool> All { get; } =
    [
        Define("add", "Add two numbers.", """{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"]}""", Add),
        Define("echo", "Give the message back.", """{"type":"object","properties":{"message":{"type":"string"}},"required":["message"]}""",
            (call, _) => call.Arguments.Find("message"u8).Text() is { } message ? CallToolResult.Text(message) : CallToolResult.Error("message: expected a string")),
        Define("blob", "Give a text of n characters, to see how a client takes a long line.", """{"type":"object","properties":{"n":{"type":"integer","minimum":0,"maximum":200000000}},"required":["n"]}""", Blob),
        new ServerTool(Describe("slow", "Take some seconds.", """{"type":"object","properties":{"seconds":{"type":"number","minimum":0,"maximum":3600}},"required":["seconds"]}"""), SlowAsync),
        new ServerTool(Describe("progress", "Tell how far it has come, in so many steps.", """{"type":"object","properties":{"steps":{"type":"integer","minimum":1,"maximum":1000}},"required":["steps"]}"""), Progress),
        Define("log", "Write one line of log in each of the eight levels.", NoArguments, Log),
        Define("error", "Give a tool error: a result with isError.", NoArguments, (_, _) => CallToolResult.Error("This tool always fails. It says so in a result, not in a JSON-RPC error.")),
        Define("throw", "Throw an exception inside the server.", NoArguments, (_, _) => throw new InvalidOperationException("The tool threw this; the server goes on.")),
        new ServerTool(
            Describe("structured", "Give data beside the text.", NoArguments) with
            {
                OutputSchema = RawJson.From("""{"type":"object","properties":{"city":{"type":"string"},"degrees":{"type":"number"}},"required":["city","degrees"]}"""),
            },
            (_, _) => new(new CallToolResult([new Content.Text("""{"city":"Oslo","degrees":-3.5}""")]) { StructuredContent = RawJson.From("""{"city":"Oslo","degrees":-3.5}""") })),
        Define("image", "Give a picture.", NoArguments, (_, _) => new CallToolResult([new Content.Image(Samples.RedDotPng, "image/png")])),
        Define("audio", "Give a sound.", NoArguments, (_, _) => new CallToolResult([new Content.Audio(Samples.SilenceWav, "audio/wav")])),
        Define("resource_link", "Give a link to a resource.", NoArguments,
            (_, _) => new CallToolResult([new Content.ResourceLink("rawmcp://notes/1", "note 1") { Description = "A note.", MimeType = "text/plain" }])),
        Define("embedded_resource", "Give a resource's contents in place: one as text, one as bytes.", NoArguments,
            (_, _) => new CallToolResult([new Content.Resource("rawmcp://notes/1", "text/plain", "The note.", null), new Content.Resource("rawmcp://dot", "image/png", null, Samples.RedDotPng)])),
        Define("unicode", "Give text that is more than ASCII.", NoArguments, (_, _) => CallToolResult.Text(Samples.Unicode)),
        new ServerTool(Describe("cancel_me", "Wait until the call is cancelled.", NoArguments), CancelMeAsync),
        new ServerTool(Describe("never_answers", "Never answer, not even when cancelled.", NoArguments), (_, _) => new(new TaskCompletionSource<CallToolResult>().Task)),
        Define("needs_sampling", "Insist that the client declares the capability sampling (revision 2026-07-28).", NoArguments, (_, _) => CallToolResult.Text("The client declared it."))
            with { RequiredClientCapabilities = RawJson.From("""{"sampling":{}}""") },
    ];

    private const string NoArguments = """{"type":"object","properties":{}}""";

    // Said of those that only give something back; a host may run them without asking a person.
    private static bool IsHarmless(string name) =>
        name is "add" or "echo" or "blob" or "slow" or "progress" or "structured" or "image" or "audio" or "resource_link" or "embedded_resource" or "unicode";

    private static Tool Describe(string name, string description, string schema) => new(name, RawJson.From(schema))
    {
        Description = description,
        Annotations = IsHarmless(name) ? new ToolAnnotations(ReadOnly: true) : null,
    };

    private static ServerTool Define(string name, string description, string schema, Func<ToolCall, CancellationToken, CallToolResult> run) =>
        new(Describe(name, description, schema), (call, cancellation) => new(run(call, cancellation)));

    private static CallToolResult Add(ToolCall call, CancellationToken cancellation)
    {
        if (Arguments.Of(call, out var given) is { } complaint) return complaint;
        var (a, b) = (Arguments.Number(given, "a"), Arguments.Number(given, "b"));
        return (a, b) is ({ } left, { } right)
            ? CallToolResult.Text(Arguments.Spell(left + right))
            : CallToolResult.Error(string.Join('\n', new[] { a is null ? "a: expected a number" : null, b is null ? "b: expected a number" : null }.OfType<string>()));
    }

    private static CallToolResult Blob(ToolCall call, CancellationToken cancellation)
    {
        if (Arguments.Of(call, out var given) is { } complaint) return complaint;
        return given.TryGetMember("n", out var member) && member.WholeNumber() is >= 0 and <= MaxBlob and var n
            ? CallToolResult.Text(new string('x', (int)n))
            : CallToolResult.Error($"n: expected an integer from 0 to {MaxBlob}");
    }

    private static async ValueTask<CallToolResult> SlowAsync(ToolCall call, CancellationToken cancellation)
    {
        if (Arguments.Of(call, out var given) is { } complaint) return complaint;
        if (Arguments.Number(given, "seconds") is not (>= 0 and <= 3600 and var seconds)) return CallToolResult.Error("seconds: expected a number from 0 to 3600");
        await Task.Delay(TimeSpan.FromSeconds((double)seconds), cancellation);
        return CallToolResult.Text($"That took {Arguments.Spell(seconds)} seconds.");
    }

    private static async ValueTask<CallToolResult> Progress(ToolCall call, CancellationToken cancellation)
    {
        if (Arguments.Of(call, out var given) is { } complaint) return complaint;
        if (!given.TryGetMember("steps", out var member) || member.WholeNumber() is not (>= 1 and <= 1000 and var steps)) return CallToolResult.Error("steps: expected an integer from 1 to 1000");
        for (var step = 1; step <= steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            call.Progress(step, steps, $"step {step}");
            await Task.Delay(20, cancellation); // a pause a person can see; some clients drop progress that comes in one burst with the answer
        }

        return CallToolResult.Text($"{steps} steps done.");
    }

    private static CallToolResult Log(ToolCall call, CancellationToken cancellation)
    {
        foreach (var level in Enum.GetValues<LogLevel>()) call.Log(level, $"A line of level {level.Text()}.", "rawmcp");
        return CallToolResult.Text("Eight lines written; the client gets those of the level it asked for.");
    }

    private static async ValueTask<CallToolResult> CancelMeAsync(ToolCall call, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return CallToolResult.Text("Nobody reads this.");
    }

    /// <summary>Reads of arguments, for tools written by hand.</summary>
    private static class Arguments
    {
        public static CallToolResult? Of(ToolCall call, out JsonElement given) =>
            call.Arguments.TryParse(out given) ? null : CallToolResult.Error("arguments: expected an object");

        public static decimal? Number(JsonElement given, string name) =>
            given.TryGetMember(name, out var member) && member.ValueKind == JsonValueKind.Number
            && member.TryGetDecimal(out var number) && Math.Abs(number) < 1e27m ? number : null;

        public static string Spell(decimal number) => number.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture);
    }
}
