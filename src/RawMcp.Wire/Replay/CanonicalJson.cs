using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>The fingerprint of a JSON value: equal values have the same one, however they are spelled.</summary>
internal sealed class CanonicalJson : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IReadOnlyList<JsonPath> without;
    private readonly List<string> place = [];

    private CanonicalJson(IReadOnlyList<JsonPath> without) => this.without = without;

    /// <summary>The fingerprint of a value, some places in it left out.</summary>
    /// <param name="value">The value. One that is nested too deep to build a tree of counts as its bytes.</param>
    /// <param name="root">Where it stands in its message; places to leave out are seen from there.</param>
    /// <param name="without">What to leave out.</param>
    public static string Of(RawJson value, string root, IReadOnlyList<JsonPath> without)
    {
        using var one = new CanonicalJson(without);
        one.place.Add(root);
        if (value.TryParse(out var tree)) one.Write(tree);
        else one.hash.AppendData(value.Utf8.Span);
        return Convert.ToHexString(one.hash.GetHashAndReset());
    }

    private void Write(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Add("{");
                foreach (var (name, member) in JsonParts.Members(value))
                {
                    place.Add(name);
                    if (!without.Any(path => path.Matches(place)) && !IsNothing(member))
                    {
                        Add(name);
                        Write(member);
                    }

                    place.RemoveAt(place.Count - 1);
                }

                Add("}");
                break;
            case JsonValueKind.Array:
                Add("[");
                var index = 0;
                foreach (var element in value.EnumerateArray())
                {
                    place.Add(JsonParts.Number(index++));
                    if (!without.Any(path => path.Matches(place))) Write(element);
                    place.RemoveAt(place.Count - 1);
                }

                Add("]");
                break;
            default:
                Add(JsonParts.Scalar(value));
                break;
        }
    }

    // A tool without arguments is called with {} by some clients and with nothing by others.
    private bool IsNothing(JsonElement member) =>
        place is ["params", "arguments"] && member.ValueKind == JsonValueKind.Object && !member.EnumerateObject().MoveNext();

    // The length first: no text can pass for two.
    private void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    public void Dispose() => hash.Dispose();
}
