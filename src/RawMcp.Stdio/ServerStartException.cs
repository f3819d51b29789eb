using System.ComponentModel;

namespace RawMcp.Stdio;

/// <summary>The server's program could not be started. The message says why and what to do.</summary>
public sealed class ServerStartException : Exception
{
    private const int NoSuchFile = 2;      // ENOENT, and ERROR_FILE_NOT_FOUND on Windows
    private const int AccessDenied = 13;   // EACCES
    private const int BadFormat = 8;       // ENOEXEC

    private ServerStartException(ServerCommand command, string message, Exception inner) : base(message, inner) => Command = command;

    /// <summary>What was to be started.</summary>
    public ServerCommand Command { get; }

    /// <summary>The system's error number; 0 where it gave none.</summary>
    public int Error => (InnerException as Win32Exception)?.NativeErrorCode ?? 0;

    /// <summary>What the system said, made into a sentence.</summary>
    /// <param name="command">What was to be started.</param>
    /// <param name="said">What came of it.</param>
    public static ServerStartException For(ServerCommand command, Exception said)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(said);
        return new ServerStartException(command, WhyNotStarted(command, said), said);
    }

    private static string WhyNotStarted(ServerCommand command, Exception e)
    {
        if (command.WorkingDirectory is { } directory && !Directory.Exists(directory))
            return $"The directory '{directory}' to start '{command.File}' in does not exist.";
        if (Directory.Exists(command.File)) return $"'{command.File}' is a directory, not a program.";
        var isPath = command.File.AsSpan().IndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) >= 0;
        if (isPath && Directory.Exists(command.File)) return $"'{command.File}' is a directory, not a program.";
        return (e as Win32Exception)?.NativeErrorCode switch
        {
            NoSuchFile when isPath && File.Exists(command.File) =>
                $"'{command.File}' exists but its interpreter (the program named in its first line, or its loader) does not.",
            NoSuchFile when isPath => $"There is no file '{command.File}'. Check the path; a relative one starts at {Environment.CurrentDirectory}.",
            NoSuchFile => $"There is no program '{command.File}' in PATH. Check the spelling, install it, or give its full path."
                + (OperatingSystem.IsWindows() ? " Scripts need their ending: npx.cmd, not npx." : ""),
            AccessDenied => $"'{command.File}' is not executable. Make it so (chmod +x), or start it with its interpreter.",
            BadFormat => $"'{command.File}' is not a program this system can run; a script needs a first line such as #!/usr/bin/env node.",
            _ => $"'{command.File}' could not be started: {e.Message}",
        };
    }
}
