using System.Buffers;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>A JSON writer whose output is handed on piece by piece, so that no more than a piece is in memory.</summary>
/// <param name="to">Where to; flushed by whoever owns it.</param>
internal sealed class JsonSink(Stream to) : IDisposable
{
    private const int Kept = 1024 * 1024;

    private ArrayBufferWriter<byte> buffer = new();
    private Utf8JsonWriter? writer;

    public Utf8JsonWriter Writer => writer ??= new Utf8JsonWriter(buffer, JsonText.WriterOptions);

    /// <summary>Hands on what was written so far.</summary>
    public void Pass()
    {
        Writer.Flush();
        to.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }

    /// <summary>Hands on a whole value and ends its line; what is written next is a value of its own.</summary>
    public void EndLine()
    {
        Pass();
        to.Write("\n"u8);
        if (buffer.Capacity > Kept) buffer = new ArrayBufferWriter<byte>();
        Writer.Reset(buffer);
    }

    public void Dispose() => writer?.Dispose();
}
