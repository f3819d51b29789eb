using RawMcp.Stdio;

namespace RawMcp.Cli.Output;

/// <summary>The wire on stderr, a line a frame: <c>&gt;</c> to the server, <c>&lt;</c> from it.</summary>
internal static class WireLines
{
    public static void Show(Crossing crossing) =>
        Stderr.Line((crossing.Direction == Direction.Sent ? "> " : "< ") + Plain.Frame(crossing.Frame.Bytes.Span));
}
