using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>
/// What came of reading params or a result: the value, or the place and the reason why it is none.
/// </summary>
/// <param name="Value">The value; null when reading failed.</param>
/// <param name="Problem">Why there is no value, as <c>path: sentence</c>; null when there is one.</param>
public readonly record struct Reading<T>(T? Value, string? Problem) where T : class
{
    /// <summary>Reading succeeded.</summary>
    public static implicit operator Reading<T>(T value) => new(value, null);
}

internal static class Reading
{
    public static Reading<T> Failed<T>(string path, string expected) where T : class => new(null, $"{path}: {expected}");

    /// <summary>The tree of an object; a reason when it is none.</summary>
    public static bool TryObject(RawJson json, string path, out JsonElement element, out string problem)
    {
        problem = json.IsAbsent ? $"{path}: missing" : $"{path}: expected an object no deeper than {RawJson.MaxTreeDepth} levels";
        return json.TryParse(out element) && element.ValueKind == JsonValueKind.Object;
    }
}
