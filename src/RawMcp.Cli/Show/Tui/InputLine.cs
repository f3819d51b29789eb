
namespace RawMcp.Cli.Show.Tui;

/// <summary>A line that is being typed.</summary>
internal sealed class InputLine
{
    /// <summary>The longest that is taken, in UTF-16 units; a filter can have no more.</summary>
    public const int MaxLength = 10_000;

    private string text = "";
    private int cursor;

    /// <summary>What was typed.</summary>
    public string Text
    {
        get => text;
        set => (text, cursor) = (value, value.Length);
    }

    /// <summary>Where the next character goes.</summary>
    public int Cursor => cursor;

    /// <summary>Takes a key that edits; others do nothing.</summary>
    public void Press(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                cursor = Before();
                break;
            case ConsoleKey.RightArrow:
                cursor = After();
                break;
            case ConsoleKey.Home:
                cursor = 0;
                break;
            case ConsoleKey.End:
                cursor = text.Length;
                break;
            case ConsoleKey.Backspace:
                var from = Before();
                text = text.Remove(from, cursor - from);
                cursor = from;
                break;
            case ConsoleKey.Delete:
                text = text.Remove(cursor, After() - cursor);
                break;
            case ConsoleKey.U when key.Modifiers.HasFlag(ConsoleModifiers.Control):
                Text = "";
                break;
            default:
                // Keys come in UTF-16: of a character beyond 16 bits, one half and then the other.
                if (text.Length >= MaxLength || char.IsControl(key.KeyChar)) break;
                text = text.Insert(cursor, key.KeyChar.ToString());
                cursor++;
                break;
        }
    }

    private int Before() => cursor - (cursor >= 2 && char.IsLowSurrogate(text[cursor - 1]) ? 2 : cursor > 0 ? 1 : 0);

    private int After() => cursor + (cursor + 1 < text.Length && char.IsHighSurrogate(text[cursor]) ? 2 : cursor < text.Length ? 1 : 0);
}
