using System.Text.Json;

namespace Faulty;

/// <summary>One line from the client, understood no further than an answer needs. The id is kept as it was spelled.</summary>
internal sealed record Message(byte[] Line, string? Method, string? Id, JsonElement Root)
{
    /// <summary>Null when the line is no JSON object that can be read.</summary>
    public static Message? Read(byte[] line)
    {
        try
        {
            var root = JsonElement.Parse(line);
            return root.ValueKind != JsonValueKind.Object
                ? null
                : new Message(line, Text(root, "method"), root.TryGetProperty("id", out var id) ? id.GetRawText() : null, root);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What stands at this path below <c>params</c>, if anything.</summary>
    public JsonElement? Parameter(params ReadOnlySpan<string> path)
    {
        if (!Root.TryGetProperty("params", out var found))
            return null;
        foreach (var name in path)
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                return null;
        }

        return found;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
