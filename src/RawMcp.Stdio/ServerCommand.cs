namespace RawMcp.Stdio;

/// <summary>How to start a server: a program and its arguments, as a list. Nothing is joined, quoted or expanded.</summary>
/// <param name="File">The program: a path, or a name to be looked for in PATH.</param>
/// <param name="Arguments">Its arguments, passed on untouched.</param>
public sealed record ServerCommand(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>A command of words.</summary>
    public ServerCommand(string file, params string[] arguments) : this(file, (IReadOnlyList<string>)arguments) { }

    /// <summary>Variables to set (or, with null, to remove) on top of our own environment, which the server inherits.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The directory to start in; null for our own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The command as a person would type it into a POSIX shell. For display only.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(File).Select(Quoted));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=@%+,".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
