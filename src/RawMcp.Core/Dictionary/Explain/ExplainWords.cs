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
        var (english, chinese) = ($"{revision} does not know it; it belongs to {RangeWords.English(range)}.", $"{revision} 没有它；它属于 {RangeWords.Chinese(range)}。");
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
        return new(true, new(capital, string.Create(CultureInfo.InvariantCulture, $"不是合法的消息（第 {defect.Offset} 字节）：{sentence}。")), Rules.Of(defect.Kind));
    }
}
