namespace RawMcp.Wire;

/// <summary>MT101 and MT102: the server could not be started at all.</summary>
internal static class NotStarted
{
    private const long NoSuchFile = 2, AccessDenied = 5, NoExec = 8, PermissionDenied = 13, NotADirectory = 20, Invalid = 22, BadWindowsProgram = 193;

    private const int Shown = 12; // directories of PATH

    private static readonly string[] ScriptEndings = [".cmd", ".bat", ".ps1"];

    // What comes with npm, yarn and their like is a script on Windows, and only the shell finds it without its ending.
    private static readonly string[] Shims = ["npx", "npm", "pnpm", "pnpx", "yarn", "bunx", "corepack", "tsx", "ts-node"];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (facts.Life.SpawnFailed is not { } failed) yield break;
        var file = facts.Life.Command is { Arguments: [var first, ..] } ? first : "";
        var shown = Excerpt.Of(file);
        List<Evidence> evidence = [new Evidence.Event(failed.Time, Excerpt.Of($"error {failed.Error}: {failed.Reason}"))];
        if (failed.Searched.Count > 0)
        {
            var more = failed.Searched.Count > Shown ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" and {failed.Searched.Count - Shown} more") : "";
            evidence.Add(new Evidence.Event(failed.Time, $"looked for in {string.Join(", ", failed.Searched.Take(Shown).Select(place => Excerpt.Of(place)))}{more}"));
        }

        var isScript = ScriptEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        var onWindows = IsWindows(facts.Life.Command);
        if (isScript && (onWindows || failed.Error is Invalid or BadWindowsProgram))
        {
            yield return new Finding(Faults.BatchShim, Severity.Error,
                $"'{shown}' is a script for a Windows shell and no program, so it could not be started (error {failed.Error}).", evidence,
                $"Start it through the shell: cmd /c {shown}; or name the program behind it, such as node with the path of the server's JavaScript file.");
        }
        else if (onWindows && failed.Error is NoSuchFile && Shims.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase))
        {
            yield return new Finding(Faults.BatchShim, Severity.Error,
                $"On Windows '{shown}' is a script ({shown}.cmd), which only a shell finds under that name; as a program there is none.", evidence,
                $"Start it through the shell: the command cmd, with the arguments /c {shown} and then those of before.");
        }
        else
        {
            yield return new Finding(Faults.CommandNotFound, Severity.Error, Cause(facts, failed, shown), evidence, Remedy(failed.Error, shown));
        }
    }

    internal static bool IsWindows(CaptureEvent.Command? command) => command is not null
        && (command.Directory is [_, ':', '\\' or '/', ..] || command.Environment.Any(name => name.Equals("SystemRoot", StringComparison.OrdinalIgnoreCase)));

    private static string Cause(Facts facts, CaptureEvent.SpawnFailed failed, string file)
    {
        var hasPath = file.Contains('/', StringComparison.Ordinal) || file.Contains('\\', StringComparison.Ordinal);
        return failed.Error switch
        {
            NoSuchFile when hasPath => $"There is no program '{file}' (looked for from the directory {Excerpt.Of(facts.Life.Command?.Directory ?? "")}), or the interpreter that its first line names is missing.",
            NoSuchFile => $"There is no program '{file}' in any directory of the PATH that the host gave.",
            PermissionDenied or AccessDenied => $"'{file}' is there but may not be executed.",
            NoExec or BadWindowsProgram => $"'{file}' is there but is no program for this machine.",
            NotADirectory => $"Part of the path '{file}' is no directory.",
            _ => $"The command '{file}' could not be started (error {failed.Error}).",
        };
    }

    private static string Remedy(long error, string file) => error switch
    {
        PermissionDenied or AccessDenied => $"Make it executable (chmod +x {file}), or start it with its interpreter.",
        NoExec or BadWindowsProgram => "Install the build for this system and processor; a script needs a first line such as #!/usr/bin/env node, or its interpreter as the command.",
        _ => "Check the spelling, and install it if it is not there. If it is, put the program's full path into the host's configuration: a host started from the desktop has another PATH than a terminal. 'which NAME' (Windows: 'where NAME') in a terminal prints it.",
    };
}
