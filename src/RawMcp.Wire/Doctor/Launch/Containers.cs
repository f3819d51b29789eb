namespace RawMcp.Wire;

/// <summary>MT108: a container, or a shell's background job, that does not get the server's stdin.</summary>
internal static class Containers
{
    private static readonly string[] Programs = ["docker", "podman", "nerdctl"];
    private static readonly string[] Words = ["the input device is not a TTY", "stdin is not a terminal", "cannot enable tty mode on non tty input"];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (facts.Life.Spawned is null) yield break;
        if (Echo(facts) is { } echo)
        {
            yield return new Finding(Faults.ContainerStdio, Severity.Error,
                "Stdout repeats what the client sent: a terminal stands between the client and the server, or the command is no server.", [facts.Show(echo)],
                "Start a container with -i and without -t (--tty): docker run -i --rm IMAGE. Without a container: look whether the command is the right one.");
            yield break;
        }

        if (!facts.NeverAnswered || !(facts.Life.ServerLeftFirst || facts.Session.FirstMessage is null)) yield break;
        var said = Failures.Lines(facts, Words);
        var command = facts.Life.Command?.Arguments ?? [];
        if (said.Count > 0)
        {
            yield return new Finding(Faults.ContainerStdio, Severity.Error,
                $"The container was started for a terminal, and there is none: {Excerpt.Of(said[0].Text.Trim())}.", Failures.Evidence(facts, said),
                "Start the container with -i and without -t (--tty): docker run -i --rm IMAGE.");
        }
        else if (LacksInteractive(command) && facts.Life.ServerLeftFirst)
        {
            yield return new Finding(Faults.ContainerStdio, Severity.Error,
                "The container was started without -i, so that it has no stdin: what is in it saw the end of its input at once, "
                    + $"and the command {facts.Life.Ended}.",
                Failures.Evidence(facts, facts.Stderr.Last(2)), "Add -i (--interactive) behind 'run' or 'exec': docker run -i --rm IMAGE.");
        }
        else if (InBackground(command))
        {
            yield return new Finding(Faults.ContainerStdio, Severity.Error,
                "The shell starts the server in the background (&), where it reads /dev/null instead of the client.", Failures.Evidence(facts, facts.Stderr.Last(2)),
                "Start the server in the foreground, best with exec: sh -c 'exec server'.");
        }
    }

    // What only a client says comes back from the server, with the id that the client gave it.
    private static IndexedFrame? Echo(Facts facts) => facts.FromServer.FirstOrDefault(frame => frame.Messages.Any(message =>
        message is { Kind: MessageKind.Request, Method: Mcp.Methods.Initialize or Mcp.Methods.Discover or Mcp.Methods.ListTools or Mcp.Methods.CallTool }
        && facts.Calls.OfClient.Any(call => call.Method == message.Method && call.Id == message.Id)));

    private static bool LacksInteractive(IReadOnlyList<string> command)
    {
        if (command.Count < 2 || !Programs.Contains(Path.GetFileNameWithoutExtension(command[0]), StringComparer.OrdinalIgnoreCase)) return false;
        var verb = command.ToList().FindIndex(word => word is "run" or "exec");
        return verb > 0 && !command.Skip(verb + 1).Any(word => word is "--interactive" or "--interactive=true" || (word is ['-', not '-', ..] && word.Contains('i', StringComparison.Ordinal)));
    }

    private static bool InBackground(IReadOnlyList<string> command) =>
        command is [var shell, "-c" or "-lc", var script, ..] && Path.GetFileName(shell) is "sh" or "bash" or "zsh" or "dash" && script.TrimEnd() is [.., not '&', '&'];
}
