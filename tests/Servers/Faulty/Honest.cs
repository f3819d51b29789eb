using System.Text;
using System.Text.Json;

namespace Faulty;

/// <summary>
/// A legacy server without a fault, every step of which a mode may replace. Reads a line, answers it, reads the next;
/// ends at the end of stdin.
/// </summary>
internal sealed class Honest
{
    /// <summary>Before anything is read.</summary>
    public Action Start { get; init; } = () => { };

    /// <summary>At the end of stdin.</summary>
    public Action End { get; init; } = () => { };

    /// <summary>Per method, the members that the answer consists of beside <c>jsonrpc</c> and <c>id</c>; null for no answer.</summary>
    public Dictionary<string, Func<Message, string?>> On { get; } = [];

    /// <summary>For every method that <see cref="On"/> does not name.</summary>
    public Func<Message, string?> Otherwise { get; init; } =
        request => Json.Error(-32601, $"Method not found: {request.Method}");

    public Action<Message> Notified { get; set; } = _ => { };

    /// <summary>A response of the client to a request of ours.</summary>
    public Action<Message> Replied { get; set; } = _ => { };

    /// <summary>Id and members in, the answers to send out: normally one.</summary>
    public Func<string, string, string[]> Answers { get; init; } = (id, body) => [Json.Answer(id, body)];

    /// <summary>An answer's JSON in, the bytes on the wire out.</summary>
    public Func<byte[], byte[]> Frame { get; init; } = Line;

    public Action<byte[]> Write { get; init; } = bytes => Wire.Write(bytes);

    /// <summary>Called after each answer with their number so far.</summary>
    public Action<int> Answered { get; init; } = _ => { };

    /// <summary>When set, answers to all other methods are spelled, framed and written without a fault.</summary>
    public string? Only { get; set; }

    public string Capabilities { get; init; } = """{"tools":{}}""";

    private int answered;

    public Honest()
    {
        On["initialize"] = request => Initialized(request.Parameter("protocolVersion")?.GetRawText() ?? "\"2025-11-25\"");
        On["tools/list"] = _ => Json.Result($$"""{"tools":[{{Json.Add}}]}""");
        On["tools/call"] = Sum;
        On["ping"] = _ => Json.Result("{}");
    }

    public static byte[] Line(byte[] json) => [.. json, (byte)'\n'];

    public string Initialized(string version) =>
        Json.Result($$"""{"protocolVersion":{{version}},"capabilities":{{Capabilities}},"serverInfo":{{Json.ServerInfo}}}""");

    /// <summary>The honest answer to <c>tools/call</c>.</summary>
    public static string Sum(Message call) => Sum(call, "");

    public static string Sum(Message call, string more) =>
        call.Parameter("name") is not { ValueKind: JsonValueKind.String } name || !name.ValueEquals("add")
            ? Json.Error(-32602, "Unknown tool")
            : Integer(call, "a") is { } a && Integer(call, "b") is { } b
                ? Json.Text($"{(Int128)a + b}", more)
                : Json.Error(-32602, "a and b must be integers");

    public void Run()
    {
        Start();
        while (Wire.ReadLine() is { } line)
        {
            if (line.Length > 0)
                Receive(line);
        }

        End();
    }

    public void Reply(Message request, string body)
    {
        var id = request.Id ?? "null";
        if (Only is not null && Only != request.Method)
        {
            Wire.Write(Json.Answer(id, body) + "\n");
        }
        else
        {
            foreach (var answer in Answers(id, body))
                Write(Frame(Encoding.UTF8.GetBytes(answer)));
        }

        Answered(++answered);
    }

    public void Receive(byte[] line)
    {
        if (Message.Read(line) is not { } message)
            Wire.Write(Json.Answer("null", Json.Error(-32700, "Parse error")) + "\n");
        else if (message.Method is null)
            Replied(message);
        else if (message.Id is null)
            Notified(message);
        else if (On.GetValueOrDefault(message.Method, Otherwise)(message) is { } body)
            Reply(message, body);
    }

    private static long? Integer(Message call, string name) =>
        call.Parameter("arguments", name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value)
            ? value
            : null;
}
