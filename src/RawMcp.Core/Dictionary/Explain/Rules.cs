using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Requirements;

namespace RawMcp.WireDictionary;

/// <summary>Which requirement of the registry somebody breaks by what is wrong at a place.</summary>
public static class Rules
{
    // A concept, or one member of it; of several the first that is in force in the revision.
    private static readonly Dictionary<string, string[]> ByPlace = new(StringComparer.Ordinal)
    {
        ["InitializeParams"] = ["lifecycle-initialize-params"],
        ["InitializeResult"] = ["lifecycle-initialize-result"],
        ["Implementation"] = ["implementation-fields"],
        ["UnsupportedVersionError"] = ["versioning-unsupported-error-data"],
        ["MissingClientCapabilityError"] = ["meta-missing-capability-error-data"],
        ["UrlElicitationRequiredError"] = ["elicitation-required-error-content"],
        ["ClientCapabilities"] = ["capability-types"],
        ["ServerCapabilities"] = ["capability-types"],
        ["DiscoverResult"] = ["discover-result-fields"],
        ["RequestMeta"] = ["meta-protocol-version-required"],
        ["RequestMeta.io.modelcontextprotocol/protocolVersion"] = ["meta-protocol-version-required"],
        ["RequestMeta.io.modelcontextprotocol/clientCapabilities"] = ["meta-client-capabilities-required"],
        ["*.resultType"] = ["result-type-required"],
        ["*.ttlMs"] = ["caching-hints-required"],
        ["*.ttlMs minimum"] = ["caching-ttl-non-negative"],
        ["*.cacheScope"] = ["caching-hints-required"],
        ["*.cacheScope enum"] = ["caching-scope-values"],
        ["*._meta"] = ["meta-is-object"],
        ["*._meta required"] = ["meta-protocol-version-required"],
        ["*.requiredCapabilities type"] = ["meta-missing-capability-error-data"],
        ["*.progressToken"] = ["progress-token-type"],
        ["*.cursor"] = ["pagination-cursor-param-type"],
        ["*.nextCursor"] = ["pagination-next-cursor-type"],
        ["*.annotations"] = ["annotations-shape"],
        ["*.icons"] = ["icons-shape"],
        ["Annotations"] = ["annotations-shape"],
        ["Icon"] = ["icons-shape"],
        ["ListToolsResult"] = ["tools-list-result-shape"],
        ["Tool"] = ["tools-list-result-shape"],
        ["ToolInputSchema"] = ["tools-inputschema-type-object"],
        ["ToolOutputSchema"] = ["tools-outputschema-type-object"],
        ["ToolExecution"] = ["tools-task-support-enum"],
        ["ToolAnnotations"] = ["tools-annotations-types"],
        ["CallToolParams"] = ["tools-call-request-shape"],
        ["CallToolResult.content"] = ["tools-call-result-content"],
        ["CallToolResult.structuredContent"] = ["tools-structured-content-object"],
        ["CallToolResult"] = ["tools-call-result-content"],
        ["ContentBlock"] = ["content-block-types-2024", "content-block-types-2025-03", "content-block-types-2025-06"],
        ["TextContent"] = ["content-text-fields"],
        ["ImageContent"] = ["content-media-fields"],
        ["AudioContent"] = ["content-media-fields"],
        ["EmbeddedResource"] = ["content-resource-fields"],
        ["ResourceLink"] = ["content-resource-link-fields"],
        ["ListResourcesResult"] = ["resources-list-result-shape"],
        ["Resource"] = ["resources-list-result-shape"],
        ["ListResourceTemplatesResult"] = ["resources-templates-result-shape"],
        ["ResourceTemplate"] = ["resources-templates-result-shape"],
        ["ReadResourceParams"] = ["resources-read-request-shape"],
        ["ReadResourceResult"] = ["resources-read-result-shape"],
        ["ResourceUpdatedParams"] = ["resources-updated-shape"],
        ["ListPromptsResult"] = ["prompts-list-result-shape"],
        ["Prompt"] = ["prompts-list-result-shape"],
        ["GetPromptParams"] = ["prompts-get-request-shape"],
        ["GetPromptResult"] = ["prompts-get-result-shape"],
        ["PromptMessage"] = ["prompts-get-result-shape"],
        ["CompleteParams"] = ["completion-request-shape"],
        ["CompleteResult"] = ["completion-result-shape"],
        ["LoggingMessageParams"] = ["logging-message-shape"],
        ["ProgressParams"] = ["progress-shape"],
        ["CancelledParams"] = ["cancellation-request-id-required"],
        ["ListRootsResult"] = ["roots-result-shape"],
        ["CreateMessageParams"] = ["sampling-request-shape"],
        ["SamplingMessage"] = ["sampling-message-shape"],
        ["CreateMessageResult.content"] = ["sampling-single-content", "sampling-result-shape"],
        ["CreateMessageResult"] = ["sampling-result-shape"],
        ["FormSchema"] = ["elicitation-requested-schema-flat"],
        ["ElicitFormParams"] = ["elicitation-form-params"],
        ["ElicitUrlParams"] = ["elicitation-url-params-2025-11", "elicitation-url-params-2026-07"],
        ["ElicitParams"] = ["elicitation-form-params"],
        ["ElicitResult.action"] = ["elicitation-action-values"],
        ["ElicitResult.content"] = ["elicitation-content-types"],
        ["ElicitResult"] = ["elicitation-action-values"],
        ["ElicitationCompleteParams"] = ["elicitation-complete-notification"],
        ["InputRequests"] = ["mrtr-input-request-kinds"],
        ["InputRequest"] = ["mrtr-input-request-kinds"],
        ["InputResponses"] = ["mrtr-responses-bare"],
        ["ListenParams"] = ["subscriptions-filter-required"],
        ["SubscriptionsAcknowledgedParams"] = ["subscriptions-ack-shape"],
        ["ListenResult._meta"] = ["subscriptions-result-tagged"],
        ["ListenResult"] = ["subscriptions-result-tagged"],
        ["ListenResultMeta"] = ["subscriptions-result-tagged"],
        ["Task"] = ["tasks-task-shape"],
        ["CreateTaskResult"] = ["tasks-create-result"],
    };

