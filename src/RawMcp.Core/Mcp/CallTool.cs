using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>The params of <c>tools/call</c>. Spec: server/tools#calling-tools.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">An object, or absent for a tool without parameters.</param>
/// <param name="Meta">The request's <c>_meta</c>.</param>
public sealed record CallToolParams(string Name, RawJson Arguments, RequestMeta Meta)
{
    /// <summary>Reads params. The arguments stay as they came: only the tool knows what they should be.</summary>
    public static Reading<CallToolParams> Read(RawJson json)
    {
        var parts = ParamsParts.Read(json);
        return Read(json, parts, RequestMeta.ReadMeta(parts.Meta));
    }

    /// <summary>Reads params that were taken apart before, and whose <c>_meta</c> was read.</summary>
    public static Reading<CallToolParams> Read(RawJson json, ParamsParts parts, RequestMeta meta)
    {
        if (json.Kind != JsonValueKind.Object) return Reading.Failed<CallToolParams>("params", json.IsAbsent ? "missing" : "expected an object");
        if (parts.Name.Text() is not { } text) return Reading.Failed<CallToolParams>("params.name", "expected a string");
        return parts.Arguments.Kind is JsonValueKind.Object or JsonValueKind.Undefined
            ? new CallToolParams(text, parts.Arguments, meta)
            : Reading.Failed<CallToolParams>("params.arguments", "expected an object or nothing");
    }

    /// <summary>The params as JSON.</summary>
    public RawJson Write(Revision revision) => RawJson.Build(writer => Write(writer, revision));

    /// <summary>Writes the params.</summary>
    public void Write(Utf8JsonWriter writer, Revision revision) => Write(writer, Name, Arguments, Meta.ToJson(revision));

    /// <summary>Writes params that were never put together.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">An object, or absent.</param>
    /// <param name="meta">What <see cref="RequestMeta.ToJson"/> gave.</param>
    public static void Write(Utf8JsonWriter writer, string name, RawJson arguments, RawJson meta)
    {
        writer.WriteStartObject();
        writer.WriteString(Names.Name, name);
        writer.WriteOptional(Names.Arguments, arguments);
        writer.WriteOptional(Names.Meta, meta);
        writer.WriteEndObject();
    }
}

/// <summary>What a tool gave back. Spec: server/tools#tool-result.</summary>
/// <param name="Content">Blocks for the model to read; may be empty.</param>
public sealed record CallToolResult(IReadOnlyList<Content> Content)
{
    /// <summary>A tool error: the tool ran, or refused its arguments, and this result says what went wrong.</summary>
    public bool IsError { get; init; }

    /// <summary>The result as data that fits the tool's output schema; absent where there is none. From 2025-06-18 on.</summary>
    public RawJson StructuredContent { get; init; }

    /// <summary><c>complete</c>, or <c>input_required</c> when the server wants something first. Modern revisions.</summary>
    public string ResultType { get; init; } = ResultMeta.Complete;

    /// <summary>The object as it came; absent on a result we make ourselves.</summary>
    public RawJson Raw { get; init; }

    /// <summary>
    /// What a client noted when it held the structured content against the tool's output schema, a line for each misfit; null where
    /// it fits, or where nobody looked. It is not sent.
    /// </summary>
    public string? SchemaMisfit { get; init; }

    /// <summary>A result of one text block.</summary>
    public static CallToolResult Text(string text) => new(new Content[] { new Content.Text(text) });

    /// <summary>A tool error of one text block.</summary>
    public static CallToolResult Error(string text) => new([new Content.Text(text)]) { IsError = true };

    /// <summary>Reads a result. <c>content</c> is required unless the server wants something first.</summary>
    public static Reading<CallToolResult> Read(RawJson json)
    {
        if (json.Kind != JsonValueKind.Object) return Reading.Failed<CallToolResult>("result", json.IsAbsent ? "missing" : "expected an object");
        RawJson content = default, isError = default, structured = default, resultType = default;
        var members = new MemberReader(json);
        while (members.Read())
        {
            if (members.IsNamed("content"u8)) content = members.Value();
            else if (members.IsNamed("isError"u8)) isError = members.Value();
            else if (members.IsNamed("structuredContent"u8)) structured = members.Value();
            else if (members.IsNamed("resultType"u8)) resultType = members.Value();
        }

        var type = resultType.IsAbsent || resultType.Utf8.Span.SequenceEqual("\"complete\""u8) ? ResultMeta.Complete : resultType.Text();
        if (type is null) return Reading.Failed<CallToolResult>("result.resultType", "expected a string");
        if (content.Kind != JsonValueKind.Array && type == ResultMeta.Complete) return Reading.Failed<CallToolResult>("result.content", "expected an array");
        if (Mcp.Content.ReadAll(content) is not { } blocks)
            return Reading.Failed<CallToolResult>("result.content", $"expected an array no deeper than {RawJson.MaxTreeDepth} levels");
        return new CallToolResult(blocks)
        {
            IsError = isError.Kind == JsonValueKind.True,
            StructuredContent = structured,
            ResultType = type == ResultMeta.Complete ? ResultMeta.Complete : type,
            Raw = json,
        };
    }

    /// <summary>The result as JSON, with the members that the revision has; a block the revision lacks becomes text that names it.</summary>
    public RawJson Write(Revision revision, Implementation? server) => RawJson.Build(writer => Write(writer, revision, ResultMeta.ToJson(server, revision)));

    /// <summary>Writes the result.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="revision">Decides which members there are.</param>
    /// <param name="meta">What <see cref="ResultMeta.ToJson"/> gave.</param>
    public void Write(Utf8JsonWriter writer, Revision revision, RawJson meta)
    {
        writer.WriteStartObject();
        if (revision.Era == Era.Modern) writer.WriteString(Names.ResultType, ResultType);
        writer.WriteStartArray(Names.Content);
        for (var i = 0; i < Content.Count; i++) Content[i].Write(writer, revision); // foreach would make an enumerator
        writer.WriteEndArray();
        if (MaySendStructured(revision)) writer.WriteOptional("structuredContent", StructuredContent);
        if (IsError) writer.WriteBoolean("isError", true);
        if (revision.Era == Era.Modern) writer.WriteOptional(Names.Meta, meta);
        writer.WriteEndObject();
    }

    private bool MaySendStructured(Revision revision) =>
        revision.HasAnyStructuredContent
        || (revision.HasStructuredContent && StructuredContent.Utf8.Span is [(byte)'{', ..]);
}
