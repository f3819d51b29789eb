namespace RawMcp.Cli.Output;

/// <summary>Our stderr: lines that stay, and one status line that gives way to them.</summary>
internal static class Stderr
{
    private static readonly Lock Gate = new();
    private static int status;

    public static void Line(string text) => Text(text + Environment.NewLine);

    public static void Text(string text)
    {
        lock (Gate)
        {
            Erase();
            Console.Error.Write(text);
        }
    }

    /// <summary>Shows a status in place of the one before; none with an empty text. For terminals.</summary>
    public static void Status(string text)
    {
        lock (Gate)
        {
            Erase();
            Console.Error.Write(text);
            status = text.Length;
        }
    }

    private static void Erase()
    {
        if (status > 0) Console.Error.Write("\r" + new string(' ', status) + "\r");
        status = 0;
    }
}
