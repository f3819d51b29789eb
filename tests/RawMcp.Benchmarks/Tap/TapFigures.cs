namespace Benchmarks.Tap;

/// <summary>Round trips of frames of one length.</summary>
internal sealed class Latency(int bytes)
{
    private readonly Dictionary<Between, List<(double P50, double P99)>> rounds = Enum.GetValues<Between>().ToDictionary(it => it, _ => new List<(double, double)>());

    public int Bytes => bytes;

    public void Add(Between between, (double P50, double P99) figures) => rounds[between].Add(figures);

    public double P50(Between between) => Median.Of(rounds[between].Select(it => it.P50));

    public double P99(Between between) => Median.Of(rounds[between].Select(it => it.P99));

    /// <summary>What one <c>cat</c> on the way costs: half of what the two of a round trip do. Of each round, and of these the median.</summary>
    public double Hop => Median.Of(rounds[Between.Nothing].Zip(rounds[Between.Cat], (direct, cat) => (cat.P50 - direct.P50) / 2));

    /// <summary>What the tap adds to a round trip, which passes it twice.</summary>
    public double Added => Median.Of(rounds[Between.Nothing].Zip(rounds[Between.Tap], (direct, tap) => tap.P50 - direct.P50));

    /// <summary>The tap against one hop, within each round.</summary>
    public double Ratio => Median.Of(Enumerable.Range(0, rounds[Between.Tap].Count).Select(i =>
        (rounds[Between.Tap][i].P50 - rounds[Between.Nothing][i].P50) / ((rounds[Between.Cat][i].P50 - rounds[Between.Nothing][i].P50) / 2)));
}

/// <summary>Streams one way.</summary>
internal sealed class Throughput(bool toServer)
{
    private readonly Dictionary<Between, List<double>> rounds = Enum.GetValues<Between>().ToDictionary(it => it, _ => new List<double>());

    public bool ToServer => toServer;

    /// <summary>Bytes that crossed and that the disk had no time for, each round.</summary>
    public List<long> NotKept { get; } = [];

    public void Add(Between between, double bytesPerSecond) => rounds[between].Add(bytesPerSecond);

    public double BytesPerSecond(Between between) => Median.Of(rounds[between]);

    public double Ratio => Median.Of(rounds[Between.Tap].Zip(rounds[Between.Cat], (tap, cat) => tap / cat));
}

internal static class Median
{
    public static double Of(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
