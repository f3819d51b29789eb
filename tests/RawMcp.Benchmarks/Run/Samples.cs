namespace Benchmarks.Run;

/// <summary>What was measured, by row of the table, measure and round. A ratio is taken within a round and its median over the rounds.</summary>
internal sealed class Samples
{
    private readonly Dictionary<(string Row, Measure Measure), SortedDictionary<int, double>> values = [];

    public void Add(string row, Measure measure, int round, double value)
    {
        if (value < 0) return; // a figure that this peer cannot give
        if (!values.TryGetValue((row, measure), out var rounds)) values[(row, measure)] = rounds = [];
        rounds[round] = value;
    }

    public IEnumerable<(string Row, Measure Measure, IReadOnlyCollection<double> Values)> All =>
        values.Select(entry => (entry.Key.Row, entry.Key.Measure, (IReadOnlyCollection<double>)entry.Value.Values));

    /// <summary>The median over the rounds; null where nothing was measured.</summary>
    public double? Median(string row, Measure measure) => values.TryGetValue((row, measure), out var rounds) ? MedianOf(rounds.Values) : null;

    /// <summary>The median over the rounds of one figure divided by another of the same round.</summary>
    public double? Ratio(string row, string toRow, Measure measure) => Ratio((row, measure), (toRow, measure));

    /// <inheritdoc cref="Ratio(string, string, Measure)"/>
    public double? Ratio((string Row, Measure Measure) of, (string Row, Measure Measure) to)
    {
        if (!values.TryGetValue(of, out var above) || !values.TryGetValue(to, out var below)) return null;
        var ratios = above.Where(entry => below.ContainsKey(entry.Key)).Select(entry => entry.Value / below[entry.Key]).ToList();
        return ratios.Count == 0 ? null : MedianOf(ratios);
    }

    private static double MedianOf(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>What is measured.</summary>
internal enum Measure
{
    EchoMedianMicroseconds,
    EchoP99Microseconds,
    CallsPerSecond64InFlight,
    Result10MbMilliseconds,
    StartUpMilliseconds,
    ClientBytesPerCall,
    ServerBytesPerCall,
    ClientPeakBytes,
    ServerPeakBytes,
    LargeFrameMilliseconds,
    TwiceLargeFrameMilliseconds,
    LargeFrameClientPeakBytes,
    LargeFrameServerPeakBytes,
    FramingGigabytesPerSecond,
}
