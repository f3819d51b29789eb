using Benchmarks.Roles;
using RawMcp;
using RawMcp.JsonRpc;
using RawMcp.Stdio;

namespace Benchmarks.Run;

/// <summary>How long the two frames of an echo call are, LF included: what the pipe carries too when it is measured as the limit.</summary>
internal sealed record EchoFrames(int RequestBytes, int AnswerBytes)
{
    /// <summary>Asks our server once, and looks.</summary>
    public static async Task<EchoFrames> MeasureAsync()
    {
        var (sent, received) = (0, 0);
        string[] words = [.. Self.Command, "role", "server", "ours"];
        var options = new McpClientOptions
        {
            Driver = new DriverOptions
            {
                Observer = crossing =>
                {
                    if (crossing.Direction == Direction.Sent) sent = crossing.Frame.Bytes.Length + 1;
                    else received = crossing.Frame.Bytes.Length + 1;
                },
            },
        };
        await using var client = await McpClient.OpenAsync(new ServerCommand(words[0], words[1..]), options);
        await client.CallToolAsync("echo", RawJson.From($$"""{"message":"{{Endpoint.Message}}"}"""));
        return new(sent, received);
    }
}
