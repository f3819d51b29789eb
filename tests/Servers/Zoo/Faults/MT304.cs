// MT304: in a call it starts a program that inherits its stdin, and waits for it.
// Seen at modelcontextprotocol/python-sdk#671

namespace Zoo.Faults;

internal static class MT304
{
    public static readonly Specimen Specimen = new("MT304", words =>
    {
        if (words is ["child"])
        {
            while (Wire.ReadLine() is not null)
            {
                // It takes what was meant for the server.
            }

            return;
        }

        new Honest
        {
            On =
            {
                ["tools/list"] = _ =>
                {
                    // Its output is asked for, its stdin forgotten: what most languages make easy.
                    var info = new System.Diagnostics.ProcessStartInfo(Environment.ProcessPath!, ["MT304", "child"]) { RedirectStandardOutput = true, RedirectStandardError = true };
                    using var child = System.Diagnostics.Process.Start(info)!;
                    child.WaitForExit();
                    return Json.Result($$"""{"tools":[{{Json.Add}}]}""");
                },
            },
        }.Run();
    });
}
