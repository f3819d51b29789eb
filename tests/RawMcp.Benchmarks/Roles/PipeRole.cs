using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Roles;

/// <summary>
/// The two ends of a chain of pipes, which know nothing but lines and bytes: what stands between them is what is measured.
/// <c>client COMMAND…</c>, <c>mirror</c>, <c>pour BYTES</c>, <c>drain</c>.
/// </summary>
internal static class PipeRole
{
    private const int LineBytes = 4096;

    // What a stream is made of: notifications, a line each.
    private static readonly byte[] Lines = [.. Enumerable.Repeat(Line(LineBytes), 64).SelectMany(line => line)];

    private static readonly byte[] Buffer = GC.AllocateUninitializedArray<byte>(256 * 1024);

    public static int Run(ReadOnlySpan<string> words)
    {
        switch (words)
        {
            case ["client", var file, .. var arguments]:
                Lead(file, arguments.ToArray());
                return 0;
            case ["mirror"]:
                Mirror();
                return 0;
            case ["pour", var bytes]:
                using (var output = Console.OpenStandardOutput()) Pour(output, Number(bytes));
                return 0;
            case ["drain"]:
                using (var input = Console.OpenStandardInput()) Console.WriteLine(Drain(input));
                return 0;
            default:
                return 2;
        }
    }

    /// <summary>Starts the chain and obeys: <c>ping BYTES COUNT</c>, <c>pour BYTES</c> into it, <c>drain</c> what comes out of it.</summary>
    private static void Lead(string file, string[] arguments)
    {
        using var chain = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var (to, from) = (chain.StandardInput.BaseStream, chain.StandardOutput.BaseStream);
        Say(("ready", 1));
        while (Console.ReadLine()?.Split(' ') is { } words)
        {
            var start = Stopwatch.GetTimestamp();
            switch (words)
            {
                case ["ping", var bytes, var count]:
                    Ping(to, from, (int)Number(bytes), (int)Number(count));
                    break;
                case ["pour", var bytes]:
                    Pour(to, Number(bytes));
                    to.Close();
                    Drain(from); // the other end says how much it was, and leaves
                    Say(("seconds", Stopwatch.GetElapsedTime(start).TotalSeconds));
                    break;
                case ["drain"]:
                    Say(("bytes", Drain(from)), ("seconds", Stopwatch.GetElapsedTime(start).TotalSeconds));
                    break;
            }
        }

        to.Close();
        chain.WaitForExit();
    }

    private static void Ping(Stream to, Stream from, int bytes, int count)
    {
        var line = Line(bytes);
        var took = new long[count];
        for (var i = -Math.Max(1, count / 10); i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            to.Write(line);
            to.Flush();
            for (var left = bytes; left > 0;)
            {
                var got = from.Read(Buffer, 0, Math.Min(left, Buffer.Length));
                if (got == 0) throw new EndOfStreamException("The other end left.");
                left -= got;
            }

            if (i >= 0) took[i] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(took);
        Say(("p50", Microseconds(took[count / 2])), ("p99", Microseconds(took[count * 99 / 100])));
    }

    private static void Mirror()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        var held = 0;
        while (input.Read(Buffer, held, Buffer.Length - held) is > 0 and var got)
        {
            held += got;
            if (Buffer[held - 1] != '\n') continue;
            output.Write(Buffer, 0, held);
            output.Flush();
            held = 0;
        }
    }

    private static void Pour(Stream to, long bytes)
    {
        for (var left = bytes; left > 0; left -= Math.Min(left, Lines.Length)) to.Write(Lines, 0, (int)Math.Min(left, Lines.Length));
        to.Flush();
    }

    private static long Drain(Stream from)
    {
        var all = 0L;
        while (from.Read(Buffer) is > 0 and var got) all += got;
        return all;
    }

    private static byte[] Line(int bytes)
    {
        const string before = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\"", after = "\"}}\n";
        return System.Text.Encoding.ASCII.GetBytes(before + new string('x', bytes - before.Length - after.Length) + after);
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    private static void Say(params (string Name, double Value)[] figures) =>
        Console.WriteLine("{" + string.Join(",", figures.Select(f => string.Create(CultureInfo.InvariantCulture, $"\"{f.Name}\":{f.Value:0.######}"))) + "}");
}
