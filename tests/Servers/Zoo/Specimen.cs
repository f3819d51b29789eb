namespace Zoo;

/// <summary>One fault, alive.</summary>
/// <param name="Code">Its code in the catalogue.</param>
/// <param name="Server">The server; its words are those that follow the code.</param>
/// <param name="Host">Where the host commits the fault: the host, before whatever command it is given.</param>
internal sealed record Specimen(string Code, Action<string[]> Server, Action<Host>? Host = null)
{
    public Specimen(string code, Func<Honest> server, Action<Host>? host = null) : this(code, _ => server().Run(), host)
    {
    }
}
