using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>The params of <c>tools/list</c>. Spec: server/tools#listing-tools, server/utilities/pagination.</summary>
/// <param name="Cursor">Where the next page begins, exactly as the page before gave it; null for the first page. An empty one is a cursor too.</param>
/// <param name="Meta">The request's <c>_meta</c>.</param>
public sealed record ListToolsParams(string? Cursor, RequestMeta Meta)
{
    /// <summary>Reads params; absent ones ask for the first page.</summary>
    public static Reading<ListToolsParams> Read(RawJson json)
    {
        if (json.IsAbsent) return new ListToolsParams(null, RequestMeta.Read(json));
        if (!Reading.TryObject(json, "params", out var root, out var problem)) return new(null, problem);
        if (root.TryGetMember("cursor", out var cursor) && cursor.Text() is null)
            return Reading.Failed<ListToolsParams>("params.cursor", "expected a string or nothing");
        return new ListToolsParams(root.Text("cursor"), RequestMeta.Read(json));
    }

    /// <summary>The params as JSON; absent where there is nothing to say.</summary>
    public RawJson Write(Revision revision) => Cursor is null ? Meta.AsParams(revision) : RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("cursor", Cursor);
        Meta.Write(writer, revision);
        writer.WriteEndObject();
    });
}

/// <summary>One page of the list of tools. Spec: server/tools#listing-tools.</summary>
/// <param name="Tools">The page's tools, in the server's order.</param>
/// <param name="NextCursor">The next page's cursor; null when this was the last.</param>
/// <param name="Caching">How long the page may be kept. Modern revisions.</param>
/// <param name="ServerInfo">Who answered. Modern revisions.</param>
public sealed record ListToolsResult(IReadOnlyList<Tool> Tools, string? NextCursor, CachingHints Caching, Implementation? ServerInfo)
{
    /// <summary>Reads a result. One bad entry makes the whole page unreadable, and the reason names it.</summary>
    public static Reading<ListToolsResult> Read(RawJson json)
    {
        if (!Reading.TryObject(json, "result", out var root, out var problem)) return new(null, problem);
        if (!root.TryGetMember("tools", out var list) || list.ValueKind != JsonValueKind.Array)
            return Reading.Failed<ListToolsResult>("result.tools", "expected an array");
        var tools = new List<Tool>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var tool = Tool.Read(item, $"result.tools[{tools.Count}]");
            if (tool.Value is null) return new(null, tool.Problem);
            tools.Add(tool.Value);
        }

        return new ListToolsResult(tools, root.Text("nextCursor"), CachingHints.Read(root), ResultMeta.ServerInfo(root));
    }

    /// <summary>The result as JSON, with the members that the revision has.</summary>
    public RawJson Write(Revision revision) => RawJson.Build(writer =>
    {
        var modern = revision.Era == Era.Modern;
        writer.WriteStartObject();
        if (modern) writer.WriteString("resultType", ResultMeta.Complete);
        writer.WriteStartArray("tools");
        foreach (var tool in Tools) tool.Write(writer, revision);
        writer.WriteEndArray();
        writer.WriteOptional("nextCursor", NextCursor);
        if (modern)
        {
            Caching.Write(writer);
            ResultMeta.Write(writer, ServerInfo, revision);
        }

        writer.WriteEndObject();
    });
}
