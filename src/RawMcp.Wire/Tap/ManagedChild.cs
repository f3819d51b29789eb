using System.ComponentModel;
using System.Diagnostics;
using RawMcp.Stdio;

namespace RawMcp.Wire;

/// <summary>A child by way of .NET's <see cref="Process"/>: for Windows, which has no posix_spawn.</summary>
internal sealed class ManagedChild(Process process) : TapChild
{
    public override int Id { get; } = process.Id;

    public override Stream Input { get; } = process.StandardInput.BaseStream;

    public override Stream Output { get; } = process.StandardOutput.BaseStream;

    public override Stream Errors { get; } = process.StandardError.BaseStream;

    public static ManagedChild Begin(ServerCommand command)
    {
        var info = new ProcessStartInfo(command.File, command.Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new ManagedChild(Process.Start(info)!);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            throw ServerStartException.For(command, e);
        }
    }

    public override TapEnd Wait()
    {
        process.WaitForExit();
        return new TapEnd(process.ExitCode, BySignal: false);
    }

    // Windows passes Ctrl-C on to the whole console by itself, and has no other signal; but it can end a process.
    public override bool Send(int signal)
    {
        if (process.HasExited) return false;
        if (signal == Posix.SigKill) process.Kill(entireProcessTree: true);
        return true;
    }
}
