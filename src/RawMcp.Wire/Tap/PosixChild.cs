using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using RawMcp.Stdio;

namespace RawMcp.Wire;

/// <summary>
/// A child started with posix_spawn. .NET's own way differs from that of the hosts: it looks for the program beside itself and
/// in the current directory before PATH, rebuilds the environment from text, and does not tell an exit code from a signal.
/// </summary>
internal sealed unsafe class PosixChild : TapChild
{
    private const ulong LeastOpenFiles = 256;

    private volatile bool gone;

    private PosixChild(int id, Stream input, Stream output, Stream errors)
    {
        Id = id;
        Input = input;
        Output = output;
        Errors = errors;
    }

    public override int Id { get; }

    public override Stream Input { get; }

    public override Stream Output { get; }

    public override Stream Errors { get; }

    public static PosixChild Begin(ServerCommand command)
    {
        LowerLimits();

        // All six ends are closed on exec; only the copies that become 0, 1 and 2 of the child are not.
        var input = new AnonymousPipeServerStream(PipeDirection.Out);
        var output = new AnonymousPipeServerStream(PipeDirection.In);
        var errors = new AnonymousPipeServerStream(PipeDirection.In);
        try
        {
            var id = Spawn(command, Number(input.ClientSafePipeHandle), Number(output.ClientSafePipeHandle), Number(errors.ClientSafePipeHandle));
            return new PosixChild(id, Ours(input), Ours(output), Ours(errors));
        }
        catch (ServerStartException)
        {
            foreach (var pipe in (AnonymousPipeServerStream[])[input, output, errors]) pipe.Dispose();
            throw;
        }
    }

    private static DescriptorStream Ours(AnonymousPipeServerStream pipe)
    {
        pipe.DisposeLocalCopyOfClientHandle();

        // The descriptor outlives the object that made it, whose finalizer must not close it.
        var descriptor = Number(pipe.SafePipeHandle);
        pipe.SafePipeHandle.SetHandleAsInvalid();
        return new DescriptorStream(descriptor, new SafeFileHandle(descriptor, ownsHandle: true));
    }

    private static int Number(SafePipeHandle handle) => (int)handle.DangerousGetHandle();

    // At its start the runtime raises our limit of open files as far as it may, and what we start would inherit that. The host's own
    // limit is what it would have given the server itself; a handful of files is all we need.
    private static void LowerLimits()
    {
        if (!OperatingSystem.IsLinux()) return;
        Posix.ResourceLimit host, own;
        if (Posix.ProcessLimit(Posix.Parent(), Posix.OpenFiles, null, &host) != 0 || Posix.ProcessLimit(0, Posix.OpenFiles, null, &own) != 0) return;
        if (host.Soft >= own.Soft || host.Soft < LeastOpenFiles) return;
        own.Soft = host.Soft;
        _ = Posix.ProcessLimit(0, Posix.OpenFiles, &own, null);
    }

    private static int Spawn(ServerCommand command, int input, int output, int errors)
    {
        var actions = stackalloc byte[Posix.OpaqueBytes];
        var attributes = stackalloc byte[Posix.OpaqueBytes];
        var defaults = stackalloc byte[Posix.OpaqueBytes];
        var failed = Posix.InitActions(actions) | Posix.InitAttributes(attributes);
        failed |= Posix.AddReplace(actions, input, 0) | Posix.AddReplace(actions, output, 1) | Posix.AddReplace(actions, errors, 2);

        // The runtime ignores SIGPIPE for itself; what it starts must not inherit that.
        failed |= Posix.EmptySet(defaults) | Posix.AddToSet(defaults, Posix.SigPipe);
        failed |= Posix.SetDefaults(attributes, defaults) | Posix.SetFlags(attributes, Posix.SpawnSetSignalDefaults);
        try
        {
            var id = 0;
            var error = failed != 0 ? Posix.ErrorNoMemory : Spawn(command.File, [command.File, .. command.Arguments], actions, attributes, out id);

            // A script without a first line such as #!/bin/sh: execvp, which Node's hosts use, gives it to the shell.
            if (error == Posix.ErrorNotExecutable && Found(command.File) is { } script)
                error = Spawn("/bin/sh", ["/bin/sh", script, .. command.Arguments], actions, attributes, out id);
            return error == 0 ? id : throw ServerStartException.For(command, new Win32Exception(error));
        }
        finally
        {
            _ = Posix.FreeAttributes(attributes);
            _ = Posix.FreeActions(actions);
        }
    }

    private static int Spawn(string file, string[] words, void* actions, void* attributes, out int id)
    {
        var texts = words.Select(Text).ToList();
        var path = Text(file);
        var arguments = stackalloc byte*[words.Length + 1];
        for (var i = 0; i < words.Length; i++) arguments[i] = (byte*)texts[i];
        arguments[words.Length] = null;
        try
        {
            int started;
            var error = Posix.SpawnFromPath(&started, (byte*)path, actions, attributes, arguments, Posix.OwnEnvironment());
            id = started;
            return error;
        }
        finally
        {
            foreach (var text in texts.Append(path)) Marshal.FreeHGlobal(text);
        }
    }

    private static nint Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var copy = Marshal.AllocHGlobal(bytes.Length + 1);
        Marshal.Copy(bytes, 0, copy, bytes.Length);
        Marshal.WriteByte(copy, bytes.Length, 0);
        return copy;
    }

    private static string? Found(string file) => file.Contains('/', StringComparison.Ordinal)
        ? file
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(directory => Path.Combine(directory, file)).FirstOrDefault(File.Exists);

    public override TapEnd Wait()
    {
        int status;
        while (Posix.WaitPid(Id, &status, 0) < 0)
        {
            if (Posix.LastError == Posix.ErrorInterrupted) continue;
            status = 0; // somebody made us ignore our children: they vanish without a word
            break;
        }

        gone = true;
        return (status & 0x7F) == 0 ? new TapEnd((status >> 8) & 0xFF, BySignal: false) : new TapEnd(status & 0x7F, BySignal: true);
    }

    public override bool Send(int signal) => !gone && Posix.Kill(Id, signal) == 0;
}
