namespace RawMcp.Cli;

/// <summary>Exit codes, the same in every verb.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>There is an answer and it is bad: a tool error, a failed check, a finding.</summary>
    public const int BadAnswer = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The peer refused, or nothing could be judged.</summary>
    public const int Refused = 3;

    /// <summary>The server could not be started, or the connection was lost.</summary>
    public const int Lost = 4;

    // And where a signal ended it, 128 and the signal's number: 130 for Ctrl-C (see Interruption).
}
