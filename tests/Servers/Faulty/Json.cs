using System.Text.Json;

namespace Faulty;

/// <summary>The few JSON texts that the modes share, spelled by hand.</summary>
internal static class Json
{
    /// <summary>The only tool.</summary>
    public const string Add =
        """{"name":"add","description":"Add two integers","inputSchema":{"type":"object","properties":""" +
        """{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]}}""";

    public const string ServerInfo = """{"name":"faulty","version":"1"}""";

    public static string Answer(string id, string body) => $$"""{"jsonrpc":"2.0","id":{{id}},{{body}}}""";

    public static string Result(string value) => $"\"result\":{value}";

    public static string Error(int code, string message, string? data = null) =>
        $$"""
        "error":{"code":{{code}},"message":{{Quote(message)}}{{(data is null ? "" : $",\"data\":{data}")}}}
        """;

    /// <summary>Result of a call with one text block; <paramref name="more"/> are further members, each with its comma.</summary>
    public static string Text(string text, string more = "") =>
        Result($$"""{"content":[{"type":"text","text":{{Quote(text)}}}]{{more}}}""");

    public static string Log(string data) =>
        $$$"""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":{{{data}}}}}""";

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
