using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Run;

/// <summary>The ping-pong of pingpong.c as a blocking loop in .NET, for machines without a C compiler.</summary>
internal static class BlockingPing
{
    /// <summary>Both ends: <c>ping REQUEST ANSWER COUNT</c> starts <c>pong REQUEST ANSWER</c> and prints its figures.</summary>
    public static int Run(string role, IReadOnlyList<string> words)
    {
        var (request, answer) = (Number(words[0]), Number(words[1]));
        if (role == "pong")
        {
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            while (Take(input, request)) Give(output, answer);
            return 0;
        }

        using var other = Process.Start(new ProcessStartInfo(Self.Command[0], [.. Self.Command.Skip(1), "pong", words[0], words[1]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var took = new double[Number(words[2])];
        var (to, from) = (other.StandardInput.BaseStream, other.StandardOutput.BaseStream);
        for (var i = -took.Length / 10; i < took.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Give(to, request);
            if (!Take(from, answer)) return 1;
            if (i >= 0) took[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        other.StandardInput.Close();
        other.WaitForExit();
        Array.Sort(took);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"p50":{{took[took.Length / 2]:0.###}},"p99":{{took[took.Length * 99 / 100]:0.###}}}"""));
        return 0;
    }

    private static readonly byte[] Buffer = new byte[65536];

    private static bool Take(Stream from, int bytes)
    {
        while (bytes > 0)
        {
            var got = from.Read(Buffer, 0, Math.Min(bytes, Buffer.Length));
            if (got == 0) return false;
            bytes -= got;
        }

        return true;
    }

    private static void Give(Stream to, int bytes)
    {
        for (var left = bytes; left > 0; left -= Buffer.Length) to.Write(Buffer, 0, Math.Min(left, Buffer.Length));
        to.Flush();
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
