using System.Text;

namespace RawMcp.Stdio.Tests;

/// <summary>A server that writes to its console, reads from it and lends it to children cannot hurt the wire.</summary>
public sealed class OwnStdioTests
{
    [Fact]
    public async Task Nothing_stray_is_on_the_wire_and_nothing_of_the_wire_goes_astray()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there only the console's own streams are moved away");
        await using var child = ChildProcess.Start(new ServerCommand(Programs.Stray, "serve"));
        Started.Note(child.Id);
        var heard = new Lines(child.Output);
        string[] said = ["first", "second", "third"];
        child.Input.Write(Encoding.UTF8.GetBytes(string.Join('\n', said) + "\n")); // all at once: there is something to steal
        foreach (var line in said) Assert.Equal(line, await heard.NextAsync());
        var report = await child.ShutdownAsync(Ladders.Patient);
        Assert.Equal((ShutdownRung.Eof, 0), (report.Rung, report.ExitCode));
        Assert.Empty(await heard.RestAsync());

        // What went astray is on stderr, and a child on the same streams found nothing to read.
        string[] strays = ["stray: Console.WriteLine", "stray: a second handle of stdout", "stray: child read 0"];
        Assert.Equal([.. strays, .. strays, .. strays], child.StderrText.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
