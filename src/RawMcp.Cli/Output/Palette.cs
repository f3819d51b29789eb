namespace RawMcp.Cli.Output;

/// <summary>Colour, only on a terminal and never with NO_COLOR (no-color.org).</summary>
internal sealed class Palette(bool on)
{
    /// <summary>For text on stdout.</summary>
    public static Palette ForOutput { get; } = new(!Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public string Dim(string text) => Paint("2", text);

    public string ToServer(string text) => Paint("1;36", text);

    public string ToClient(string text) => Paint("1;33", text);

    public string Good(string text) => Paint("1;32", text);

    public string Bad(string text) => Paint("1;31", text);

    public string Bold(string text) => Paint("1", text);

    private string Paint(string code, string text) => on ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
