using System.Text.Json;
using RawMcp.WireDictionary;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>Where our dictionary means to differ from the official schema: in which revisions, about which messages, and why.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Range">The revisions.</param>
/// <param name="Reason">Why.</param>
/// <param name="Type">The type of the example: a method, <c>METHOD.result</c>, or a concept.</param>
/// <param name="Example">A message about which the two differ.</param>
/// <param name="OfficialTakesIt">The official schema takes the example, and ours does not; or the other way round.</param>
/// <param name="Concerns">Whether a message of that type is one of those.</param>
internal sealed record Deliberate(string Name, string Range, string Reason, string Type, string Example, bool OfficialTakesIt, Func<string, JsonElement, bool> Concerns)
{
    private static readonly string[] FreeMembers = ["capabilities", "io.modelcontextprotocol/clientCapabilities", "requiredCapabilities", "metadata"];

    public RevisionRange In => RevisionRange.TryParse(Range, out var range) ? range : throw new FormatException(Range);

    public static IReadOnlyList<Deliberate> All { get; } =
    [
        new("_meta of requests and notifications", "..2025-06-18",
            "The types of the single methods leave _meta out; the type of any request and of any notification has it.",
            "tools/call", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","_meta":7}}""", true, (type, json) => !IsResult(type) && HasOddMeta(json)),
        new("_meta of requests about tasks", "2025-11-25",
            "Their params are written out in place and leave _meta out; the type of any request has it.",
            "tasks/get", """{"jsonrpc":"2.0","id":1,"method":"tasks/get","params":{"taskId":"a","_meta":7}}""", true, (type, json) => type.StartsWith("tasks/", StringComparison.Ordinal) && HasOddMeta(json)),
        new("_meta of a completed elicitation", "2025-11-25",
            "Its params are written out in place and leave _meta out; the type of any notification has it.",
            "notifications/elicitation/complete", """{"jsonrpc":"2.0","method":"notifications/elicitation/complete","params":{"elicitationId":"a","_meta":7}}""", true,
            (type, json) => type == "notifications/elicitation/complete" && HasOddMeta(json)),
        new("the envelope of requests", "..2025-06-18",
            "The types of the single methods have neither jsonrpc nor id, which every message needs.",
            "tools/list", """{"method":"tools/list"}""", true, (type, json) => !IsResult(type) && !json.TryGetProperty("jsonrpc", out _)),
        new("numbers in a form that was filled in", "2025-06-18..2025-11-25",
            "schema.ts says number; the generated schema says integer.",
            "elicitation/create.result", """{"action":"accept","content":{"a":1.5}}""", false, (type, json) => type == "elicitation/create.result" && json.TryGetProperty("content", out var content) && HasOddNumber(content)),
        new("numbers in a form that was filled in, inside a request", "2026-07-28",
            "schema.ts says number; the generated schema says integer.",
            "elicitation/create.result", """{"action":"accept","content":{"a":1.5}}""", false, (type, json) => Under(json, "content", HasOddNumber)),
        new("any JSON in capabilities and metadata", "2026-07-28",
            "JSON has null and fractions; the generated schema of a JSON value has neither.",
            "server/discover.result",
            """{"resultType":"complete","supportedVersions":[],"ttlMs":0,"cacheScope":"private","capabilities":{"experimental":{"a":{"b":null,"c":0.5}}}}""", false,
            (type, json) => FreeMembers.Any(name => Under(json, name, HasOddNumber))),
        new("resultType of a result that asks for input", "2026-07-28",
            "Its value is fixed by its page; the schema takes any text, and so takes an unfinished result of another kind for one that asks for input.",
            "tools/call.result", """{"resultType":"complete"}""", true,
            (type, json) => IsResult(type) && json.TryGetProperty("resultType", out var kind) && kind.ValueKind == JsonValueKind.String && !kind.ValueEquals("input_required")),
        new("null as the id of an error", "..",
            "JSON-RPC answers what it cannot read with the id null; the schema knows no null.",
            "ErrorEnvelope", """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no JSON"}}""", false,
            (type, json) => type == "ErrorEnvelope" && json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Null),
    ];

    private static bool IsResult(string type) => type.EndsWith(".result", StringComparison.Ordinal);

    private static bool HasOddMeta(JsonElement json) =>
        json.TryGetProperty("params", out var all) && all.ValueKind == JsonValueKind.Object && all.TryGetProperty("_meta", out var meta)
        && (meta.ValueKind != JsonValueKind.Object || (meta.TryGetProperty("progressToken", out var token) && token.ValueKind != JsonValueKind.String && !IsWhole(token)));

    private static bool IsWhole(JsonElement json) => json.ValueKind == JsonValueKind.Number && double.IsInteger(json.GetDouble());

    // What the generated schema does not take for a JSON value.
    private static bool HasOddNumber(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Number => !IsWhole(json),
        JsonValueKind.Array => json.EnumerateArray().Any(HasOddNumber),
        JsonValueKind.Object => json.EnumerateObject().Any(member => HasOddNumber(member.Value)),
        _ => false,
    };

    private static bool Under(JsonElement json, string name, Func<JsonElement, bool> holds) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Any(item => Under(item, name, holds)),
        JsonValueKind.Object => json.EnumerateObject().Any(member => (member.Name == name && holds(member.Value)) || Under(member.Value, name, holds)),
        _ => false,
    };
}
