namespace RawMcp.Wire;

/// <summary>Who probably wrote a stray line to stdout, and how to stop it.</summary>
/// <param name="Name">What it is, in words behind "looks like".</param>
/// <param name="Remedy">What to do.</param>
internal sealed record StrayKind(string Name, string Remedy)
{
    private const string ToStderr = "stdout belongs to the protocol: write everything for people to stderr.";

    private static readonly StrayKind Dotenv = new("the banner of dotenv", "Call dotenv with { quiet: true } (or set DOTENV_CONFIG_QUIET=true), or use a version before 17.");
    private static readonly StrayKind DotnetLogger = new("a console logger of .NET", "Send the logger to stderr: AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace).");
    private static readonly StrayKind Npm = new("npm or npx itself", "Start the server's own file with node instead of npm run, or use npx --quiet (npm run --silent).");
    private static readonly StrayKind Coloured = new("output for a terminal (it has colours)", ToStderr + " Set NO_COLOR=1 if a library colours it.");
    private static readonly StrayKind JsonLog = new("a log in JSON", "The log library writes to stdout: give it stderr as its destination (pino: pino.destination(2); structlog, zap and others have the like).");
    private static readonly StrayKind Log = new("a log", "Give the log library stderr as its destination: Python's logging does so by default, console.error in JavaScript, System.err in Java.");
    private static readonly StrayKind Traceback = new("the trace of an exception", "Find the exception; and " + ToStderr);
    private static readonly StrayKind Banner = new("a banner", "Print the banner to stderr, or not at all when stdin is no terminal.");
    private static readonly StrayKind Print = new("a print statement", "In the server, " + ToStderr + " In Python print(…, file=sys.stderr), in JavaScript console.error, in C# Console.Error.");

    private static readonly string[] LevelsOfDotnet = ["trce: ", "dbug: ", "info: ", "warn: ", "fail: ", "crit: "];
    private static readonly string[] Greetings = ["listening on", "running on", "server started", "started on", "starting", "welcome", "ready"];
    private static readonly string[] Levels = ["INFO", "DEBUG", "WARN", "ERROR", "TRACE", "NOTICE", "FATAL"];

    public static StrayKind Of(string text)
    {
        var line = text.Trim();
        if (line.Contains("[dotenv@", StringComparison.Ordinal) || line.Contains("injecting env", StringComparison.OrdinalIgnoreCase)) return Dotenv;
        if (LevelsOfDotnet.Any(level => line.StartsWith(level, StringComparison.Ordinal)) && line.EndsWith(']')) return DotnetLogger;
        if (IsNpm(line)) return Npm;
        if (line.Contains('\e', StringComparison.Ordinal)) return Coloured;
        if (line == "{" || (line.StartsWith('{') && line.Contains("\":", StringComparison.Ordinal))) return JsonLog;
        if (line.StartsWith("Traceback (", StringComparison.Ordinal) || line.StartsWith("Unhandled exception", StringComparison.OrdinalIgnoreCase)) return Traceback;
        if (IsLog(line)) return Log;
        return line.Length == 0 || line.Count(char.IsLetterOrDigit) * 3 < line.Length || IsGreeting(line) ? Banner : Print;
    }

    private static bool IsNpm(string line) =>
        line.StartsWith("npm ", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Need to install the following packages", StringComparison.Ordinal)
        || (line.StartsWith("> ", StringComparison.Ordinal) && line.Contains('@', StringComparison.Ordinal))
        || (line.StartsWith("added ", StringComparison.Ordinal) && line.Contains(" package", StringComparison.Ordinal));

    private static bool IsLog(string line)
    {
        var start = line.TrimStart('[', '(', '<');
        return Levels.Any(level => start.StartsWith(level, StringComparison.OrdinalIgnoreCase) && (start.Length == level.Length || !char.IsLetterOrDigit(start[level.Length])))
            || (start.Length >= 8 && start[..4].All(char.IsAsciiDigit) && start[4] is '-' or '/')
            || (start.Length >= 8 && char.IsAsciiDigit(start[0]) && start[2] == ':' && start[5] == ':');
    }

    private static bool IsGreeting(string line) =>
        Greetings.Any(words => line.Contains(words, StringComparison.OrdinalIgnoreCase));
}
