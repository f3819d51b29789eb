using System.Runtime.InteropServices;
using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>
/// Whether two values are the same, as JSON Schema has it: numbers by their value, strings by their characters, objects in any
/// order of their members. Of members with the same name each counts, in order.
/// </summary>
internal sealed class JsonEquality(SchemaWork work) : IEqualityComparer<JsonElement>
{
    private const int HashedLevels = 6;

    public bool Equals(JsonElement x, JsonElement y)
    {
        if (x.ValueKind != y.ValueKind || !work.Spend(1)) return false;
        switch (x.ValueKind)
        {
            case JsonValueKind.Number:
                return JsonNumber.Compare(JsonNumber.Of(x), JsonNumber.Of(y)) == 0;
            case JsonValueKind.String:
                return work.Spend(1 + (JsonMarshal.GetRawUtf8Value(x).Length / 64))
                    && JsonString.Unescape(JsonString.Inner(x)).SequenceEqual(JsonString.Unescape(JsonString.Inner(y)));
            case JsonValueKind.Array:
                return work.HasStack() && x.GetArrayLength() == y.GetArrayLength() && SameItems(x, y);
            case JsonValueKind.Object:
                return work.HasStack() && x.GetPropertyCount() == y.GetPropertyCount() && SameMembers(x, y);
            default:
                return true;
        }
    }

    private bool SameItems(JsonElement x, JsonElement y)
    {
        var others = y.EnumerateArray();
        foreach (var item in x.EnumerateArray())
        {
            if (!others.MoveNext() || !Equals(item, others.Current)) return false;
        }

        return true;
    }

    private bool SameMembers(JsonElement x, JsonElement y)
    {
        // Mostly both have them in the same order; then nothing has to be sorted.
        var others = y.EnumerateObject();
        var same = true;
        foreach (var member in x.EnumerateObject())
        {
            if (!others.MoveNext() || !work.Spend(1)) return false;
            same = JsonName.Span(member).SequenceEqual(JsonName.Span(others.Current));
            if (!same) break;
            if (!Equals(member.Value, others.Current.Value)) return false;
        }

        if (same) return true;
        var (left, right) = (Sorted(x), Sorted(y));
        for (var i = 0; i < left.Length; i++)
        {
            if (!work.Spend(1) || !left[i].Name.AsSpan().SequenceEqual(right[i].Name) || !Equals(left[i].Value, right[i].Value)) return false;
        }

        return true;
    }

    private (byte[] Name, JsonElement Value)[] Sorted(JsonElement value)
    {
        work.Spend(JsonMarshal.GetRawUtf8Value(value).Length / 8);
        return [.. value.EnumerateObject().Select(member => (Name: JsonName.Of(member), member.Value))
            .OrderBy(member => member.Name, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))];
    }

    // Deep levels are left out, so that hashing needs no stack to speak of. What collides there is compared, and that is paid for.
    public int GetHashCode(JsonElement obj)
    {
        work.Spend(1 + (JsonMarshal.GetRawUtf8Value(obj).Length / 32));
        return Hash(obj, HashedLevels);
    }

    private static int Hash(JsonElement value, int levels)
    {
        var hash = default(HashCode);
        hash.Add(value.ValueKind);
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                JsonNumber.Of(value).AddTo(ref hash);
                break;
            case JsonValueKind.String:
                hash.AddBytes(JsonString.Unescape(JsonString.Inner(value)));
                break;
            case JsonValueKind.Array when levels > 0:
                foreach (var item in value.EnumerateArray()) hash.Add(Hash(item, levels - 1));
                break;
            case JsonValueKind.Object when levels > 0:
                var sum = 0;
                foreach (var member in value.EnumerateObject())
                {
                    var one = default(HashCode);
                    one.AddBytes(JsonName.Span(member));
                    one.Add(Hash(member.Value, levels - 1));
                    sum += one.ToHashCode();
                }

                hash.Add(sum);
                break;
        }

        return hash.ToHashCode();
    }
}
