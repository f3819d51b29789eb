namespace RawMcp.Wire;

/// <summary>A server's stderr during a visit: counted, and nothing else.</summary>
/// <param name="onFlood">Told once, in a few words, that there was more of it than a visit takes.</param>
internal sealed class ErrorMeter(Action<string> onFlood) : Sink
{
    private long bytes, lines;
    private bool told;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (told) return;
        bytes += buffer.Length;
        lines += buffer.Count((byte)'\n');
        if (lines <= VisitLimits.MaxErrorLines && bytes <= VisitLimits.MaxErrorBytes) return;
        told = true;
        onFlood(lines > VisitLimits.MaxErrorLines
            ? $"more than {Amounts.Count(VisitLimits.MaxErrorLines, "line")} to stderr"
            : $"more than {Amounts.Bytes(VisitLimits.MaxErrorBytes)} to stderr");
    }
}
