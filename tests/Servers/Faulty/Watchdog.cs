namespace Faulty;

/// <summary>The promise that no mode, however stubborn, outlives a forgetful test by more than two minutes.</summary>
internal static class Watchdog
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static void Start() => new Thread(Bite) { IsBackground = true }.Start();

    private static void Bite()
    {
        Thread.Sleep(Limit);
        // Not a word on stderr first: its pipe may be full, and then this thread would hang as well.
        Environment.Exit(124);
    }
}
