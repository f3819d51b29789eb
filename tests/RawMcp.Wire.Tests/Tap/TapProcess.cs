using System.Text;
using RawMcp.Stdio;

namespace RawMcp.Wire.Tests;

/// <summary>A real <c>rawmcp tap</c> between the test, which is the host, and a program.</summary>
internal sealed class TapProcess : IDisposable
{
    private readonly TapChild tap;
    private readonly Task<TapEnd> exit;

    private TapProcess(TapChild tap, string capture)
    {
        this.tap = tap;
        Capture = capture;
        Started.Note(tap.Id);
        exit = Task.Factory.StartNew(tap.Wait, TaskCreationOptions.LongRunning);
    }

    /// <summary>The binary whose tap is tested by the many runs; <c>RAWMCP_TAP</c> names another one, such as the native.</summary>
    public static string Binary { get; } = Environment.GetEnvironmentVariable("RAWMCP_TAP") is { Length: > 0 } other ? other : Programs.RawMcp;

    public string Capture { get; }

    public int Id => tap.Id;

    public Stream Input => tap.Input;

    public Stream Output => tap.Output;

    public Stream Errors => tap.Errors;

    /// <summary>A tap before <paramref name="command"/>.</summary>
    public static TapProcess Before(Folder folder, string[] options, params string[] command)
    {
        var capture = folder.File("tap.pcapng");
        return Run(capture, [Programs.RawMcp, "tap", "-o", capture, .. options, "--", .. command]);
    }

    public static TapProcess Before(Folder folder, params string[] command) => Before(folder, [], command);

    /// <summary>A tap before a line of shell.</summary>
    public static TapProcess BeforeShell(Folder folder, string script, params string[] options) => Before(folder, options, "/bin/sh", "-c", script);

    /// <summary>Any program, for comparison.</summary>
    public static TapProcess Run(string capture, params string[] words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        return new TapProcess(TapChild.Start(new ServerCommand(words[0], words[1..])), capture);
    }

    public void Signal(int number) => Assert.True(tap.Send(number));

    public Task<TapEnd> ExitAsync() => exit.WaitAsync(Lines.Patience);

    /// <summary>What comes on stdout up to its end.</summary>
    public Task<byte[]> OutputAsync() => RestAsync(Output);

    /// <summary>What comes on stderr up to its end.</summary>
    public async Task<string> ErrorsAsync() => Encoding.UTF8.GetString(await RestAsync(Errors));

    /// <summary>The next so many bytes of stdout.</summary>
    public async Task<byte[]> NextAsync(int count)
    {
        var bytes = new byte[count];
        await Task.Run(() => Output.ReadExactly(bytes)).WaitAsync(Lines.Patience);
        return bytes;
    }

    public void Send(string text) => Input.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Closes stdin and runs to the end.</summary>
    public async Task<(TapEnd End, byte[] Output, string Errors)> FinishAsync()
    {
        Input.Dispose();
        var (output, errors) = (OutputAsync(), ErrorsAsync());
        return (await ExitAsync(), await output, await errors);
    }

    public (List<CaptureRecord> Records, CaptureEnd End) Recorded() => Captures.ReadFile(Capture);

    public static Task<byte[]> RestAsync(Stream from) => Task.Factory.StartNew(
        () =>
        {
            using var all = new MemoryStream();
            from.CopyTo(all);
            return all.ToArray();
        },
        TaskCreationOptions.LongRunning).WaitAsync(Lines.Patience);

    public void Dispose()
    {
        if (!exit.IsCompleted) tap.Send(Posix.SigKill);
        exit.Wait(Lines.Patience);
    }
}

/// <summary>A folder for one test.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("rawmcp-");

    public string Path => place.FullName;

    public string File(string name) => System.IO.Path.Combine(place.FullName, name);

    public void Dispose() => place.Delete(recursive: true);
}
