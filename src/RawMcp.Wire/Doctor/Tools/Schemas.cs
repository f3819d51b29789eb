using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>MT601 and MT602: the schemas in a list of tools.</summary>
internal static class Schemas
{
    private const int Lists = 100;

    public static IEnumerable<Finding> Find(Facts facts)
    {
        var (bad, dialects) = (new List<(IndexedFrame Frame, string Tool, string Why)>(), new List<(IndexedFrame Frame, string Tool, string Dialect)>());
        foreach (var call in facts.Calls.OfClient.Where(call => call.Method == Mcp.Methods.ListTools && call.Response is not null).Take(Lists))
        {
            if (facts.Response(call) is not Message.Result { Value: var result }) continue;
            var tools = new ElementReader(result.Find("tools"u8));
            while (tools.Read())
            {
                var name = Excerpt.Of(tools.Value.Find("name"u8).Text() ?? "without a name");
                var schema = tools.Value.Find("inputSchema"u8);
                if (Fault(schema) is { } why) bad.Add((call.Response!, name, why));
                if (Dialect(schema) is { } dialect) dialects.Add((call.Response!, name, dialect));
                else if (Dialect(tools.Value.Find("outputSchema"u8)) is { } output) dialects.Add((call.Response!, name, output));
            }
        }

        if (bad is [var (list, tool, reason), ..])
        {
            yield return new Finding(Faults.InputSchema, Severity.Error,
                $"The inputSchema of the tool '{tool}' "
                    + $"{reason}{(bad.Count > 1 ? $" ({Amounts.Count(bad.Count, "such tool")})" : "")}; its root must be an object with "
                    + "\"type\": \"object\", and hosts drop the tool, or all of them, without a word.",
                Show(facts, list, bad.Select(one => one.Tool)), "In the server, write {\"type\": \"object\", \"properties\": {…}} as every inputSchema; for a tool without arguments {\"type\": \"object\"}.");
        }

        if (dialects is [var (frame, first, uri), ..])
        {
            yield return new Finding(Faults.Dialect, Severity.Info,
                $"The schema of the tool '{first}' says that it is written in "
                    + $"{uri}{(dialects.Count > 1 ? $" ({Amounts.Count(dialects.Count, "such tool")})" : "")}; MCP's own dialect is "
                    + "2020-12, and some clients know no other.",
                Show(facts, frame, dialects.Select(one => one.Tool)), "In the server, write schemas of JSON Schema 2020-12, or leave $schema out where nothing in them differs between the dialects.");
        }
    }

    private static string? Fault(RawJson schema) => schema.Kind switch
    {
        JsonValueKind.Undefined => "is missing",
        not JsonValueKind.Object => $"is no object but {schema.Kind.ToString().ToLowerInvariant()}",
        _ => schema.Find("type"u8) switch
        {
            { IsAbsent: true } => "has no type",
            var type when type.Text() == "object" => null,
            var type => $"has the type {Excerpt.Of(type.ToString())}",
        },
    };

    private static string? Dialect(RawJson schema) =>
        schema.Find("$schema"u8).Text() is { } uri && !uri.Contains("2020-12", StringComparison.Ordinal) ? Excerpt.Of(uri) : null;

    // A list of tools is one long line: the place of the first of them is what helps.
    private static List<Evidence> Show(Facts facts, IndexedFrame frame, IEnumerable<string> tools)
    {
        var name = System.Text.Encoding.UTF8.GetBytes($"\"{tools.First()}\"");
        var at = facts.Bytes(frame, DoctorLimits.MessageBytes).AsSpan().IndexOf(name);
        return [facts.Show(frame, Math.Max(0, at)), new Evidence.Event(frame.LastByte, $"tools: {string.Join(", ", tools.Take(10))}")];
    }
}
