using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What makes two calls the same question: direction, method and params, without what differs from run to run.</summary>
internal static class CallKey
{
    private static readonly string[] VolatileMeta = ["progressToken", "traceparent", "tracestate", "baggage"];

    // Who asks, in which revision, from which page on: compared elsewhere, or different by nature.
    private static readonly string[] ByMethodAlone = ["initialize", "server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list"];

    /// <summary>The key of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">Its request's bytes.</param>
    public static string Of(IndexedCall call, ReadOnlyMemory<byte> request)
    {
        var head = $"{(int)call.Request.Stream} {call.Method}";
        if (ByMethodAlone.Contains(call.Method)) return head;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var @params = new RawJson(request).Find("params"u8);
        if (@params.TryParse(out var tree)) Add(hash, tree, 0);
        else hash.AppendData(@params.Utf8.Span);
        return head + " " + Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Whether a member says nothing that lasts.</summary>
    public static bool IsVolatileMeta(string name) => VolatileMeta.Contains(name) || name.StartsWith("io.modelcontextprotocol/", StringComparison.Ordinal);

    private static void Add(IncrementalHash hash, JsonElement json, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                hash.AppendData("{"u8);
                foreach (var (name, value) in Members(json).OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    if (depth == 0 && name == "requestState") continue; // a server's own words, handed back
                    if (depth == 0 && name == "_meta" && (value.ValueKind != JsonValueKind.Object || Members(value).All(member => IsVolatileMeta(member.Name)))) continue;
                    if (depth == 1 && IsVolatileMeta(name)) continue;
                    AddText(hash, name);
                    Add(hash, value, name == "_meta" && depth == 0 ? 1 : 2);
                }

                hash.AppendData("}"u8);
                break;
            case JsonValueKind.Array:
                hash.AppendData("["u8);
                foreach (var element in json.EnumerateArray()) Add(hash, element, 2);
                hash.AppendData("]"u8);
                break;
            case JsonValueKind.String when json.Text() is { } text:
                AddText(hash, text);
                break;
            default:
                hash.AppendData("="u8);
                hash.AppendData(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json));
                break;
        }
    }

    private static void AddText(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement json)
    {
        foreach (var member in json.EnumerateObject())
        {
            string name;
            try
            {
                name = member.Name;
            }
            catch (InvalidOperationException)
            {
                name = member.ToString(); // half a surrogate pair
            }

            yield return (name, member.Value);
        }
    }
}
