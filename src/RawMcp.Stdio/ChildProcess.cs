using System.ComponentModel;
using System.Diagnostics;

namespace RawMcp.Stdio;

/// <summary>A running server: a process whose three standard streams are ours, as bytes.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StderrTail stderr;
    private readonly TimeProvider time;
    private readonly Lock closing = new();
    private Task<ShutdownReport>? shutdown;

    private ChildProcess(ServerCommand command, Process process, Action<ReadOnlyMemory<byte>>? onStderr, TimeProvider time)
    {
        Command = command;
        this.process = process;
        this.time = time;
        Id = process.Id;

        // The raw streams below the text readers: text layers add encodings, line ends and buffers of their own.
        Input = process.StandardInput.BaseStream;
        Output = process.StandardOutput.BaseStream;
        stderr = new StderrTail(process.StandardError.BaseStream, onStderr);
        Exited = WaitForExit();
    }

    /// <summary>What was started.</summary>
    public ServerCommand Command { get; }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>The child's stdin.</summary>
    public Stream Input { get; }

    /// <summary>The child's stdout.</summary>
    public Stream Output { get; }

    /// <summary>Completes with the exit code. That stdout has ended is another fact: either may come first.</summary>
    public Task<int> Exited { get; }

    /// <summary>The end of what the child wrote on stderr.</summary>
    public string StderrText => stderr.Text;

    /// <summary>How many bytes the child wrote on stderr.</summary>
    public long StderrTotal => stderr.Total;

    /// <summary>Starts the command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="onStderr">Sees stderr as it comes, on a thread of its own; must not keep the memory.</param>
    /// <param name="time">The clock for waiting.</param>
    /// <exception cref="ServerStartException">It could not be started.</exception>
    public static ChildProcess Start(ServerCommand command, Action<ReadOnlyMemory<byte>>? onStderr = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        var info = new ProcessStartInfo(command.File, command.Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in command.Environment) info.Environment[name] = value;

        try
        {
            return new ChildProcess(command, Process.Start(info)!, onStderr, time ?? TimeProvider.System);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            throw ServerStartException.For(command, e);
        }
    }

    /// <summary>Waits a moment for the exit code and the rest of stderr: after stdout has ended they are mostly on their way.</summary>
    /// <returns>The exit code; null when the process still runs.</returns>
    public async Task<int?> LastWordsAsync(TimeSpan within)
    {
        var both = Task.WhenAll(Exited, stderr.Ended);
        await Task.WhenAny(both, Task.Delay(within, time)).ConfigureAwait(false);
        return Exited.IsCompletedSuccessfully ? await Exited.ConfigureAwait(false) : null;
    }

    /// <summary>
    /// Ends the child by the ladder: close stdin, wait, SIGTERM, wait, kill the tree. Idempotent: a second call returns the
    /// first one's report.
    /// </summary>
    public Task<ShutdownReport> ShutdownAsync(ShutdownLadder? ladder = null)
    {
        lock (closing) return shutdown ??= Descend(ladder ?? ShutdownLadder.Default);
    }

    private async Task<ShutdownReport> Descend(ShutdownLadder ladder)
    {
        var start = time.GetTimestamp();
        var rung = ShutdownRung.AlreadyExited;
        var gone = Exited.IsCompleted;
        CloseInput();
        if (!gone)
        {
            rung = ShutdownRung.Eof;
            if (!await ExitsWithin(ladder.AfterEof).ConfigureAwait(false))
            {
                rung = ShutdownRung.Terminated;
                if (OperatingSystem.IsWindows() || !Posix.Kill(Id, Posix.SigTerm) || !await ExitsWithin(ladder.AfterTerminate).ConfigureAwait(false))
                {
                    rung = ShutdownRung.Killed;
                    KillTree();
                    if (!await ExitsWithin(ladder.AfterKill).ConfigureAwait(false)) rung = ShutdownRung.StillRunning;
                }
            }
        }

        var took = time.GetElapsedTime(start);
        var code = await LastWordsAsync(StdioLimits.ExitGrace).ConfigureAwait(false);
        return new ShutdownReport(rung, code, took, OutputStillOpen: !stderr.Ended.IsCompleted);
    }

    private async Task<bool> ExitsWithin(TimeSpan wait)
    {
        await Task.WhenAny(Exited, Task.Delay(wait, time)).ConfigureAwait(false);
        return Exited.IsCompleted;
    }

    private void KillTree()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It left between the last look and now, or a descendant is out of our reach. The report says what is.
        }
    }

    /// <summary>
    /// Closes the child's stdin: the one signal of a shutdown that every server can see. Does not wait: a write that is under way
    /// ends first, and with a child that does not read that is when the child is gone.
    /// </summary>
    public void CloseInput() => Release(Input);

    // Disposing a pipe waits for a read or write that another thread is in. That may take as long as some stranger holds the other
    // end, so it gets a thread of its own: nothing of the shutdown may depend on it.
    private static void Release(Stream stream) => new Thread(() => Close(stream)) { IsBackground = true, Name = "RawMcp release" }.Start();

    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The other end was closed already.
        }
    }

    private async Task<int> WaitForExit()
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <summary>Shuts down, if that has not been done, and lets the streams go.</summary>
    public async ValueTask DisposeAsync()
    {
        var report = await ShutdownAsync().ConfigureAwait(false);

        Release(Output);
        if (!report.OutputStillOpen) process.Dispose();
    }
}
