namespace RawMcp.Wire;

/// <summary>MT106: the host gave up while the server was still being fetched, installed or started.</summary>
internal static class Loading
{
    private static readonly string[] Runners = ["npx", "bunx", "pnpx", "uvx", "pipx", "dnx", "docker", "podman"];

    private static readonly string[] Words =
    [
        "npm warn exec", "will be installed", "added ", "Downloading ", "Downloaded ", "Installing ", "Installed ", "Resolving", "Resolved ", "Building ", "Preparing ",
        "Pulling from", "Pulling fs layer", "Unable to find image", "Fetching ", "Compiling ", "Restored ",
    ];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (facts.Session.First is not { } asked || facts.Life.Spawned is null || facts.Lacks(Pipe.Stdout)) yield break;
        var left = facts.Life.HostLeftFirst ? facts.Life.HostLeft!.Time : long.MaxValue;
        var cancelled = facts.Calls.Cancelled(asked)?.LastByte ?? long.MaxValue;
        var gaveUp = Math.Min(left, cancelled);
        if (gaveUp == long.MaxValue || (facts.FromServer is [var earliest, ..] && earliest.FirstByte <= gaveUp)) yield break;
        var waited = gaveUp - asked.Request.LastByte;
        if (waited < facts.Options.Silence.Nanoseconds()) yield break;
        var signs = Signs(facts, gaveUp);
        var late = facts.FromServer is [var first, ..] ? first : null;
        var cameLate = late is not null && late.FirstByte - gaveUp > DoctorLimits.Effect.Nanoseconds();
        if (signs.Count == 0 && !cameLate) yield break;

        List<Evidence> evidence = [new Evidence.Span(asked.Request.LastByte, gaveUp, $"{Calls.Name(asked)} waited for an answer, and stdout had not a byte"), .. signs];
        if (late is not null) evidence.Add(facts.Show(late));
        yield return new Finding(Faults.ColdStart, Severity.Error,
            $"The host gave up {Calls.Name(asked)} after {Amounts.Time(waited)}, before the server had written its first byte"
                + (late is not null ? $"; that came {Amounts.Time(late.FirstByte - gaveUp)} too late" : ", while it was still being fetched or started") + ".",
            evidence,
            "Install the server once (npm install -g, uv tool install, docker pull) and start the installed program instead of "
                + "fetching it each time; or give the host a longer time to start servers (in Claude Code MCP_TIMEOUT).");
    }

    /// <summary>What says that the server was still being fetched at that moment.</summary>
    public static List<Evidence> Signs(Facts facts, long before)
    {
        var lines = facts.Stderr.Lines.Where(line => line.Frame.FirstByte <= before && Words.Any(line.Has)).Take(2).ToList();
        List<Evidence> signs = [.. facts.Show(lines.Select(line => line.Frame))];
        if (facts.Life.Command is { Arguments: [var file, ..] } command && Runners.Contains(Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase))
            signs.Add(new Evidence.Event(command.Time, $"the command is {Excerpt.Of(file)}, which fetches what it lacks before it starts it"));
        return signs;
    }
}
