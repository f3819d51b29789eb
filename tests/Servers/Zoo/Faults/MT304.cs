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
                    using var child = System.Diagnostics.Process.Start(Environment.ProcessPath!, ["MT304", "child"]);
                    child.WaitForExit();
                    return Json.Result($$"""{"tools":[{{Json.Add}}]}""");
                },
            },
        }.Run();
    });
}
