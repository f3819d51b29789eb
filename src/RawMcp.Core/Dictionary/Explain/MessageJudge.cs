using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Schema;

namespace RawMcp.WireDictionary;

/// <summary>Says at each value of a message what is wrong with it.</summary>
internal sealed class MessageJudge(List<ExplainedPart> parts, JsonElement root, Revision revision, string? method)
{
    private readonly ILookup<ExplainedPart?, ExplainedPart> children = parts.ToLookup(part => part.Parent);

    public void Judge(Defect? defect, bool? fromClient)
    {
        if (defect is { } bad)
        {
            (At(bad.Offset) ?? parts[0]).Add(ExplainWords.Of(bad));
            if (root.ValueKind != JsonValueKind.Object) return;
        }
        else
        {
            BothAnswers();
        }

        MethodItself(fromClient);
        SaidTwice();
        Against(defect is not null);
    }

    // Of the members of the message: that is where the reader of frames looks.
    private ExplainedPart? At(int offset) => children[parts[0]].FirstOrDefault(part => offset >= part.Range.Start && offset < part.Range.End);

    private void BothAnswers()
    {
        if (!root.TryGetMember("result", out _) || !root.TryGetMember("error", out var error)) return;
        var part = children[parts[0]].Last(part => part.Name == (error.ValueKind == JsonValueKind.Null ? "error" : "result"));
        part.Add(new(true, new(
            "A response has a result or an error, never both, even if one of them is null.", "响应只能有 result 或 error 之一，即使其中一个是 null 也不行。"), Rules.Of(DefectKind.ResultAndError)));
    }

    private void MethodItself(bool? fromClient)
    {
        if (children[parts[0]].LastOrDefault(part => part.Name == "method" && part.Kind == JsonValueKind.String) is not { } part || method is null) return;
        if (Vocabulary.Method(method) is not { } entry)
        {
            part.Add(new(false, new("No revision has this method.", "没有任何修订版有这个方法。")));
            return;
        }

        part.Says = entry.Words;
        part.Page = entry.Page(revision) ?? part.Page; // the section on this very method
        if (!entry.In.Contains(revision))
        {
            var exists = RangeWords.Existing(entry.In);
            var moved = entry.Moved is { } to && to.In.Contains(revision) ? to : null;
            var (english, chinese) = moved is null ? ("", "") : ($" {moved.Words.English}{(moved.To.Length > 0 ? $" ({moved.To})" : "")}", moved.Words.Chinese);
            part.Add(new(false, new(
                $"{revision} does not have this method; {exists.English}.{english}", $"{revision} 没有这个方法；{exists.Chinese}。{chinese}")));
            return;
        }

        if (entry.IsRequest != root.TryGetMember("id", out _))
        {
            part.Add(entry.IsRequest
                ? new(true, new("This method is a request, and a request has an id.", "这个方法是请求，请求必须有 id。"))
                : new(true, new("This method is a notification, and a notification has no id.", "这个方法是通知，通知没有 id。"), "jsonrpc-notification-no-id"));
        }

        if (fromClient is not { } client || (client ? entry.FromClientIn : entry.FromServerIn).Contains(revision)) return;
        var side = client ? ("client", "客户端") : ("server", "服务器");
        part.Add(new(true, new($"In {revision} a {side.Item1} does not send this method.", $"在 {revision} 中，{side.Item2}不发送这个方法。"), !client && entry.IsRequest ? InForce("stdio-server-no-requests") : null));
    }

    private string? InForce(string id) => Requirements.Registry.Find(id)?.IsIn(revision) == true ? id : null;

    private void SaidTwice()
    {
        foreach (var group in children)
        {
            HashSet<string>? seen = null;
            foreach (var part in group)
            {
                if (part.Name is not { } name || (seen ??= new(StringComparer.Ordinal)).Add(name)) continue;
                part.Add(new(false, new("A member of this name stands here already; most programs take the last one.", "同名成员已经出现过；多数程序取最后一个。")));
            }
        }
    }

