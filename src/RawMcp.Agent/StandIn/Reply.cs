using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>A turn as chat completions JSON: one object, or the chunks of a stream that together say the same.</summary>
/// <param name="id">The answer's id.</param>
/// <param name="created">When it was made, in seconds since 1970.</param>
/// <param name="turn">What is answered.</param>
/// <param name="promptTokens">How long the request was.</param>
internal sealed class Reply(string id, long created, Turn turn, int promptTokens)
{
    private const int PieceLength = 12; // short, so that every client has to put some together

    private string Finish => turn.Calls.Count > 0 ? "tool_calls" : "stop";

    /// <summary>There are no tokens here; four characters count as one, which is what people reckon with.</summary>
    public static int Tokens(int characters) => (characters + 3) / 4;

    public RawJson Whole => RawJson.Build(writer =>
    {
        Head(writer, "chat.completion");
        writer.WriteStartArray("choices");
        writer.WriteStartObject();
        writer.WriteNumber("index", 0);
        writer.WriteStartObject("message");
        writer.WriteString("role", "assistant");
        if (turn.Calls.Count == 0) writer.WriteString("content", turn.Sentence);
        else writer.WriteNull("content");
        writer.WriteNull("refusal");
        if (turn.Calls.Count > 0)
        {
            writer.WriteStartArray("tool_calls");
            foreach (var call in turn.Calls) Call(writer, null, call.Id, call.Name, call.Arguments);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteNull("logprobs");
        writer.WriteString("finish_reason", Finish);
        writer.WriteEndObject();
        writer.WriteEndArray();
        Usage(writer);
        writer.WriteEndObject();
    });

    /// <summary>The chunks in their order, without the closing <c>[DONE]</c>.</summary>
    public IEnumerable<RawJson> Chunks(bool usage)
    {
        yield return Chunk(usage, writer =>
        {
            writer.WriteString("role", "assistant");
            if (turn.Calls.Count == 0) writer.WriteString("content", "");
            else writer.WriteNull("content");
        });
        foreach (var piece in turn.Sentence.Pieces(PieceLength)) yield return Chunk(usage, writer => writer.WriteString("content", piece));
        for (var index = 0; index < turn.Calls.Count; index++)
        {
            var (at, call) = (index, turn.Calls[index]);
            yield return Chunk(usage, writer => Calls(writer, at, call.Id, call.Name, ""));
            foreach (var piece in call.Arguments.Pieces(PieceLength)) yield return Chunk(usage, writer => Calls(writer, at, null, null, piece));
        }

        yield return Chunk(usage, _ => { }, Finish);
        if (!usage) yield break;
        yield return RawJson.Build(writer =>
        {
            Head(writer, "chat.completion.chunk");
            writer.WriteStartArray("choices");
            writer.WriteEndArray();
            Usage(writer);
            writer.WriteEndObject();
        });
    }

    private RawJson Chunk(bool usage, Action<Utf8JsonWriter> delta, string? finish = null) => RawJson.Build(writer =>
    {
        Head(writer, "chat.completion.chunk");
        writer.WriteStartArray("choices");
        writer.WriteStartObject();
        writer.WriteNumber("index", 0);
        writer.WriteStartObject("delta");
        delta(writer);
        writer.WriteEndObject();
        writer.WriteNull("logprobs");
        writer.WriteString("finish_reason", finish);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (usage) writer.WriteNull("usage"); // every chunk but the last says null where usage was asked for
        writer.WriteEndObject();
    });

    private void Head(Utf8JsonWriter writer, string kind)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("object", kind);
        writer.WriteNumber("created", created);
        writer.WriteString("model", ScriptedModel.Name);
    }

    private void Usage(Utf8JsonWriter writer)
    {
        var said = Tokens(turn.Sentence.Length + turn.Calls.Sum(call => call.Name.Length + call.Arguments.Length));
        writer.WriteStartObject("usage");
        writer.WriteNumber("prompt_tokens", promptTokens);
        writer.WriteNumber("completion_tokens", said);
        writer.WriteNumber("total_tokens", promptTokens + said);
        writer.WriteEndObject();
    }

    private static void Calls(Utf8JsonWriter writer, int index, string? id, string? name, string arguments)
    {
        writer.WriteStartArray("tool_calls");
        Call(writer, index, id, name, arguments);
        writer.WriteEndArray();
    }

    private static void Call(Utf8JsonWriter writer, int? index, string? id, string? name, string arguments)
    {
        writer.WriteStartObject();
        if (index is { } at) writer.WriteNumber("index", at);
        if (id is not null)
        {
            writer.WriteString("id", id);
            writer.WriteString("type", "function");
        }

        writer.WriteStartObject("function");
        if (name is not null) writer.WriteString("name", name);
        writer.WriteString("arguments", arguments);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
