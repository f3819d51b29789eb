using System.Diagnostics;
using System.Text;

namespace Zoo;

/// <summary>A minimal host: it starts a server and speaks to it in lines. What it does wrong is the specimen's to say.</summary>
internal sealed class Host : IDisposable
{
    /// <summary>How long a host here waits for what does not come: 1.5 s.</summary>
    private static readonly TimeSpan GivesUp = TimeSpan.FromSeconds(4);

    private readonly Process process;
    private readonly StreamReader output;

    private Host(Process process)
    {
        this.process = process;
        output = new StreamReader(process.StandardOutput.BaseStream, new UTF8Encoding(false));
    }

    public static Host Start(string[] command)
    {
        var info = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return new Host(Process.Start(info)!);
    }

    /// <summary>Reads the server's stderr, as a host should.</summary>
    public Host DrainErrors()
    {
        new Thread(() => process.StandardError.BaseStream.CopyTo(Stream.Null)) { IsBackground = true }.Start();
        return this;
    }

    /// <summary>One line to the server.</summary>
    public void Say(string line)
    {
        process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        process.StandardInput.BaseStream.Flush();
    }

    public void Ask(int id, string method, string @params = "{}") => Say($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{method}}}","params":{{{@params}}}}""");

    public void Tell(string method, string @params = "{}") => Say($$$"""{"jsonrpc":"2.0","method":"{{{method}}}","params":{{{@params}}}}""");

    /// <summary>The server's next line; null at the end.</summary>
    public string? Hear() => output.ReadLine();

    /// <summary>The whole handshake.</summary>
    public void Open(string capabilities = "{}")
    {
        Ask(0, "initialize", $$$"""{"protocolVersion":"2025-11-25","capabilities":{{{capabilities}}},"clientInfo":{"name":"zoo","version":"1"}}""");
        Hear();
        Tell("notifications/initialized");
    }

    /// <summary>Waits in vain.</summary>
    public static void GiveUp() => Thread.Sleep(GivesUp);

    /// <summary>Reads no more: the server's next write breaks its pipe.</summary>
    public void StopReading() => process.StandardOutput.BaseStream.Dispose();

    /// <summary>Closes stdin and waits for the exit.</summary>
    public void Leave()
    {
        process.StandardInput.BaseStream.Dispose();
        process.WaitForExit();
    }

    /// <summary>Ends the server without a word.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        output.Dispose();
        process.Dispose();
    }
}
