using System.Text.Json;
using System.Text.RegularExpressions;

namespace RawMcp.Wire.Tests;

/// <summary>A capture as OpenTelemetry spans.</summary>
public sealed class OtlpTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c", Parent = "00f067aa0ba902b7";

    private static ExportSession Session() => new ExportSession()
        .Event("start", "\"recorder\":\"a test\",\"pid\":7,\"durable\":false")
        .Event("command", "\"arguments\":[\"server\",\"--token=abc\"],\"directory\":\"/\",\"environment\":[]")
        .Event("spawned", "\"pid\":42")
        .Ask("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""")
        .Answer("""{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"weather","version":"1.2"}}}""")
        .Ask($$$$"""{"jsonrpc":"2.0","id":"7","method":"tools/call","params":{"name":"add","_meta":{"traceparent":"00-{{{{Trace}}}}-{{{{Parent}}}}-01","tracestate":"a=b"}}}""")
        .Answer("""{"jsonrpc":"2.0","id":"7","result":{"isError":true,"content":[]}}""")
        .Ask("""{"jsonrpc":"2.0","id":8,"method":"resources/read","params":{"uri":"file:///x"}}""")
        .Answer("""{"jsonrpc":"2.0","id":8,"error":{"code":-32002,"message":"not there"}}""")
        .Ask("""{"jsonrpc":"2.0","id":9,"method":"ping"}""")
        .Event("exit", "\"code\":3");

    private static List<JsonElement> Spans(JsonElement otlp) => [.. otlp.GetProperty("resourceSpans").EnumerateArray().SelectMany(one => one.GetProperty("scopeSpans").EnumerateArray()).SelectMany(one => one.GetProperty("spans").EnumerateArray())];

    private static Dictionary<string, string> Attributes(JsonElement of) => of.GetProperty("attributes").EnumerateArray()
        .ToDictionary(one => one.GetProperty("key").GetString()!, one => one.GetProperty("value").EnumerateObject().Single() is { Value.ValueKind: JsonValueKind.String } value ? value.Value.GetString()! : one.GetProperty("value").GetRawText());

    [Fact]
    public void Each_call_is_a_span_of_the_session()
    {
        using var session = Session();
        var otlp = session.Json("otlp-json");
        var spans = Spans(otlp);
        Assert.Equal(["initialize", "tools/call add", "resources/read", "ping", "mcp session"], spans.Select(span => span.GetProperty("name").GetString()));
        var own = spans[4];
        Assert.All((int[])[0, 2, 3], at => Assert.Equal(
            (own.GetProperty("traceId").GetString(), own.GetProperty("spanId").GetString()), (spans[at].GetProperty("traceId").GetString(), spans[at].GetProperty("parentSpanId").GetString())));
        Assert.Equal(["unset", "2 tool error", "2 not there", "2 no response in the capture", "2 exit"], spans.Select(Status));
        Assert.Equal("tool_error", Attributes(spans[1])["error.type"]);
        Assert.Equal(("-32002", "-32002", "file:///x"), (Attributes(spans[2])["error.type"], Attributes(spans[2])["rpc.response.status_code"], Attributes(spans[2])["mcp.resource.uri"]));
        Assert.Equal(("tools/call", "7", "2025-11-25", "pipe", "execute_tool", "add"), Mcp(Attributes(spans[1])));
        var resource = Attributes(otlp.GetProperty("resourceSpans")[0].GetProperty("resource"));
        Assert.Equal(("weather", "1.2", "42"), (resource["service.name"], resource["service.version"], resource["process.pid"]));
        Assert.DoesNotContain("abc", resource["process.command_args"], StringComparison.Ordinal);
        Assert.Equal("2 values: 2 × token", Attributes(own)["rawmcp.redacted"]); // in the resource and in the event
        Assert.Equal(["start", "command", "spawned", "exit"], own.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("name").GetString()));

        static string Status(JsonElement span) => span.GetProperty("status").TryGetProperty("code", out var code) ? $"{code} {span.GetProperty("status").GetProperty("message")}" : "unset";
        static (string, string, string, string, string, string) Mcp(Dictionary<string, string> its) =>
            (its["mcp.method.name"], its["jsonrpc.request.id"], its["mcp.protocol.version"], its["network.transport"], its["gen_ai.operation.name"], its["gen_ai.tool.name"]);
    }

    [Fact]
    public void A_trace_context_makes_a_call_part_of_that_trace()
    {
        using var session = Session();
        var spans = Spans(session.Json("otlp-json"));
        var span = spans[1];
        Assert.Equal((Trace, Parent, "a=b", 0x301), (span.GetProperty("traceId").GetString(), span.GetProperty("parentSpanId").GetString(), span.GetProperty("traceState").GetString(), span.GetProperty("flags").GetInt32()));
        var link = span.GetProperty("links").EnumerateArray().Single();
        Assert.Equal((spans[4].GetProperty("traceId").GetString(), spans[4].GetProperty("spanId").GetString()), (link.GetProperty("traceId").GetString(), link.GetProperty("spanId").GetString()));
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", true), InlineData("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-ff", true)]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01-what", true), InlineData("cc-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", true)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01-what", false), InlineData("cc-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01.what", false)]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01", false), InlineData("00-0AF7651916CD43DD8448EB211C80319C-00f067aa0ba902b7-01", false)]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false), InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-0", false), InlineData("00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7", false), InlineData("", false), InlineData(null, false)]
    [InlineData("00_0af7651916cd43dd8448eb211c80319c_00f067aa0ba902b7_01", false), InlineData("00-0af7651916cd43dd8448eb211c8031xc-00f067aa0ba902b7-01", false)]
    public void Only_a_valid_trace_context_counts(string? text, bool isOne) => Assert.Equal(isOne, TraceParent.Read(text) is not null);

    [Fact]
    public void Encoding_follows_the_rules_of_the_format()
    {
        using var session = Session();
        var spans = Spans(session.Json("otlp-json"));
        Assert.All(spans, span =>
        {
            Assert.Matches("^[0-9a-f]{32}$", span.GetProperty("traceId").GetString()!);
            Assert.Matches("^[0-9a-f]{16}$", span.GetProperty("spanId").GetString()!);
            Assert.InRange(span.GetProperty("kind").GetInt32(), 1, 5);
            var (start, end) = (Time(span, "startTimeUnixNano"), Time(span, "endTimeUnixNano"));
            Assert.InRange(start, 1_700_000_000_000_000_000, end);
        });
        Assert.Equal(5, spans.Select(span => span.GetProperty("spanId").GetString()).Distinct().Count());
        Assert.Matches(new Regex("\"intValue\":\"42\""), System.Text.Encoding.UTF8.GetString(session.Export("otlp-json")));
        Assert.Equal(session.Export("otlp-json"), session.Export("otlp-json")); // the same ids again

        static long Time(JsonElement span, string name) => long.Parse(span.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_retry_is_linked_to_the_call_before_it()
    {
        using var session = new ExportSession()
            .Ask("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"}}""")
            .Answer("""{"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required","requestState":"s1","inputRequests":{}}}""")
            .Ask("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"x","requestState":"s1","inputResponses":{}}}""")
            .Answer("""{"jsonrpc":"2.0","id":2,"result":{"resultType":"complete"}}""");
        var spans = Spans(session.Json("otlp-json"));
        Assert.Equal(spans[0].GetProperty("spanId").GetString(), spans[1].GetProperty("links").EnumerateArray().Single().GetProperty("spanId").GetString());
        Assert.False(spans[0].GetProperty("status").TryGetProperty("code", out _)); // input required is no failure
    }

    [Fact]
    public void An_empty_capture_is_a_session_without_calls()
    {
        using var session = new ExportSession();
        Assert.Equal(["mcp session"], Spans(session.Json("otlp-json")).Select(span => span.GetProperty("name").GetString()));
        Assert.Empty(session.Json("har").GetProperty("log").GetProperty("entries").EnumerateArray());
        Assert.Equal(["end"], session.Lines().Select(line => line.GetProperty("type").GetString()));
    }
}