    private void Against(bool isDefective)
    {
        var envelope = Envelopes.Concept(root);
        if (envelope is "RequestEnvelope" or "NotificationEnvelope")
        {
            var known = method is null ? null : Vocabulary.Method(method);
            var fits = known is not null && known.IsRequest == envelope is "RequestEnvelope";
            Hold((fits ? Compiled.Message(revision, method!) : null) ?? Compiled.Concept(revision, envelope), root, parts[0], isDefective);
            return;
        }

        Hold(Compiled.Concept(revision, envelope), root, parts[0], isDefective);
        var name = envelope == "ResultEnvelope" ? "result" : "error";
        if (children[parts[0]].LastOrDefault(part => part.Name == name) is not { } body || !root.TryGetMember(name, out var value)) return;
        if (name == "error") ErrorItself(body, value);
        else if (method is not null && value.ValueKind == JsonValueKind.Object) Hold(Compiled.Result(revision, method), value, body, false);
    }

    private void ErrorItself(ExplainedPart body, JsonElement value)
    {
        var code = Envelopes.Code(root);
        var shape = Vocabulary.Of(revision).Error(code ?? 0);
        if (shape.Concept is { } concept and not "Error") Hold(Compiled.Concept(revision, concept), value, body, false);
        if (children[body].LastOrDefault(part => part.Name == "code") is not { } part) return;
        part.Says = Vocabulary.Method(method)?.Errors.FirstOrDefault(error => error.Code == code && error.In.Contains(revision))?.Words
            ?? (shape.Concept is "Error" ? null : shape.Words);
    }

    private void Hold(JsonSchema? schema, JsonElement value, ExplainedPart top, bool isDefective)
    {
        if (schema?.EvaluateInBoth(value) is not { IsValid: false } result) return;
        if (result.Undecided is { } why) top.Add(new(false, new($"Not judged: {why}.", $"未作判断：超出限制 {why.Limit}。")));
        foreach (var error in result.Errors) Tell(error, top, isDefective);
        if (result.HasMoreErrors) top.Add(new(true, new("More is wrong than is told here.", "还有更多问题没有列出。")));
    }

    private void Tell(SchemaError error, ExplainedPart top, bool isDefective)
    {
        var part = Find(top, error.InstanceLocation);

        // The reader of frames has told already what is wrong with the envelope.
        if (isDefective && part.Depth <= 1) return;

        // Of a union, what is wrong with the alternative that is meant says more than that none fits.
        if (Meant(part) is { } meant && error.Causes.Where(cause => cause.KeywordLocation.StartsWith($"{error.KeywordLocation}/{meant}/", StringComparison.Ordinal)).ToList() is { Count: > 0 } causes)
        {
            foreach (var cause in causes) Tell(cause, top, isDefective);
            return;
        }

        List<string> missing = error.Keyword == "required" ? Missing(part, error.Message) : [];
        var sentence = $"{char.ToUpperInvariant(error.Message[0])}{error.Message.AsSpan(1)}.";
        if (part.Remarks.Any(remark => remark.Words.English == sentence)) return;
        part.Add(new(true, new(sentence, $"{error.Chinese}。"), Rules.Of(part, error.Keyword, missing, revision)));
    }

    // The number of the alternative that a value is; the projection keeps their order.
    private int? Meant(ExplainedPart part)
    {
        if (part.Place.Chosen(revision)?.Concept is not { } concept || part.Place.In(revision) is not { } shape) return null;
        var alternatives = shape.Alternatives.ToList();
        var at = alternatives.FindIndex(one => one.Concept == concept || Union.Alternatives(one).Exists(nested => nested.Concept == concept));
        return at < 0 ? null : at;
    }

    // Which of the members that the revision wants here are spoken of.
    private List<string> Missing(ExplainedPart part, string sentence)
    {
        var there = children[part].Select(child => child.Name).ToHashSet();
        return [.. new[] { part.Place.Chosen(revision), part.Place.In(revision) }
            .SelectMany(shape => shape?.Members.Values.Where(member => member.IsKnown && member.IsNeeded).Select(member => member.Name) ?? [])
            .Distinct().Where(name => !there.Contains(name) && sentence.Contains($"\"{name}\"", StringComparison.Ordinal))];
    }

    private ExplainedPart Find(ExplainedPart top, string location)
    {
        var at = top;
        foreach (var step in location.Split('/').Skip(1))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (children[at].LastOrDefault(child => child.Path.Step == name) is not { } next) break;
            at = next;
        }

        return at;
    }
}
