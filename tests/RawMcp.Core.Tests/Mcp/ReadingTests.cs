using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Mcp;

/// <summary>What is missing or wrong is named by its path.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("", "params: missing")]
    [InlineData("[]", "params: expected an object")]
    [InlineData("{}", "params.protocolVersion: ")]
    [InlineData("""{"protocolVersion":1}""", "params.protocolVersion: ")]
    [InlineData("""{"protocolVersion":"2025-06-18"}""", "params.capabilities: ")]
    [InlineData("""{"protocolVersion":"2025-06-18","capabilities":[]}""", "params.capabilities: ")]
    [InlineData("""{"protocolVersion":"2025-06-18","capabilities":{}}""", "params.clientInfo: ")]
    [InlineData("""{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"n"}}""", "params.clientInfo: ")]
    public void Of_initialize_params(string json, string problem) => Check(InitializeParams.Read(RawJson.From(json)), problem);

    [Theory]
    [InlineData("{}", "result.protocolVersion: ")]
    [InlineData("""{"protocolVersion":"2025-06-18"}""", "result.capabilities: ")]
    [InlineData("""{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"n"}}""", "result.serverInfo: ")]
    public void Of_an_initialize_result(string json, string problem) => Check(InitializeResult.Read(RawJson.From(json)), problem);

    [Theory]
    [InlineData("{}", "result.supportedVersions: ")]
    [InlineData("""{"supportedVersions":["2026-07-28",1]}""", "result.supportedVersions: ")]
    [InlineData("""{"supportedVersions":["\ud800"],"capabilities":{}}""", "result.supportedVersions: ")]
    [InlineData("""{"supportedVersions":[]}""", "result.capabilities: ")]
    public void Of_a_discover_result(string json, string problem) => Check(DiscoverResult.Read(RawJson.From(json)), problem);

    [Theory]
    [InlineData("""{"cursor":1}""", "params.cursor: ")]
    [InlineData("""{"cursor":null}""", "params.cursor: ")]
    public void Of_list_params(string json, string problem) => Check(ListToolsParams.Read(RawJson.From(json)), problem);

    [Theory]
    [InlineData("{}", "result.tools: ")]
    [InlineData("""{"tools":[{"name":"a","inputSchema":{}},{}]}""", "result.tools[1].name: ")]
    [InlineData("""{"tools":[{"name":"a"}]}""", "result.tools[0].inputSchema: ")]
    public void Of_a_list_result(string json, string problem) => Check(ListToolsResult.Read(RawJson.From(json)), problem);

    [Theory]
    [InlineData("{}", "params.name: ")]
    [InlineData("""{"name":"a","arguments":[]}""", "params.arguments: ")]
    [InlineData("""{"name":"a","arguments":null}""", "params.arguments: ")]
    public void Of_call_params(string json, string problem) => Check(CallToolParams.Read(RawJson.From(json)), problem);

    [Theory]
    [InlineData("{}", "result.content: ")]
    [InlineData("""{"content":{}}""", "result.content: ")]
    [InlineData("""{"content":[],"resultType":1}""", "result.resultType: ")]
    public void Of_a_call_result(string json, string problem) => Check(CallToolResult.Read(RawJson.From(json)), problem);

    [Theory]
    [InlineData("{}", "params.requestId: ")]
    [InlineData("""{"requestId":1.5}""", "params.requestId: ")]
    public void Of_cancelled_params(string json, string problem) => Check(CancelledParams.Read(RawJson.From(json)), problem);

    [Theory]
    [InlineData("""{"progress":1}""", "params.progressToken: ")]
    [InlineData("""{"progressToken":1}""", "params.progress: ")]
    [InlineData("""{"progressToken":1,"progress":1e400}""", "params.progress: ")]
    public void Of_progress_params(string json, string problem) => Check(ProgressParams.Read(RawJson.From(json)), problem);

    [Theory]
    [InlineData("""{"data":1}""", "params.level: ")]
    [InlineData("""{"level":"loud","data":1}""", "params.level: ")]
    [InlineData("""{"level":"info"}""", "params.data: ")]
    public void Of_log_params(string json, string problem) => Check(LogMessageParams.Read(RawJson.From(json)), problem);

    [Fact]
    public void A_result_that_wants_something_first_needs_no_content() =>
        Assert.Equal("input_required", CallToolResult.Read(RawJson.From("""{"resultType":"input_required"}""")).Value?.ResultType);

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"_meta":{"progressToken":"t"}}""", "")]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}""", MetaKeys.ClientCapabilities)]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/clientCapabilities":{}}}""", MetaKeys.ProtocolVersion)]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/protocolVersion":1,"io.modelcontextprotocol/clientCapabilities":[]}}""", $"{MetaKeys.ProtocolVersion} {MetaKeys.ClientCapabilities}")]
    [InlineData("""{"\u005fmeta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}""", "")]
    public void Meta_names_the_required_keys_it_lacks(string json, string missing) =>
        Assert.Equal(missing, string.Join(' ', RequestMeta.Read(RawJson.From(json)).Missing));

    [Theory]
    [InlineData("""{"ttlMs":5,"cacheScope":"public"}""", 5, "public")]
    [InlineData("""{"ttlMs":-5,"cacheScope":"everyone"}""", 0, "private")]
    [InlineData("""{"ttlMs":"5"}""", 0, "private")]
    public void Caching_hints_that_are_wrong_count_as_none(string hints, long ttl, string scope)
    {
        var page = ListToolsResult.Read(RawJson.From("""{"tools":[],""" + hints[1..])).Value;
        Assert.Equal(new CachingHints(ttl, scope), page?.Caching);
    }

    private static void Check<T>(Reading<T> reading, string problem) where T : class
    {
        Assert.Null(reading.Value);
        Assert.StartsWith(problem, reading.Problem, StringComparison.Ordinal);
    }
}
