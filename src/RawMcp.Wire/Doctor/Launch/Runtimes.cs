namespace RawMcp.Wire;

/// <summary>MT104: the server and what runs it do not fit together.</summary>
internal static class Runtimes
{
    private static readonly string[] Signs =
    [
        "SyntaxError", "does not run on Node", "EBADENGINE", "Unsupported engine", "The engine \"node\" is incompatible", "requires Node", "requires a different Python",
        "requires Python", "ERR_REQUIRE_ESM", "ERR_UNKNOWN_BUILTIN_MODULE", "ERR_UNKNOWN_FILE_EXTENSION", "Cannot use import statement outside a module",
        "UnsupportedClassVersionError", "You must install or update .NET", "NODE_MODULE_VERSION", "version `GLIBC", "wrong ELF class", "Bad CPU type",
    ];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (!Failures.Happened(facts) || facts.Life.End is null) yield break;

        // A syntax error in JSON is the data's, not the program's; a warning about engines alone ends nothing.
        var lines = Failures.Lines(facts, Signs).Where(line => !line.Has("JSON") && !line.Has("WARN")).ToList();
        if (lines is not [var first, ..]) yield break;
        yield return new Finding(Faults.WrongRuntime, Severity.Error,
            $"The server {facts.Life.Ended} because the runtime that started it does not fit it: {Excerpt.Of(first.Text.Trim())}.",
            Failures.Evidence(facts, lines),
            "Find out which runtime the host starts (a host from the desktop often finds an older one than the terminal does), "
                + "and give its full path in the configuration: the node, python or java of the version that the server's "
                + "documentation asks for.");
    }
}
