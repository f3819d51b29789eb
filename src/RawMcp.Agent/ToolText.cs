using System.Globalization;
using System.Text;
using RawMcp.Mcp;

namespace RawMcp.Agent;

/// <summary>
/// A tool's result as the text a model reads. Words stay words; every other block becomes a line in brackets that says what it
/// is, because a tool message of the chat completions wire holds text and nothing else.
/// </summary>
public static class ToolText
{
    /// <summary>How many characters of one result a model is given, unless told otherwise: 100,000.</summary>
    public const int DefaultMaxChars = 100_000;

    /// <summary>The text. A tool error begins with <c>Tool error:</c>, since the wire has no flag for it.</summary>
    /// <param name="result">What the tool gave back.</param>
    /// <param name="maxChars">Where it is cut; the cut is said.</param>
    public static string Of(CallToolResult result, int maxChars = DefaultMaxChars)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder();
        foreach (var block in result.Content) text.Append(text.Length > 0 ? "\n" : "").Append(Of(block));
        if (result.Content.Count == 0 && !result.StructuredContent.IsAbsent) text.Append(result.StructuredContent);
        if (text.Length == 0) text.Append("(The tool gave nothing back.)");
        if (result.IsError) text.Insert(0, "Tool error: ");
        return Cut(text.ToString(), maxChars);
    }

    /// <summary>The text, cut where it is too long.</summary>
    internal static string Cut(string text, int maxChars)
    {
        if (text.Length <= maxChars) return text;
        var end = maxChars > 0 && char.IsHighSurrogate(text[maxChars - 1]) ? maxChars - 1 : maxChars;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}\n[cut here: these are {end:N0} of {text.Length:N0} characters]");
    }

    private static string Of(Content block) => block switch
    {
        Content.Text text => text.Value,
        Content.Image image => $"[image {image.MimeType}, {image.Data.Length} characters of base64, not shown]",
        Content.Audio audio => $"[audio {audio.MimeType}, {audio.Data.Length} characters of base64, not shown]",
        Content.ResourceLink link => $"[resource link {link.Name} {link.Uri}{(link.Description is { } about ? ": " + about : "")}]",
        Content.Resource { TextValue: { } text } => text,
        Content.Resource resource => $"[resource {resource.Uri} {resource.MimeType}, {resource.Blob?.Length ?? 0} characters of base64, not shown]",
        _ => $"[a block of type '{block.Type}' that cannot be read: {((Content.Unknown)block).Raw}]",
    };
}
