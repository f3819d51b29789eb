using RawMcp.Stdio;

namespace RawMcp.Cli.Demo;

/// <summary>How a session is told as it happens. Called from one thread at a time, in the order of the wire.</summary>
internal interface IStory
{
    /// <summary>The server was started.</summary>
    void Launched(ServerCommand command, int pid);

    /// <summary>A frame crossed.</summary>
    /// <param name="number">From 1, both directions counted together.</param>
    /// <param name="crossing">The frame.</param>
    /// <param name="sinceLast">Since the frame before.</param>
    /// <param name="explanation">One sentence on what it is for.</param>
    void Frame(int number, Crossing crossing, TimeSpan sinceLast, string explanation);

    /// <summary>The server wrote on stderr; the line is harmless already.</summary>
    void Stderr(string line);

    /// <summary>Something worth saying that is no frame.</summary>
    void Note(string sentence);

    /// <summary>What the call came to.</summary>
    void Answer(string call, string answer, bool isError);

    /// <summary>The session was closed.</summary>
    void Closed(ShutdownReport report);
}
