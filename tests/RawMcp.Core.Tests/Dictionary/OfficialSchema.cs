using System.Text.Json;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.Mcp;
using RawMcp.Schema;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>The official JSON Schema of a revision, and which definition belongs to which method. The unions of it are too loose to go by.</summary>
internal sealed class OfficialSchema
{
    // Results carry no method; the specification's pages say which belongs to which.
    private static readonly Dictionary<string, string> ResultTypes = new()
    {
        ["initialize"] = "InitializeResult",
        ["server/discover"] = "DiscoverResult",
        ["ping"] = "EmptyResult",
        ["tools/list"] = "ListToolsResult",
        ["tools/call"] = "CallToolResult",
        ["resources/list"] = "ListResourcesResult",
        ["resources/templates/list"] = "ListResourceTemplatesResult",
        ["resources/read"] = "ReadResourceResult",
        ["resources/subscribe"] = "EmptyResult",
        ["resources/unsubscribe"] = "EmptyResult",
        ["prompts/list"] = "ListPromptsResult",
        ["prompts/get"] = "GetPromptResult",
        ["completion/complete"] = "CompleteResult",
        ["logging/setLevel"] = "EmptyResult",
        ["subscriptions/listen"] = "SubscriptionsListenResult",
        ["sampling/createMessage"] = "CreateMessageResult",
        ["elicitation/create"] = "ElicitResult",
        ["roots/list"] = "ListRootsResult",
        ["tasks/get"] = "GetTaskResult",
        ["tasks/result"] = "GetTaskPayloadResult",
        ["tasks/cancel"] = "CancelTaskResult",
        ["tasks/list"] = "ListTasksResult",
    };

    private static readonly (string Concept, string Definition)[] EnvelopeTypes =
    [
        ("RequestEnvelope", "JSONRPCRequest"), ("NotificationEnvelope", "JSONRPCNotification"), ("ErrorEnvelope", "JSONRPCError"), ("ErrorEnvelope", "JSONRPCErrorResponse"),
        ("ResultEnvelope", "JSONRPCResultResponse"), ("ParseError", "ParseError"), ("InvalidRequestError", "InvalidRequestError"),
        ("MethodNotFoundError", "MethodNotFoundError"), ("InvalidParamsError", "InvalidParamsError"), ("InternalError", "InternalError"),
        ("UrlElicitationRequiredError", "URLElicitationRequiredError"), ("UnsupportedVersionError", "UnsupportedProtocolVersionError"),
        ("MissingClientCapabilityError", "MissingRequiredClientCapabilityError"), ("HeaderMismatchError", "HeaderMismatchError"),
    ];

    // 2025-11-25: the requests that may be carried out as tasks are answered with the task at first.
    private static readonly string[] TaskMethods = ["tools/call", "sampling/createMessage", "elicitation/create"];

    private readonly JsonElement root;
    private readonly string defs;

    public OfficialSchema(Revision revision)
    {
        Revision = revision;
        var file = Oracles.Files("mcp-schema").Single(path => Path.GetFileNameWithoutExtension(path) == revision.Text);
        root = JsonElement.Parse(File.ReadAllBytes(file));
        defs = root.TryGetProperty("$defs", out _) ? "$defs" : "definitions";
        Definitions = root.GetProperty(defs).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);
        Messages = Definitions.Where(entry => Method(entry.Value) is not null && !entry.Key.StartsWith("Client", StringComparison.Ordinal))
            .ToDictionary(entry => Method(entry.Value)!, entry => entry.Key);
    }

    public Revision Revision { get; }

    public IReadOnlyDictionary<string, JsonElement> Definitions { get; }

    /// <summary>The definition of each method's request or notification.</summary>
    public IReadOnlyDictionary<string, string> Messages { get; }

    /// <summary>The definitions of which a method's result has to fit one.</summary>
    public IReadOnlyList<string> Results(string method)
    {
        if (!ResultTypes.TryGetValue(method, out var type)) return [];
        if (Revision == Revision.V20251125 && TaskMethods.Contains(method)) return [type, "CreateTaskResult"];
        var response = type + "Response";
        return Definitions.TryGetValue(response, out var whole) && whole.GetProperty("properties").GetProperty("result").TryGetProperty("anyOf", out var choices)
            ? [.. choices.EnumerateArray().Select(choice => choice.GetProperty("$ref").GetString()!.Split('/')[^1])]
            : [type];
    }

    /// <summary>What stands around the methods' own messages, and the errors that have a definition: by the name of our concept, as schemas.</summary>
    public IReadOnlyDictionary<string, JsonElement> Envelopes => EnvelopeTypes
        .Where(pair => Definitions.ContainsKey(pair.Definition))
        .ToDictionary(pair => pair.Concept, pair => Definitions[pair.Definition].GetProperty("properties").TryGetProperty("error", out var error) && pair.Concept.EndsWith("Error", StringComparison.Ordinal)
            ? Whole(error.GetRawText())
            : Of([pair.Definition]));

    /// <summary>A schema of which one of these definitions has to be fitted.</summary>
    public JsonElement Of(IEnumerable<string> definitions) =>
        Whole($$"""{"anyOf":[{{string.Join(',', definitions.Select(name => $$"""{"$ref":"#/{{defs}}/{{name}}"}"""))}}]}""");

    private JsonElement Whole(string schema) =>
        JsonElement.Parse($$"""{"$schema":{{root.GetProperty("$schema").GetRawText()}},"allOf":[{{schema}}],"{{defs}}":{{root.GetProperty(defs).GetRawText()}}}""");

    public static JsonSchema Compile(JsonElement schema)
    {
        Assert.True(JsonSchema.TryCompile(schema, null, out var compiled, out var problem), problem?.ToString());
        return compiled;
    }

    public JsonElement Resolve(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference) ? Resolve(Definitions[reference.GetString()!.Split('/')[^1]]) : schema;

    private static string? Method(JsonElement definition) =>
        definition.TryGetProperty("properties", out var members) && members.TryGetProperty("method", out var method)
        && method.TryGetProperty("const", out var name) ? name.GetString() : null;
}
