using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>Which members of an object, or items of an array, some subschema has looked at; for the <c>unevaluated…</c> keywords.</summary>
internal sealed class Evaluated
{
    private readonly ulong[] bits;

    private Evaluated(int count) => bits = new ulong[(count + 63) / 64];

    /// <summary>Nothing yet, for a value; null where it has neither members nor items.</summary>
    public static Evaluated? Of(JsonElement value, SchemaWork work)
    {
        var count = value.ValueKind switch
        {
            JsonValueKind.Object => value.GetPropertyCount(),
            JsonValueKind.Array => value.GetArrayLength(),
            _ => 0,
        };
        work.Spend(count / 64);
        return count > 0 ? new Evaluated(count) : null;
    }

    public bool Has(int index) => (bits[index >> 6] & (1UL << (index & 63))) != 0;

    public void Add(int index) => bits[index >> 6] |= 1UL << (index & 63);

    public void AddAll() => Array.Fill(bits, ulong.MaxValue);

    public void Add(Evaluated other)
    {
        for (var i = 0; i < bits.Length; i++) bits[i] |= other.bits[i];
    }
}
