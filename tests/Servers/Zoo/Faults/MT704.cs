// MT704: a wrapper starts the server and passes no signal on: the wrapper goes, the server stays.
// Seen at colbymchenry/codegraph#799

namespace Zoo.Faults;

internal static class MT704
{
    public static readonly Specimen Specimen = new("MT704", words =>
    {
        if (words is ["inner"])
        {
            new Honest { End = () => Thread.Sleep(Timeout.Infinite) }.Run();
            return;
        }

        using var inner = System.Diagnostics.Process.Start(Environment.ProcessPath!, ["MT704", "inner"]);
        inner.WaitForExit();
    });
}
