namespace RawMcp.Cli.Show.Tui;

/// <summary>How a piece of a line looks.</summary>
internal enum Tone
{
    Plain, Dim, Bar, Selected, ToServer, ToClient, Bad,
}

/// <summary>One line of the screen, exactly as wide as the screen, in one tone.</summary>
internal readonly record struct ScreenLine(string Text, Tone Tone);
