using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RawMcp.Cli.Show.Tui;

/// <summary>
/// The terminal while the view has it: another screen, keys, and everything as it was when it is given back, however that comes about.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private const string NoWrap = "\e[?7l", Wrap = "\e[?7h", OtherScreen = "\e[?1049h\e[H", OwnScreen = "\e[?1049l", PlainKeys = "\e[?1l\e>";

    private readonly IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
    private readonly BlockingCollection<ConsoleKeyInfo> keys = [];

    /// <exception cref="UsageException">There is none.</exception>
    public Terminal()
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb")
            throw new UsageException("--tui needs a terminal on stdin and stdout. Without it, the same is a list.");
        Write(OtherScreen + NoWrap);
        console.Cursor.Hide();

        // A thread that waits for a key keeps the terminal from showing what is typed; it ends with the process.
        new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
    }

    /// <summary>Columns and lines.</summary>
    public static (int Columns, int Lines) Size => (Console.WindowWidth, Console.WindowHeight);

    /// <summary>The next key; null when none came in that time.</summary>
    /// <exception cref="OperationCanceledException">A signal wants the end.</exception>
    public ConsoleKeyInfo? Key(TimeSpan patience, CancellationToken stop) => keys.TryTake(out var key, (int)patience.TotalMilliseconds, stop) ? key : null;

    /// <summary>Draws a screen.</summary>
    public void Draw(IReadOnlyList<ScreenLine> lines, (int Column, int Line)? cursor)
    {
        console.Cursor.Hide();
        console.Cursor.SetPosition(1, 1);
        console.Write(new Screen(lines));
        if (cursor is not var (column, line)) return;
        console.Cursor.SetPosition(column + 1, line + 1);
        console.Cursor.Show();
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        Write(Wrap + OwnScreen + PlainKeys); // to read keys, the console asked for others
        console.Cursor.Show();
    }

    private void Write(string sequence) => console.Write(new ControlCode(sequence));

    private void ReadKeys()
    {
        try
        {
            while (true) keys.Add(Console.ReadKey(intercept: true));
        }
        catch (InvalidOperationException)
        {
            // The terminal is gone; a signal says so as well.
        }
    }

    /// <summary>Lines as they are: nothing is wrapped, nothing read as markup.</summary>
    private sealed class Screen(IReadOnlyList<ScreenLine> lines) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            for (var i = 0; i < lines.Count; i++)
            {
                if (i > 0) yield return Segment.LineBreak;
                yield return new Segment(lines[i].Text, StyleOf(lines[i].Tone));
            }
        }

        private static Style StyleOf(Tone tone) => tone switch
        {
            Tone.Dim => new Style(decoration: Decoration.Dim),
            Tone.Bar => new Style(decoration: Decoration.Invert),
            Tone.Selected => new Style(decoration: Decoration.Invert | Decoration.Bold),
            Tone.ToServer => new Style(Color.Teal),
            Tone.ToClient => new Style(Color.Olive),
            Tone.Bad => new Style(Color.Red),
            _ => Style.Plain,
        };
    }
}
