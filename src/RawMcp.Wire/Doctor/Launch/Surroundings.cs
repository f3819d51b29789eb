using System.Text.RegularExpressions;

namespace RawMcp.Wire;

/// <summary>MT105: the server or its wrapper misses something that the host's environment lacks.</summary>
internal static partial class Surroundings
{
    private const long CommandNotFound = 127;

    public static IEnumerable<Finding> Find(Facts facts)
    {
        var given = facts.Life.Command?.Environment ?? [];
        if (facts.Life.SpawnFailed is { Error: 2 } failed && given.Count > 0 && !given.Contains("PATH", StringComparer.OrdinalIgnoreCase) && facts.Life.Command is { Arguments: [var file, ..] }
            && !file.Contains('/', StringComparison.Ordinal) && !file.Contains('\\', StringComparison.Ordinal))
        {
            yield return new Finding(Faults.StrippedEnvironment, Severity.Error,
                $"The host gave no PATH ({Amounts.Count(given.Count, "variable")} in all), so that the program '{Excerpt.Of(file)}' could not be looked for.",
                [new Evidence.Event(failed.Time, Excerpt.Of($"error {failed.Error}: {failed.Reason}"))],
                "Give the program's full path, and PATH in the 'env' of the host's configuration.");
            yield break;
        }

        if (!Failures.Happened(facts) || facts.Life.End is null) yield break;
        foreach (var line in facts.Stderr.Lines)
        {
            if (Program(line.Text, facts.Life.ExitCode) is { } program)
            {
                yield return new Finding(Faults.StrippedEnvironment, Severity.Error,
                    $"What the host started wanted to run '{Excerpt.Of(program)}', and no directory of the PATH that it was given "
                        + $"has it{Without(facts.Life.Command)}.",
                    Failures.Evidence(facts, [line]),
                    "Hosts started from the desktop do not read the shell's profile: put a PATH with that program's directory "
                        + "into the 'env' of the host's configuration, or start the program by its full path.");
                yield break;
            }

            if (facts.Life.Command is { IsCut: false } && Variable(line.Text) is { } variable && !given.Contains(variable, StringComparer.Ordinal))
            {
                yield return new Finding(Faults.StrippedEnvironment, Severity.Error,
                    $"The server wants the variable {variable}, and it is not among the {Amounts.Count(given.Count, "variable")} that the host gave.",
                    Failures.Evidence(facts, [line]),
                    $"Put {variable} into the 'env' of the server's entry in the host's configuration; what the shell's profile "
                        + "sets does not reach a host started from the desktop.");
                yield break;
            }
        }
    }

    private static string Without(CaptureEvent.Command? command) =>
        command is { Environment.Count: > 0, IsCut: false } && !command.Environment.Contains("PATH", StringComparer.OrdinalIgnoreCase) ? " (the host gave no PATH at all)" : "";

    private static string? Program(string line, long? exitCode)
    {
        if (Quoting.Missing(line) is { } missing) return missing;
        if (NotFound().Match(line) is { Success: true } found) return found.Groups["name"].Value;
        return exitCode == CommandNotFound && line.EndsWith(": not found", StringComparison.Ordinal) ? line[..^": not found".Length].Split(' ')[^1] : null;
    }

    private static string? Variable(string line) => Wanted().IsMatch(line) && VariableName().Match(line) is { Success: true } name ? name.Value : null;

    // env: 'node': No such file or directory · bash: line 1: uvx: command not found · zsh: command not found: npx · spawn npx ENOENT
    [GeneratedRegex(@"(?:^|/)env: (?:‘|'|`)?(?<name>[\w.+-]+)(?:’|')?: No such file|(?<name>[\w./+-]+): command not found|command not found: (?<name>[\w./+-]+)|\bspawn (?<name>[\w./+-]+) ENOENT", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotFound();

    [GeneratedRegex(@"environment variable|env(ironment)? var|\b(is|are|was) not (set|defined|provided)|\bmust be (set|provided)|\b(is|are) required|\bis missing|\bmissing\b|\bnot set\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wanted();

    [GeneratedRegex(@"\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariableName();
}
