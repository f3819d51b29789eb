using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Wire;

namespace RawMcp.Cli.Explain;

/// <summary>A line of <c>export --as jsonl</c>.</summary>
internal static class ExportedLine
{
    /// <summary>Reads one. False for any other line; true and no frame for events and the end.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> line, out ExplainFrame? frame)
    {
        frame = null;
        if (!line.Span.StartsWith("{\"type\":"u8) || !new RawJson(line).TryParse(out var json) || json.TryGetMember("jsonrpc", out _)) return false;
        switch (json.Text("type"))
        {
            case "event" or "end":
                return true;
            case "frame" or "stderr" when Bytes(json) is { } bytes:
                frame = Frame(json, bytes);
                return true;
            default:
                return false;
        }
    }

    private static ExplainFrame Frame(JsonElement json, byte[] bytes)
    {
        Pipe? stream = json.Text("stream") switch { "stdin" => Pipe.Stdin, "stdout" => Pipe.Stdout, "stderr" => Pipe.Stderr, _ => null };
        var number = Number(json, "frame");
        return new ExplainFrame(bytes, ExplainInput.Numbered(number, stream))
        {
            Number = number,
            Section = (int)Math.Clamp(Number(json, "section"), 0, int.MaxValue),
            Stream = stream,
            Offset = Number(json, "offset"),
            Length = bytes.Length,
            Methods = json.TryGetMember("batch", out var batch) && batch.ValueKind == JsonValueKind.Array ? [.. batch.EnumerateArray().Select(MethodOf)] : [MethodOf(json)],
            IsCut = Flag(json, "unterminated") || Flag(json, "besideGap") || Flag(json, "cut"),
        };
    }

    private static string? MethodOf(JsonElement json) => json.Text("method") ?? (json.TryGetMember("call", out var call) ? call.Text("method") : null);

    private static byte[]? Bytes(JsonElement json)
    {
        if (json.Text("text") is { } text) return Encoding.UTF8.GetBytes(text);
        return json.TryGetMember("base64", out var base64) && base64.ValueKind == JsonValueKind.String && base64.TryGetBytesFromBase64(out var bytes) ? bytes : null;
    }

    private static long Number(JsonElement json, string name) => json.TryGetMember(name, out var number) ? number.WholeNumber() ?? 0 : 0;

    private static bool Flag(JsonElement json, string name) => json.TryGetMember(name, out var flag) && flag.Flag() == true;
}
