using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>Two answers to the same question, without what differs from run to run.</summary>
internal static class Answers
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    public static JsonChanges Between(string method, ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b)
    {
        // What these say is compared as a whole: the opening, and the tools.
        if (method is Methods.Initialize or Methods.Discover or Methods.ListTools || a.IsEmpty || b.IsEmpty) return JsonChanges.None;
        var changes = new JsonChanges { Lasts = Lasts };
        if (ExportSource.Tree(a) is { ValueKind: JsonValueKind.Object } one && ExportSource.Tree(b) is { ValueKind: JsonValueKind.Object } two)
        {
            changes.Compare("result", Part(one, "result"), Part(two, "result"));
            changes.Compare("error", Part(one, "error"), Part(two, "error"));
        }
        else if (!a.Span.SequenceEqual(b.Span))
        {
            changes.Add("(response)", null, null); // no tree can be made of one of them: the bytes decide
        }

        return changes;
    }

    /// <summary>A member; of a result, with a <c>_meta</c> to compare.</summary>
    private static JsonElement? Part(JsonElement message, string name) => message.TryGetMember(name, out var part) ? part : null;

    // A legacy result says that it is complete by being a result; a state is the server's own, for the next request.
    private static bool Lasts(string path, ref JsonElement? a, ref JsonElement? b)
    {
        switch (path)
        {
            case "result.resultType":
                return (a?.Text() ?? "complete") != (b?.Text() ?? "complete");
            case "result.requestState":
                return false;
            case "result._meta":
                (a, b) = (a ?? Empty, b ?? Empty); // what is in it decides
                return true;
            default:
                return !path.StartsWith("result._meta.", StringComparison.Ordinal) || !CallKey.IsVolatileMeta(path["result._meta.".Length..]);
        }
    }
}
