namespace RawMcp.Cli.Output;

/// <summary>Says on stderr, when that is a terminal, what we are waiting for once it takes longer than a second.</summary>
internal sealed class Waiting : IDisposable
{
    private readonly string what;
    private readonly Timer? timer;
    private int seconds;

    public Waiting(string what)
    {
        this.what = what;
        if (!Console.IsErrorRedirected) timer = new Timer(_ => Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    private void Tick() => Console.Error.Write($"\r{what} … {++seconds} s ");

    public void Dispose()
    {
        timer?.Dispose();
        if (seconds > 0) Console.Error.Write("\r" + new string(' ', what.Length + 12) + "\r");
    }
}
