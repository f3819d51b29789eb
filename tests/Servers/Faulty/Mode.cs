namespace Faulty;

/// <summary>A way to misbehave: its name, one sentence on what it does, and the server that does it.</summary>
/// <param name="Name">The first argument of the program.</param>
/// <param name="Does">Says what differs from an honest server.</param>
/// <param name="Server">Makes the server from the mode's number.</param>
/// <param name="Argument">Name of the number, if the mode takes one.</param>
/// <param name="Default">The number when none is given.</param>
internal sealed record Mode(string Name, string Does, Func<int, Honest> Server, string? Argument = null, int Default = 0)
{
    public Mode(string name, string does, Func<Honest> server)
        : this(name, does, _ => server())
    {
    }
}
