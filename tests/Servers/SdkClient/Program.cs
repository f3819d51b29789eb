using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

// A client on the official C# SDK: SdkClient REVISION|auto COMMAND ARGS…; it lists, calls, closes, and prints one line of JSON.
var options = new McpClientOptions { ProtocolVersion = args[0] == "auto" ? null : args[0] };
var transport = new StdioClientTransport(new() { Command = args[1], Arguments = args[2..] });

object seen;
await using (var client = await McpClient.CreateAsync(transport, options))
{
    var tools = await client.ListToolsAsync();
    var add = await client.CallToolAsync("add", new Dictionary<string, object?> { ["a"] = 2, ["b"] = 3 });
    var echo = await client.CallToolAsync("echo", new Dictionary<string, object?> { ["message"] = "grüße 你好 🙂" });
    var blob = await client.CallToolAsync("blob", new Dictionary<string, object?> { ["n"] = 100_000 });
    var refusal = await RefusalAsync(client);
    var failed = await client.CallToolAsync("error");
    var structured = await client.CallToolAsync("structured");
    seen = new
    {
        revision = client.NegotiatedProtocolVersion,
        server = client.ServerInfo?.Name,
        tools = tools.Select(tool => tool.Name),
        add = Text(add),
        echo = Text(echo),
        blob = Text(blob).Length,
        refusal,
        toolError = failed.IsError,
        city = structured.StructuredContent?.GetProperty("city").GetString(),
    };
}

Console.WriteLine(JsonSerializer.Serialize(seen));

static async Task<int?> RefusalAsync(McpClient client)
{
    try
    {
        await client.CallToolAsync("no such tool");
        return null;
    }
    catch (McpProtocolException e)
    {
        return (int)e.ErrorCode;
    }
}

static string Text(CallToolResult result) => ((TextContentBlock)result.Content[0]).Text;
