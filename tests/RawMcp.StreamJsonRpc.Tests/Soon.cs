namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>Waits for a fact. The bound is there so that a test that would hang fails; no test depends on its length.</summary>
internal static class Soon
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static Task<T> In<T>(this Task<T> task) => task.WaitAsync(Bound, TestContext.Current.CancellationToken);

    public static Task In(this Task task) => task.WaitAsync(Bound, TestContext.Current.CancellationToken);
}
