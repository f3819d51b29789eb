using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>Random sessions with the embedded server: replayed as the client there is no difference, replayed as the server every byte is the same.</summary>
public sealed class RandomSessionTests : IDisposable
{
    private const int Rounds = 12;
    private readonly Folder folder = new();

    [Fact]
    public async Task Random_sessions_replay_both_ways()
    {
        var random = new Random(13);
        for (var round = 0; round < Rounds; round++)
        {
            var capture = folder.File($"{round}.pcapng");
            var (sent, received) = await Record(random, capture);
            using var exact = TapProcess.Run("", Programs.RawMcp, "replay", capture, "--as", "server", "--exact");
            exact.Send(sent);
            var (end, output, errors) = await exact.FinishAsync();
            Assert.Equal((0, received, ""), (end.Code, Encoding.UTF8.GetString(output), errors));
            using var client = TapProcess.Run("", Programs.RawMcp, "replay", capture, "--as", "client", "--", Programs.RawMcp, "serve");
            (end, output, errors) = await client.FinishAsync();
            Assert.True(end.Code == 0 && errors.Length == 0, $"round {round}: {Encoding.UTF8.GetString(output)}{errors}");
        }
    }

    private static async Task<(string Sent, string Received)> Record(Random random, string capture)
    {
        var modern = random.Next(2) == 0;
        var sent = new StringBuilder();
        var received = new StringBuilder();
        using var tap = TapProcess.Run(capture, Programs.RawMcp, "tap", "-o", capture, "--", Programs.RawMcp, "serve");
        var lines = new Lines(tap.Output);
        var id = random.Next(3);
        var end = random.Next(3) == 0 ? "\r\n" : "\n";
        if (!modern)
        {
            await Ask("initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}""");
            Say("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        }

        for (var left = random.Next(1, 8); left > 0; left--)
        {
            await (random.Next(8) switch
            {
                0 => Ask("tools/list", Params("")),
                1 => Ask("ping", Params("")),
                2 => Ask("no/such", Params("")),
                3 => Ask("tools/call", Params("\"name\":\"unicode\"")),
                4 => Ask("tools/call", Params($"\"name\":\"blob\",\"arguments\":{{\"n\":{random.Next(100_000)}}}")),
                5 => Ask("tools/call", Params("\"name\":\"error\"")),
                6 => Ask("tools/call", Params("\"name\":\"no\"")),
                _ => Ask("tools/call", Params($"\"name\":\"add\",\"arguments\":{{\"a\":{random.Next(9)},\"b\":{random.Next(9)}.50}}")),
            });
        }

        tap.Input.Dispose();
        foreach (var line in await lines.RestAsync()) received.Append(line).Append('\n');
        Assert.Equal(0, (await tap.ExitAsync()).Code);
        return (sent.ToString(), received.ToString());

        string Params(string members)
        {
            const string meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
            return "{" + string.Join(',', new[] { modern ? meta : "", members }.Where(part => part.Length > 0)) + "}";
        }

        void Say(string line)
        {
            sent.Append(line).Append(end);
            tap.Send(line + end);
        }

        async Task Ask(string method, string parameters)
        {
            id++;
            Say($$"""{"jsonrpc":"2.0","id":{{(random.Next(2) == 0 ? $"\"{id}\"" : $"{id}")}},"method":"{{method}}","params":{{parameters}} }""");
            received.Append(await lines.NextAsync()).Append('\n');
        }
    }

    public void Dispose() => folder.Dispose();
}
