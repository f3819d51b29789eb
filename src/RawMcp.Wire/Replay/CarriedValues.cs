using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>
/// What the recorded client got from an answer and sent back later: a cursor, a request state, the names of input requests. The new server
/// has its own, and those are sent.
/// </summary>
/// <param name="also">Places in answers whose text may come back anywhere.</param>
internal sealed class CarriedValues(IReadOnlyList<JsonPath> also)
{
    private static readonly (JsonPath From, string To)[] Known =
    [
        (JsonPath.Of("result", "nextCursor"), "/params/cursor"),
        (JsonPath.Of("result", "requestState"), "/params/requestState"),
        (JsonPath.Of("result", "task", "taskId"), "/params/taskId"),
        (JsonPath.Of("result", "taskId"), "/params/taskId"),
    ];

    private readonly Dictionary<(string To, string Recorded), string> places = [];
    private readonly Dictionary<string, string> anywhere = [];
    private readonly Dictionary<string, string> names = []; // of input requests

    /// <summary>Compares a recorded answer with the new one.</summary>
    public void Learn(RawJson recorded, RawJson now)
    {
        if (!recorded.TryParse(out var old) || !now.TryParse(out var fresh)) return;
        foreach (var (from, to) in Known)
        {
            foreach (var (before, after) in Pairs(from, old, fresh)) places[(to, before)] = after;
        }

        foreach (var (before, after) in also.SelectMany(from => Pairs(from, old, fresh))) anywhere[before] = after;
        var requests = JsonPath.Of("result", "inputRequests");
        if (requests.In(old).FirstOrDefault().Value is not { ValueKind: JsonValueKind.Object } asked || requests.In(fresh).FirstOrDefault().Value is not { ValueKind: JsonValueKind.Object } asks) return;
        var theirs = JsonParts.Members(asks).ToList();
        foreach (var (name, request) in JsonParts.Members(asked))
        {
            // The same name, or else the next one that asks for the same kind of thing.
            var at = theirs.FindIndex(one => one.Key == name);
            if (at < 0) at = theirs.FindIndex(one => one.Value.Text("method") == request.Text("method"));
            if (at < 0) continue;
            names[name] = theirs[at].Key;
            theirs.RemoveAt(at);
        }
    }

    private static IEnumerable<(string Before, string After)> Pairs(JsonPath path, JsonElement old, JsonElement fresh) =>
        from one in path.In(old)
        join other in path.In(fresh) on one.Place equals other.Place
        where one.Value.Text() is not null && other.Value.Text() is not null
        select (one.Value.Text()!, other.Value.Text()!);

    /// <summary>A recorded frame of the client with the new server's values in it.</summary>
    public byte[] Put(byte[] frame)
    {
        if (places.Count + anywhere.Count + names.Count == 0) return frame;
        var splice = new Splice(frame);
        var walk = new Utf8JsonReader(frame, new JsonReaderOptions { MaxDepth = RawJson.MaxTreeDepth });
        var place = new Stack<string>(); // the names of the open objects' members, innermost on top; empty for an array's elements
        var name = "";
        try
        {
            while (walk.Read())
            {
                var range = new ByteRange((int)walk.TokenStartIndex, (int)(walk.BytesConsumed - walk.TokenStartIndex));
                switch (walk.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = walk.GetString()!;
                        if (names.TryGetValue(name, out var fresh) && InsideOf(place, "params", "inputResponses"))
                            splice.Put(new ByteRange(range.Start, walk.ValueSpan.Length + 2), Quoted(fresh));
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        place.Push(name);
                        name = "";
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        place.Pop();
                        name = "";
                        break;
                    case JsonTokenType.String:
                        var text = walk.GetString()!;
                        var at = InsideOf(place, "params") ? "/params/" + name : "";
                        if (places.TryGetValue((at, text), out var known) || (place.Contains("params") && anywhere.TryGetValue(text, out known))) splice.Put(range, Quoted(known));
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return frame; // no JSON, or half a surrogate pair: it goes as it was recorded
        }

        return splice.ToArray();
    }

    // The outermost object has no name; a batch has one level more.
    private static bool InsideOf(Stack<string> place, params ReadOnlySpan<string> names)
    {
        var at = names.Length - 1;
        foreach (var one in place)
        {
            if (at < 0) return one.Length == 0;
            if (one != names[at--]) return false;
        }

        return at < 0;
    }

    private static byte[] Quoted(string text) => Encoding.UTF8.GetBytes("\"" + JsonEncodedText.Encode(text, JsonText.WriterOptions.Encoder) + "\"");
}
