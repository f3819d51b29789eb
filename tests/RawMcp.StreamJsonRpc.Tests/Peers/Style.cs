using RawMcp.Stdio;
using StreamJsonRpc;

namespace RawMcp.StreamJsonRpc.Tests;

/// <summary>StreamJsonRpc's own ways to tell messages apart.</summary>
public enum Style
{
    Lf,
    CrLf,
    Header,
}

public static class Styles
{
    public static TheoryData<Style> All => [Style.Lf, Style.CrLf, Style.Header];

    public static IJsonRpcMessageHandler Stock(this Style style, End end) => style == Style.Header
        ? new HeaderDelimitedMessageHandler(end.Writing, end.Reading, new SystemTextJsonFormatter())
        : new NewLineDelimitedMessageHandler(end.Writing, end.Reading, new SystemTextJsonFormatter())
        {
            NewLine = style == Style.Lf ? NewLineDelimitedMessageHandler.NewLineStyle.Lf : NewLineDelimitedMessageHandler.NewLineStyle.CrLf,
        };

    /// <summary>Our framing that speaks with it.</summary>
    public static FramingStyle Ours(this Style style) => style == Style.Header ? FramingStyle.ContentLength : FramingStyle.Lines;
}
