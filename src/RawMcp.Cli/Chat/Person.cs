using System.Threading.Channels;
using RawMcp.Agent;
using RawMcp.Cli.Output;

namespace RawMcp.Cli.Chat;

/// <summary>The person at stdin: lines as they are typed, and a yes or no to a call.</summary>
internal sealed class Person
{
    private readonly HashSet<string> always = new(StringComparer.Ordinal);
    private Channel<string>? lines;

    /// <summary>Somebody can read a question and type an answer.</summary>
    public static bool IsAtTerminal => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>The next line; null at the end of stdin. Reading stdin cannot be cancelled, waiting for it can.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        if (lines is null)
        {
            lines = Channel.CreateUnbounded<string>();
            new Thread(Read) { IsBackground = true, Name = "stdin" }.Start();
        }

        return await lines.Reader.WaitToReadAsync(cancellation) && lines.Reader.TryRead(out var line) ? line : null;
    }

    /// <summary>Asks whether a call may be made. The end of stdin is a no.</summary>
    public async Task<bool> AllowsAsync(ModelCall call, CancellationToken cancellation)
    {
        var isDestructive = call.Function?.Tool.Annotations?.Destructive == true;
        if (!isDestructive && always.Contains(call.Name)) return true;
        var words = $"Call {Plain.Line(call.Name)} {Plain.Line(call.Arguments.ToString())}?";
        Stderr.Text(isDestructive ? $"{words} The tool declares that it may destroy something. [y]es, [n]o: " : $"{words} [y]es, [n]o, [a]lways this tool: ");
        var answer = (await ReadLineAsync(cancellation))?.Trim().ToUpperInvariant();
        if (answer is null || !Person.IsAtTerminal) Stderr.Line(answer is null ? "no (end of input)" : "");
        if (!isDestructive && answer is "A" or "ALWAYS") always.Add(call.Name);
        return answer is "Y" or "YES" || (!isDestructive && answer is "A" or "ALWAYS");
    }

    private void Read()
    {
        try
        {
            while (Console.In.ReadLine() is { } line) lines!.Writer.TryWrite(line);
        }
        catch (IOException)
        {
            // As good as the end.
        }

        lines!.Writer.TryComplete();
    }
}
