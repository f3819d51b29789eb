namespace RawMcp.Cli;

/// <summary>A mistake on the command line that only a verb can see.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What is said on stderr when a verb cannot do its work, and the exit code that goes with it.</summary>
internal static class Complaints
{
    /// <summary>The code for an exception we foresee; null for one that is a mistake of ours.</summary>
    public static int? CodeFor(Exception e) => e switch
    {
        UsageException => ExitCode.Usage,
        McpRefusedException or McpProtocolException or Wire.ReplayException => ExitCode.Refused,
        McpConnectionException or McpTimeoutException or Stdio.ServerStartException => ExitCode.Lost,
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => ExitCode.Usage,
        IOException => ExitCode.Lost, // our own stdout was closed: head, less
        _ => null,
    };

    /// <summary>Says it; a server's own words may be part of it.</summary>
    public static void Say(string message) => Console.Error.WriteLine("rawmcp: " + Output.Plain.Text(message));
}