    /// <summary>The requirement that a defect breaks; null where none is about it alone.</summary>
    public static string? Of(DefectKind kind) => kind switch
    {
        DefectKind.NotUtf8 => "stdio-utf8",
        DefectKind.PrettyPrinted => "stdio-no-embedded-newline",
        DefectKind.ContentLengthHeader or DefectKind.TrailingText => "stdio-newline-delimiter",
        DefectKind.VersionMissing or DefectKind.VersionNotTwo => "jsonrpc-version-member",
        DefectKind.IdNull => "jsonrpc-request-id-not-null",
        DefectKind.IdFraction or DefectKind.IdWrongType => "jsonrpc-request-id-type",
        DefectKind.IdMissing => "jsonrpc-response-same-id",
        DefectKind.MethodNotText => "jsonrpc-request-has-method",
        DefectKind.NoKind => "jsonrpc-response-has-result-or-error",
        DefectKind.ParamsNotObject => "jsonrpc-params-object",
        DefectKind.ResultNotObject => "jsonrpc-result-is-object",
        DefectKind.ResultAndError => "jsonrpc-response-not-both",
        DefectKind.ErrorMalformed => "jsonrpc-error-code-and-message",
        DefectKind.Batch => "jsonrpc-no-batch",
        _ => null,
    };

    /// <summary>The requirement that is broken at a place by what a keyword found; null where none is about it.</summary>
    /// <param name="part">The value.</param>
    /// <param name="keyword">The keyword that it does not satisfy.</param>
    /// <param name="missing">Names of the members that it lacks.</param>
    /// <param name="revision">The revision.</param>
    public static string? Of(ExplainedPart part, string keyword, IReadOnlyList<string> missing, Revision revision)
    {
        foreach (var name in missing)
        {
            if (InForce(revision, [.. Concepts(part, revision).Select(concept => $"{concept}.{name}"), $"*.{name} required", $"*.{name}"]) is { } found) return found;
        }

        for (var at = part; at is not null; at = at.Parent)
        {
            var own = Concepts(at, revision).ToList();
            var above = at.Parent is { } parent && at.Name is not null ? Concepts(parent, revision).ToList() : [];
            string[] places = [$"*.{at.Name} {keyword}", .. own, .. above.Select(concept => $"{concept}.{at.Name}"), $"*.{at.Name}"];
            if (InForce(revision, at == part ? places : [.. places.Skip(1)]) is { } found) return found;
        }

        return null;
    }

    private static IEnumerable<string> Concepts(ExplainedPart part, Revision revision) =>
        new[] { part.Place.Chosen(revision)?.Concept, part.Place.In(revision)?.Concept }.OfType<string>();

    private static string? InForce(Revision revision, string[] places)
    {
        foreach (var place in places)
        {
            if (!ByPlace.TryGetValue(place, out var ids)) continue;
            if (Array.Find(ids, id => Registry.Find(id)?.IsIn(revision) == true) is { } found) return found;
        }

        return null;
    }

    /// <summary>All that can be named; a test looks whether the registry has them.</summary>
    public static IEnumerable<string> All => ByPlace.Values.SelectMany(ids => ids).Concat(Enum.GetValues<DefectKind>().Select(Of).OfType<string>()).Distinct();

    /// <summary>The concepts and members that are named; a test looks whether the dictionary has them.</summary>
    public static IEnumerable<string> Places => ByPlace.Keys;
}
