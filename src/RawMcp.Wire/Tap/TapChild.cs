using RawMcp.Stdio;

namespace RawMcp.Wire;

/// <summary>The server behind the tap: a process that is as it would have been without one, but for its three pipes.</summary>
internal abstract class TapChild
{
    /// <summary>The process id.</summary>
    public abstract int Id { get; }

    /// <summary>Its stdin.</summary>
    public abstract Stream Input { get; }

    /// <summary>Its stdout.</summary>
    public abstract Stream Output { get; }

    /// <summary>Its stderr.</summary>
    public abstract Stream Errors { get; }

    /// <summary>Starts it.</summary>
    /// <exception cref="ServerStartException">It could not be started.</exception>
    public static TapChild Start(ServerCommand command) => OperatingSystem.IsWindows() ? ManagedChild.Begin(command) : PosixChild.Begin(command);

    /// <summary>Waits for its exit.</summary>
    public abstract TapEnd Wait();

    /// <summary>Sends it a signal. False when it is gone.</summary>
    public abstract bool Send(int signal);
}

/// <summary>How a server ended.</summary>
/// <param name="Number">The exit code, or the number of the signal.</param>
/// <param name="BySignal">A signal ended it.</param>
public readonly record struct TapEnd(int Number, bool BySignal)
{
    /// <summary>The exit code, as shells have it: 128 and the number for a signal.</summary>
    public int Code => BySignal ? 128 + Number : Number;
}
