using System.Globalization;
using System.Text.Json;
using RawMcp.Cli.Output;
using RawMcp.Mcp;
using RawMcp.Requirements;
using RawMcp.Wire;
using RawMcp.WireDictionary;

namespace RawMcp.Cli.Explain;

/// <summary>An explanation for people: a line for each value with its bytes, and below it what it means.</summary>
internal sealed class ExplainText(TextWriter to, string language) : IExplainWriter
{
    private const int ValueShown = 60;
    private const int Column = 16;

    private bool Chinese => language == "zh";

    public void Frame(ExplainFrame frame, IReadOnlyList<MessageExplanation> messages)
    {
        var place = frame.Stream is not { } stream ? ""
            : Chinese ? $"，{stream.Name()} 的第 {Figure(frame.Offset)} 字节" : $", byte {Figure(frame.Offset)} of {stream.Name()}";
        var size = Chinese ? $"，{Figure(frame.Length)} 字节{(frame.IsCut ? "，不完整" : "")}" : $", {Figure(frame.Length)} bytes{(frame.IsCut ? ", cut" : "")}";
        to.WriteLine(Palette.ForOutput.Bold($"{frame.Where.In(language)}{place}{size}{About(frame, messages)}"));
        foreach (var message in messages) Message(frame, message);
        to.WriteLine();
    }

    private string About(ExplainFrame frame, IReadOnlyList<MessageExplanation> messages) => frame switch
    {
        { IsStderr: true } => Chinese ? "：给人看的文字，不属于协议" : ": text for people, no part of the protocol",
        { IsBlank: true } => Chinese ? "：空行，不是消息" : ": a blank line, no message",
        { IsBatch: true } => Chinese ? $"：批量，{Figure(messages.Count)} 条消息" : $": a batch of {Counted(messages.Count, "message")}",
        _ => "",
    };

    private void Message(ExplainFrame frame, MessageExplanation message)
    {
        var start = frame.Bytes.Span.Overlaps(message.Bytes.Span, out var at) ? at : 0;
        var method = message.Method is { } known ? $" {Plain.Line(Clip(known))}" : "";
        to.WriteLine($"  {(Chinese ? "修订版" : "revision")} {message.Revision}{method}");
        foreach (var part in message.Parts) Part(message, part, start);
    }

    private void Part(MessageExplanation message, ExplainedPart part, int start)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{start + part.Range.Start}..{start + part.Range.End}");
        var indent = new string(' ', Column + (2 * Math.Min(part.Depth, 20)));
        var name = part.Parent is null ? "" : part.Name is { } own ? $"{Palette.ForOutput.Bold(Plain.Line(Clip(own)))}: " : $"[{part.Path.Step}] ";
        to.WriteLine($"  {range.PadRight(Column - 2)}{indent[Column..]}{name}{Value(message, part)}");
        foreach (var line in Lines(message.Revision, part)) to.WriteLine(Palette.ForOutput.Dim($"{indent}  {line}"));
        foreach (var remark in part.Remarks) to.WriteLine($"{indent}  {Remark(remark)}");
    }

    private IEnumerable<string> Lines(Revision revision, ExplainedPart part)
    {
        if (part.Standing is not Standing.Known && part.Parent?.Standing != part.Standing && ExplainWords.OfStanding(part, revision) is { } standing) yield return standing.In(language);
        if (part.Words is { } words && !(part.Name is null && ReferenceEquals(words, part.Parent?.Words))) yield return words.In(language);
        if (part.Says is { } says) yield return $"{(Chinese ? "此值：" : "Here: ")}{says.In(language)}";
        if (part.Standing == Standing.Known && part.In is { } range && part.Name is not null) yield return $"{Said(range)}{Needed(revision, part)}{(part.Page is { } page ? $" · {page}" : "")}";
        else if (part.Parent is null && part.Page is { } own) yield return own;
    }

    private string Needed(Revision revision, ExplainedPart part) =>
        part.NeededIn.Contains(revision) ? (Chinese ? "，必需" : ", required")
        : part.NeededIn.IsEmpty ? ""
        : Chinese ? $"，必需：{Said(part.NeededIn)}" : $", required {Said(part.NeededIn)}";

    private string Said(RevisionRange range) => Chinese ? RangeWords.Chinese(range) : RangeWords.English(range);

    private string Remark(Remark remark)
    {
        var mark = remark.IsViolation ? Palette.ForOutput.Bad(Chinese ? "违规：" : "Violation: ") : Chinese ? "注意：" : "Note: ";
        var rule = remark.Requirement is { } id && Registry.Find(id) is { } requirement ? $" [{id}: {(Chinese ? requirement.Zh : requirement.En)}]" : "";
        return mark + Plain.Line(remark.Words.In(language)) + rule;
    }

    // What holds other values is not repeated: they follow.
    private static string Value(MessageExplanation message, ExplainedPart part)
    {
        var bytes = message.Bytes.Span.Slice(part.Value.Start, part.Value.Length);
        return part.Kind switch
        {
            JsonValueKind.Object => bytes.Length == 2 ? "{}" : "{…}",
            JsonValueKind.Array => bytes.Length == 2 ? "[]" : "[…]",
            _ => Plain.Frame(bytes[..Math.Min(bytes.Length, ValueShown)]).Replace("\n", "\\x0A", StringComparison.Ordinal) + (bytes.Length > ValueShown ? "…" : ""),
        };
    }

    private static string Clip(string text) => text.Length <= ValueShown ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[ValueShown - 1]) ? ValueShown - 1 : ValueShown), "…");

    public void End(ExplainFigures figures) => to.WriteLine(Chinese
        ? string.Create(CultureInfo.InvariantCulture, $"{figures.Frames} 帧，{figures.Values} 个值，{figures.Bytes} 字节，其中 {figures.Unexplained} 字节未解释；{figures.Violations} 处违规。")
        : string.Create(CultureInfo.InvariantCulture, $"{Counted(figures.Frames, "frame")}, {Counted(figures.Values, "value")}, {Counted(figures.Bytes, "byte")}, {figures.Unexplained} of them unexplained; {Counted(figures.Violations, "violation")}."));

    private static string Figure(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Counted(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");
}
