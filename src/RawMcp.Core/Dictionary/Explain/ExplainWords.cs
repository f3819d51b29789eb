using System.Globalization;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>The sentences of an explanation that are not the dictionary's.</summary>
public static class ExplainWords
{
    internal static Remark TooLong { get; } = new(false, new(
        "This is longer than 16 MiB (16,777,216 bytes), and is not explained value by value.", "它超过 16 MiB（16,777,216 字节），不再逐项解释。"));

    internal static Remark TooDeep { get; } = new(false, new(
        "This is nested deeper than 256 levels, and is not explained value by value.", "它的嵌套超过 256 层，不再逐项解释。"));

    // In 2024-11-05 nobody says whether there are batches: JSON-RPC has them, the pages do not.
    internal static Remark? OfBatch(Revision revision)
    {
        if (Vocabulary.Of(revision).Concept("Batch") is not null) return null;
        return revision == Revision.All[0]
            ? new(false, new($"{revision} does not say whether several messages may stand in one array; receivers may refuse it.", $"{revision} 没有说明能否用一个数组装多条消息，接收方可能拒绝。"))
            : new(true, new($"{revision} has no batches: each message stands on a line of its own.", $"{revision} 没有批量消息：每条消息独占一行。"), Rules.Of(DefectKind.Batch));
    }

    /// <summary>What a standing means, for a value without words of its own; null for a known one.</summary>
    /// <param name="part">The value.</param>
    /// <param name="revision">The revision of its message.</param>
    public static Words? OfStanding(ExplainedPart part, Revision revision)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(revision);
        return part.Standing switch
        {
            Standing.OtherRevision => Belongs(part, revision),
            Standing.Unknown => new("No revision knows this member. Receivers pass over it.", "没有任何修订版认识这个成员，接收方会忽略它。"),
            Standing.Owners => Owner(part),
            Standing.NeedsRequest => new("What it is depends on the method of the request, which is not here (--method METHOD says it).", "它的含义取决于请求的方法，而这里没有请求（可用 --method METHOD 指明）。"),
            _ => null,
        };
    }

    private static Words Belongs(ExplainedPart part, Revision revision)
    {
        var range = part.In ?? RevisionRange.None;
        var exists = RangeWords.Existing(range);
        var (english, chinese) = ($"{revision} does not know it; {exists.English}.", $"{revision} 没有它；{exists.Chinese}。");
        if (part.Moved is not { } moved || !moved.In.Contains(revision)) return new(english, chinese);
        var to = moved.To.Length > 0 ? $" ({moved.To})" : "";
        return new($"{english} {moved.Words.English}{to}", $"{chinese}{moved.Words.Chinese}{to}");
    }

    // Whoever stands nearest above says whose data it is.
    private static Words Owner(ExplainedPart part)
    {
        for (var at = part; at is not null; at = at.Parent)
        {
            switch (at.Name)
            {
                case "_meta":
                    return new("A key that is not the protocol's: it means what the owner of the key says.", "这个键不属于协议：含义由键的所有者决定。");
                case "arguments" or "input" or "structuredContent":
                    return new("Data of the tool or prompt: the protocol passes it on, and its schema says what it is.", "工具或提示自己的数据：协议只负责传递，其 schema 说明含义。");
                case "inputSchema" or "outputSchema" or "requestedSchema":
                    return new("Part of a JSON Schema: its words are those of JSON Schema and of the tool.", "JSON Schema 的一部分：含义由 JSON Schema 和工具决定。");
                case "experimental" or "extensions":
                    return new("A feature outside the specification: it means what its owner says.", "规范之外的特性：含义由其所有者决定。");
                case "metadata":
                    return new("For the model's provider; the protocol does not look at it.", "供模型提供商使用，协议不解读。");
                case "inputRequests" or "inputResponses":
                    return new("A name that the server chose for its question; the answer carries the same.", "服务器为其问题起的名字，回答时使用相同的名字。");
                case "content" or "properties":
                    return new("A name that the sender of the form or schema chose.", "由表单或 schema 的发送方起的名字。");
            }
        }

        return new("The sender's own data: the protocol does not say what is in it.", "发送方自己的数据：协议不规定其内容。");
    }

    internal static Remark Of(Defect defect)
    {
        var sentence = defect.Sentence;
        var capital = string.Concat(char.ToUpperInvariant(sentence[0]).ToString(), sentence.AsSpan(1), ".");
        return new(true, new(capital, string.Create(CultureInfo.InvariantCulture, $"{Chinese(defect.Kind)}（帧的第 {defect.Offset} 字节）。")), Rules.Of(defect.Kind));
    }

    private static string Chinese(DefectKind kind) => kind switch
    {
        DefectKind.Blank => "这是空行；每一行都必须是一条 JSON-RPC 消息",
        DefectKind.OverLong => "这一行超过长度限制，没有保留",
        DefectKind.Unterminated => "流在一行中间结束；后面有换行符的才算一条消息",
        DefectKind.ByteOrderMark => "这一行以 UTF-8 字节序标记（EF BB BF）开头；应写不带标记的 UTF-8",
        DefectKind.NotUtf8 => "这些字节不是 UTF-8；MCP 消息只用 UTF-8",
        DefectKind.Nul => "出现了 NUL 字节；JSON 中没有它，可能有别的程序在写这个流",
        DefectKind.ContentLengthHeader => "这是 Content-Length 头，即 LSP 的分帧方式；MCP 每行一条 JSON 消息，没有头",
        DefectKind.PrettyPrinted => "这是分成多行的 JSON 的一部分；一条消息必须在一行之内",
        DefectKind.TrailingText => "JSON 值后面还有别的文字；一行只能有一条消息",
        DefectKind.PlainText => "这是普通文字，不是 JSON；stdout 只用于消息，给人看的内容应写到 stderr",
        DefectKind.NotJson => "这不是合法的 JSON",
        DefectKind.Batch => "这是 JSON 数组（批量消息）；只有 2025-03-26 修订版有批量消息",
        DefectKind.NotAnObject => "这是 JSON，但不是对象；消息必须是对象",
        DefectKind.DuplicateMember => "同一个 JSON-RPC 成员在这里第二次出现，消息因此有两种含义",
        DefectKind.VersionMissing => "缺少成员 \"jsonrpc\"；每条消息都带有 \"jsonrpc\":\"2.0\"",
        DefectKind.VersionNotTwo => "成员 \"jsonrpc\" 的值不是 \"2.0\"",
        DefectKind.IdNull => "id 是 null；MCP 请求的 id 是字符串或整数，通知则没有 id",
        DefectKind.IdFraction => "id 是数字，但不是单纯的整数；请用字符串，或只用数字",
        DefectKind.IdWrongType => "id 既不是字符串，也不是整数",
        DefectKind.IdTooLong => "id 超过 1,024 字节",
        DefectKind.IdMissing => "这个结果没有 id，无法知道它回答的是哪个请求",
        DefectKind.MethodNotText => "method 不是可读的字符串",
        DefectKind.RequestAndResponse => "method 与 result 或 error 同时出现；一条消息要么是请求，要么是响应",
        DefectKind.NoKind => "没有 method、result 或 error，因此不是消息",
        DefectKind.ParamsNotObject => "params 不是对象；MCP 没有按位置给出的参数",
        DefectKind.ResultNotObject => "result 不是对象；MCP 的每个结果都是对象",
        DefectKind.ResultAndError => "同时有 result 和 error；响应只能有其中之一",
        DefectKind.ErrorMalformed => "error 缺少整数 code 或文字 message",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
