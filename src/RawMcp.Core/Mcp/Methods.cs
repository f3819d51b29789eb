using System.Text;

namespace RawMcp.Mcp;

/// <summary>The method names this project speaks, and what each message is for.</summary>
public static class Methods
{
#pragma warning disable CS1591 // each is explained in Purpose
    public const string Initialize = "initialize";
    public const string Initialized = "notifications/initialized";
    public const string Discover = "server/discover";
    public const string Ping = "ping";
    public const string ListTools = "tools/list";
    public const string CallTool = "tools/call";
    public const string SetLevel = "logging/setLevel";
    public const string Cancelled = "notifications/cancelled";
    public const string Progress = "notifications/progress";
    public const string LogMessage = "notifications/message";
    public const string ToolsChanged = "notifications/tools/list_changed";
    public const string Listen = "subscriptions/listen";
    public const string Acknowledged = "notifications/subscriptions/acknowledged";
#pragma warning restore CS1591

    private static readonly (byte[] Utf8, string Name)[] All =
    [
        .. new[] { CallTool, ListTools, Initialize, Initialized, Discover, Ping, SetLevel, Cancelled, Progress, LogMessage, ToolsChanged, Listen, Acknowledged }
            .Select(name => (Encoding.ASCII.GetBytes(name), name)),
    ];

    /// <summary>The name for those bytes without making a string of them; null for a name not listed here.</summary>
    internal static string? Known(ReadOnlySpan<byte> utf8)
    {
        foreach (var (bytes, name) in All)
        {
            if (utf8.SequenceEqual(bytes)) return name;
        }

        return null;
    }

    /// <summary>One sentence on what a message of that method is for; null for a method not listed here.</summary>
    public static string? Purpose(string method) => method switch
    {
        Initialize => "Opens a session: the client says which revision it wants, what it can do, and who it is.",
        Initialized => "The client has read the server's answer; the session is open.",
        Discover => "Asks a server, before anything else, which revisions it speaks and what it can do.",
        Ping => "Asks whether the other side is still there.",
        ListTools => "Asks which tools there are, with the schema of each one's arguments.",
        CallTool => "Runs one tool with these arguments.",
        SetLevel => "Says how important a log message must be to be sent.",
        Cancelled => "The sender no longer wants the answer to that request.",
        Progress => "How far a request has come that asked to be told.",
        LogMessage => "A line of the server's log, for people.",
        Listen => "Asks to be told of changes for as long as this request stays open.",
        Acknowledged => "The subscription is open; these are the changes it will tell of.",
        ToolsChanged => "The list of tools is no longer what it was; ask again.",
        _ => null,
    };
}
