using System.Diagnostics;
using Benchmarks.Roles;
using RawMcp.Stdio;
using StreamJsonRpc;

namespace Benchmarks.Peers;

/// <summary>
/// StreamJsonRpc on both sides, a message a line. It does less than MCP does: its echo takes a string and gives a string, with no
/// list of content blocks around it.
/// </summary>
internal static class StreamJsonRpcRoles
{
    private static JsonRpc Over(Stream output, Stream input) => new(new NewLineDelimitedMessageHandler(output, input, new SystemTextJsonFormatter()));

    public static async Task ServeAsync()
    {
        using var rpc = Over(Console.OpenStandardOutput(), Console.OpenStandardInput());
        rpc.AddLocalRpcMethod("tools/list", new Func<string[]>(() => ["echo", "blob", "figures"]));
        rpc.AddLocalRpcMethod("echo", new Func<string, string>(message => message));
        rpc.AddLocalRpcMethod("blob", new Func<int, string[]>(n => [.. Blob.Pieces(n)]));
        rpc.AddLocalRpcMethod("figures", new Func<string>(() => Figures.Own().ToString()));
        rpc.StartListening();
        await rpc.Completion;
    }

    public static Task<Endpoint> OpenAsync(ServerCommand command)
    {
        var process = Process.Start(new ProcessStartInfo(command.File, command.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var rpc = Over(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        rpc.StartListening();
        return Task.FromResult<Endpoint>(new Client(rpc, process));
    }

    private sealed class Client(JsonRpc rpc, Process process) : Endpoint
    {
        public override async Task<int> ListToolsAsync() => (await rpc.InvokeAsync<string[]>("tools/list")).Length;

        public override Task EchoAsync() => rpc.InvokeAsync<string>("echo", Message);

        public override Task<string> EchoTextAsync() => rpc.InvokeAsync<string>("echo", Message);

        public override async Task<int> BlobAsync(int characters) => (await rpc.InvokeAsync<string[]>("blob", characters)).Sum(piece => piece.Length);

        public override Task<string> FiguresAsync() => rpc.InvokeAsync<string>("figures");

        public override async ValueTask DisposeAsync()
        {
            rpc.Dispose(); // closes the server's stdin
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
