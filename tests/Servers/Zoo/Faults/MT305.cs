// MT305: handles one message a read: the second of a burst waits for the next input.
// Seen at DeusData/codebase-memory-mcp#98

namespace Zoo.Faults;

internal static class MT305
{
    public static readonly Specimen Specimen = new("MT305", _ =>
    {
        var honest = new Honest();
        var input = Console.OpenStandardInput();
        var chunk = new byte[65_536];
        var lines = new Queue<byte[]>();
        var rest = Array.Empty<byte>();
        while (input.Read(chunk) is > 0 and var count)
        {
            byte[] all = [.. rest, .. chunk.AsSpan(0, count)];
            while (all.AsSpan().IndexOf((byte)'\n') is >= 0 and var end)
            {
                lines.Enqueue(all[..end]);
                all = all[(end + 1)..];
            }

            rest = all;
            if (lines.TryDequeue(out var line)) honest.Receive(line);
        }

        while (lines.TryDequeue(out var line)) honest.Receive(line);
    });
}
