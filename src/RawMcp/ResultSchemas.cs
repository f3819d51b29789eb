using System.Collections.Concurrent;
using RawMcp.Mcp;

namespace RawMcp;

/// <summary>The output schemas of the tools that a client has seen in lists, for the results of its calls.</summary>
internal sealed class ResultSchemas
{
    private readonly ConcurrentDictionary<string, SchemaCheck> checks = [];

    /// <summary>Takes a tool from a list. What was compiled for the same schema stays.</summary>
    public void Learn(Tool tool)
    {
        if (tool.OutputSchema.IsAbsent) checks.TryRemove(tool.Name, out _);
        else if (!checks.TryGetValue(tool.Name, out var known) || !known.Json.Utf8.Span.SequenceEqual(tool.OutputSchema.Utf8.Span))
            checks[tool.Name] = new SchemaCheck(tool.OutputSchema);
    }

    /// <summary>What is wrong with a result; null where nothing is, or nothing is known of the tool.</summary>
    public string? Misfit(string tool, CallToolResult result) => checks.TryGetValue(tool, out var check) ? ServedTool.MisfitOf(result, check) : null;
}
