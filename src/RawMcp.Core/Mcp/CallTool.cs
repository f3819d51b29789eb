using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>The params of <c>tools/call</c>. Spec: server/tools#calling-tools.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">An object, or absent for a tool without parameters.</param>
/// <param name="Meta">The request's <c>_meta</c>.</param>
public sealed record CallToolParams(string Name, RawJson Arguments, RequestMeta Meta)
{
    /// <summary>Reads params.</summary>
    public static Reading<CallToolParams> Read(RawJson json)
    {
        if (!Reading.TryObject(json, "params", out var root, out var problem)) return new(null, problem);
        if (root.Text("name") is not { } name) return Reading.Failed<CallToolParams>("params.name", "expected a string");
        if (root.TryGetMember("arguments", out var arguments) && arguments.ValueKind != JsonValueKind.Object)
            return Reading.Failed<CallToolParams>("params.arguments", "expected an object or nothing");
        return new CallToolParams(name, RawJson.From(arguments), RequestMeta.Read(json));
    }

    /// <summary>The params as JSON.</summary>
    public RawJson Write(Revision revision) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        writer.WriteOptional("arguments", Arguments);
        Meta.Write(writer, revision);
        writer.WriteEndObject();
    });
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

    /// <summary>A result of one text block.</summary>
    public static CallToolResult Text(string text) => new([new Content.Text(text)]);

    /// <summary>A tool error of one text block.</summary>
    public static CallToolResult Error(string text) => new([new Content.Text(text)]) { IsError = true };

    /// <summary>Reads a result. <c>content</c> is required unless the server wants something first.</summary>
    public static Reading<CallToolResult> Read(RawJson json)
    {
        if (!Reading.TryObject(json, "result", out var root, out var problem)) return new(null, problem);
        var type = ResultMeta.TypeOf(root);
        if (root.TryGetMember("resultType", out var written) && written.Text() is null)
            return Reading.Failed<CallToolResult>("result.resultType", "expected a string");
        var blocks = new List<Content>();
        if (root.TryGetMember("content", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray()) blocks.Add(Mcp.Content.Read(item));
        }
        else if (type == ResultMeta.Complete)
        {
            return Reading.Failed<CallToolResult>("result.content", "expected an array");
        }

        return new CallToolResult(blocks)
        {
            IsError = root.TryGetMember("isError", out var flag) && flag.Flag() == true,
            StructuredContent = root.Raw("structuredContent"),
            ResultType = type,
            Raw = json,
        };
    }

    /// <summary>The result as JSON, with the members that the revision has; a block the revision lacks becomes text that names it.</summary>
    public RawJson Write(Revision revision, Implementation? server) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        if (revision.Era == Era.Modern) writer.WriteString("resultType", ResultType);
        writer.WriteStartArray("content");
        foreach (var block in Content) block.Write(writer, revision);
        writer.WriteEndArray();
        if (MaySendStructured(revision)) writer.WriteOptional("structuredContent", StructuredContent);
        if (IsError) writer.WriteBoolean("isError", true);
        if (revision.Era == Era.Modern) ResultMeta.Write(writer, server, revision);
        writer.WriteEndObject();
    });

    private bool MaySendStructured(Revision revision) =>
        revision.HasAnyStructuredContent
        || (revision.HasStructuredContent && StructuredContent.Utf8.Span is [(byte)'{', ..]);
}
