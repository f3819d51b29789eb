using System.Text.Json;

namespace RawMcp.JsonRpc;

/// <summary>
/// Several messages in one frame, as a JSON array. Only revision 2025-03-26 has batches, and there every receiver must take them.
/// Spec: 2025-03-26, basic/index#batching.
/// </summary>
public static class Batch
{
    /// <summary>The most messages one batch may hold: 10,000.</summary>
    public const int MaxMessages = 10_000;

    /// <summary>
    /// Splits a frame that is an array into the bytes of its elements. False when it is no array, is empty (JSON-RPC 2.0 calls
    /// that an invalid request), or has more than <see cref="MaxMessages"/> elements.
    /// </summary>
    public static bool TrySplit(ReadOnlyMemory<byte> frame, out IReadOnlyList<ReadOnlyMemory<byte>> elements)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        elements = found;
        try
        {
            var reader = new Utf8JsonReader(frame.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return false;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (found.Count == MaxMessages) return false;
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                found.Add(frame[start..(int)reader.BytesConsumed]);
            }

            return !reader.Read() && found.Count > 0; // reading on throws at what stands behind the array
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
