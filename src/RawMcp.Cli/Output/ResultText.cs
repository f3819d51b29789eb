using System.Text;
using RawMcp.Mcp;

namespace RawMcp.Cli.Output;

/// <summary>A tool's result as text: its words as they are, every other block as one line in brackets.</summary>
internal static class ResultText
{
    /// <summary>For stdout: a terminal gets nothing that it would obey, a program gets the words untouched.</summary>
    public static string ForOutput(CallToolResult result) => Console.IsOutputRedirected ? Of(result) : Plain.Text(Of(result));

    public static string Of(CallToolResult result)
    {
        var text = new StringBuilder();
        foreach (var block in result.Content) text.Append(Of(block)).Append('\n');
        if (result.Content.Count == 0 && !result.StructuredContent.IsAbsent) text.Append(result.StructuredContent).Append('\n');
        return text.ToString();
    }

    private static string Of(Content block) => block switch
    {
        Content.Text text => text.Value,
        Content.Image image => $"[image {image.MimeType}, {image.Data.Length} characters of base64]",
        Content.Audio audio => $"[audio {audio.MimeType}, {audio.Data.Length} characters of base64]",
        Content.ResourceLink link => $"[resource link {link.Name} {link.Uri}]",
        Content.Resource { TextValue: { } text } => text,
        Content.Resource resource => $"[resource {resource.Uri} {resource.MimeType}, {resource.Blob!.Length} characters of base64]",
        _ => $"[a block of type '{block.Type}' that this program does not know or cannot read: {((Content.Unknown)block).Raw}]",
    };
}
