namespace RawMcp.Wire;

/// <summary>One of a server's three standard streams: an interface of the capture, under the same number and name.</summary>
public enum Pipe
{
    /// <summary>From the client to the server.</summary>
    Stdin = 0,

    /// <summary>From the server to the client: the protocol.</summary>
    Stdout = 1,

    /// <summary>From the server to whoever reads its log.</summary>
    Stderr = 2,
}

/// <summary>The streams by name.</summary>
public static class Pipes
{
    /// <summary>All three, in the order of their numbers.</summary>
    public static IReadOnlyList<Pipe> All { get; } = [Pipe.Stdin, Pipe.Stdout, Pipe.Stderr];

    /// <summary>The name, as in the capture: <c>stdin</c>, <c>stdout</c>, <c>stderr</c>.</summary>
    public static string Name(this Pipe stream) => stream switch
    {
        Pipe.Stdin => "stdin",
        Pipe.Stdout => "stdout",
        _ => "stderr",
    };

    /// <summary>The stream of that name; null where there is none.</summary>
    public static Pipe? Named(string? name) => name switch
    {
        "stdin" => Pipe.Stdin,
        "stdout" => Pipe.Stdout,
        "stderr" => Pipe.Stderr,
        _ => null,
    };
}
