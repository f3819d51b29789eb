namespace RawMcp.Cli.Output;

/// <summary>Says on stderr, when that is a terminal, what we are waiting for once it takes longer than a second.</summary>
internal sealed class Waiting : IDisposable
{
    private readonly string what;
    private readonly Lock gate = new();
    private readonly Timer? timer;
    private int seconds;
    private bool over;

    public Waiting(string what)
    {
        this.what = what;
        if (!Console.IsErrorRedirected) timer = new Timer(_ => Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    private void Tick()
    {
        lock (gate)
        {
            if (!over) Stderr.Status($"{what} … {++seconds} s ");
        }
    }

    public void Dispose()
    {
        timer?.Dispose();
        lock (gate)
        {
            over = true; // a tick may be under way
            if (seconds > 0) Stderr.Status("");
        }
    }
}
