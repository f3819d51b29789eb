namespace RawMcp.Mcp;

/// <summary>How important a log message is: syslog's eight levels, the least important first. Spec: server/utilities/logging.</summary>
public enum LogLevel
{
#pragma warning disable CS1591 // RFC 5424 names them
    Debug, Info, Notice, Warning, Error, Critical, Alert, Emergency,
#pragma warning restore CS1591
}

/// <summary>The levels as they stand on the wire.</summary>
public static class LogLevels
{
    private static readonly string[] Names = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

    /// <summary>The level's name on the wire.</summary>
    public static string Text(this LogLevel level) => Names[(int)level];

    /// <summary>The level of that name; null for a name that is none.</summary>
    public static LogLevel? Find(string? name) => Array.IndexOf(Names, name) is >= 0 and var index ? (LogLevel)index : null;
}
