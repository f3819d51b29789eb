using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Tests.Tools;

/// <summary>Calls a tool as a server would, without a server.</summary>
internal static class Calling
{
    public static async Task<CallToolResult> CallAsync(this ServerTool tool, string? arguments) =>
        await tool.Handler(Call(tool, arguments), TestContext.Current.CancellationToken);

    public static ToolCall Call(ServerTool tool, string? arguments)
    {
        var json = arguments is null ? default : RawJson.From(arguments);
        return new ToolCall(
            new RequestId(1), new CallToolParams(tool.Description.Name, json, new RequestMeta()), Revision.Latest, null, (_, _, _) => { });
    }

    public static string TextOf(CallToolResult result) => string.Join("|", result.Content.Select(block => ((Content.Text)block).Value));

    public static async Task<string> ProblemsAsync(Delegate method, string? arguments)
    {
        var result = await MethodTool.From("tool", null, method).CallAsync(arguments);
        Assert.True(result.IsError, "taken: " + arguments);
        return TextOf(result);
    }

    /// <summary>The input schema as written, whitespace of the expectation aside.</summary>
    public static void HasInput(string expected, Delegate method, JsonSerializerOptions? options = null) =>
        Assert.Equal(Compact(expected), MethodTool.From("tool", null, method, options).Description.InputSchema.ToString());

    public static void HasParameter(string expected, Delegate method) =>
        HasInput($$"""{"type":"object","properties":{"p":{{expected}}},"required":["p"],"additionalProperties":false}""", method);

    public static void HasOutput(string expected, Delegate method) =>
        Assert.Equal(Compact(expected), MethodTool.From("tool", null, method).Description.OutputSchema.ToString());

    private static string Compact(string json) =>
        json.Length == 0 ? "" : RawJson.Build(writer => JsonElement.Parse(json).WriteTo(writer)).ToString();
}
