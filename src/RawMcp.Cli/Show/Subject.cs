using RawMcp.Cli.Output;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Wire;

namespace RawMcp.Cli.Show;

/// <summary>What a message is about, in a few words: the tool it calls, the resource it reads, what went wrong. Harmless text on one line.</summary>
internal static class Subject
{
    /// <summary>So much of a message is looked at, in bytes: 16 KiB. Who puts more before the name of the tool goes without.</summary>
    public const int BytesRead = 16 * 1024;

    private const int Shown = 80;

    /// <summary>Its subject; empty where it has none.</summary>
    /// <param name="message">The message.</param>
    /// <param name="bytes">Its bytes, or their beginning.</param>
    public static string Of(IndexedMessage message, ReadOnlyMemory<byte> bytes)
    {
        _ = Envelope.Read(bytes, out var envelope); // half a message has a beginning too
        return message.Kind switch
        {
            MessageKind.Request => OfRequest(message.Method!, Value(ref envelope, MemberName.Params)),
            MessageKind.Notification => OfNotification(message.Method!, Value(ref envelope, MemberName.Params)),
            MessageKind.Result when message.IsToolError => Quoted(FirstText(Value(ref envelope, MemberName.Result))),
            MessageKind.Result when message.Call?.Method == Methods.Initialize => Text(Value(ref envelope, MemberName.Result), "protocolVersion"u8),
            MessageKind.Failure => Quoted(Value(ref envelope, MemberName.Error).Find("message"u8).Text()),
            _ => "",
        };
    }

    private static string OfRequest(string method, RawJson with) => method switch
    {
        Methods.CallTool or "prompts/get" => Text(with, "name"u8),
        "resources/read" or "resources/subscribe" or "resources/unsubscribe" => Text(with, "uri"u8),
        "tasks/get" or "tasks/result" or "tasks/cancel" => Text(with, "taskId"u8),
        Methods.SetLevel => Text(with, "level"u8),
        Methods.Initialize => Text(with, "protocolVersion"u8),
        "elicitation/create" => Quoted(with.Find("message"u8).Text()),
        _ => "",
    };

    private static string OfNotification(string method, RawJson with) => method switch
    {
        Methods.Progress => Joined(Raw(with, "progress"u8) + (with.Find("total"u8).IsAbsent ? "" : "/" + Raw(with, "total"u8)), Quoted(with.Find("message"u8).Text())),
        Methods.LogMessage => Joined(Text(with, "level"u8), Quoted(with.Find("data"u8) is var data && data.Text() is { } text ? text : data.ToString())),
        Methods.Cancelled => Joined("id " + Raw(with, "requestId"u8), Quoted(with.Find("reason"u8).Text())),
        "notifications/resources/updated" => Text(with, "uri"u8),
        "notifications/tasks/status" => Joined(Text(with, "taskId"u8), Text(with, "status"u8)),
        _ => "",
    };

    private static string? FirstText(RawJson result)
    {
        // Elements have no names: the first block begins behind the bracket.
        var content = result.Find("content"u8);
        return content.Kind == System.Text.Json.JsonValueKind.Array ? new RawJson(content.Utf8[1..]).Find("text"u8).Text() : null;
    }

    private static RawJson Value(ref Envelope envelope, MemberName name) => envelope.Find(name) is { IsAbsent: false } member ? envelope.ValueOf(member) : default;

    private static string Text(RawJson from, ReadOnlySpan<byte> name) => Cut(from.Find(name).Text() ?? "");

    private static string Raw(RawJson from, ReadOnlySpan<byte> name) => Cut(from.Find(name).ToString());

    private static string Quoted(string? text) => string.IsNullOrEmpty(text) ? "" : "“" + Cut(text) + "”";

    private static string Joined(string one, string other) => other.Length == 0 ? one : one + " " + other;

    /// <summary>A text of any length as a few words.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= Shown) return Plain.Line(text);
        var end = char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown;
        return Plain.Line(text[..end]) + "…";
    }
}
