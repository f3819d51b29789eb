using System.Numerics;

namespace RawMcp.Cli.Show;

/// <summary>
/// Many durations in little memory: a count for each of the intervals that divide every power of two into
/// <see cref="Steps"/>, so that what is read back is right to 1.6 percent, from a nanosecond to a century.
/// </summary>
internal sealed class Durations
{
    /// <summary>Intervals to a power of two.</summary>
    public const int Steps = 64;

    private const int StepBits = 6;
    private int[] counts = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The longest, exactly; 0 where there is none.</summary>
    public long Longest { get; private set; }

    /// <param name="nanoseconds">One more; a negative one, from a clock that went back, counts as 0.</param>
    public void Add(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        var place = Place(nanoseconds);
        if (place >= counts.Length) Array.Resize(ref counts, Math.Max(place + 1, 2 * counts.Length));
        counts[place]++;
        Count++;
        Longest = Math.Max(Longest, nanoseconds);
    }

    /// <summary>The duration that so many in a hundred do not exceed; null where there is none.</summary>
    /// <param name="percent">More than 0, at most 100.</param>
    public long? Percentile(double percent)
    {
        if (Count == 0) return null;
        var wanted = (long)Math.Ceiling(Count * percent / 100);
        for (var place = 0; place < counts.Length; place++)
        {
            wanted -= counts[place];
            if (wanted <= 0) return Math.Min(Longest, Last(place));
        }

        return Longest;
    }

    /// <summary>How many lie in each interval between the bounds; what lies outside counts in the first or the last.</summary>
    /// <param name="bounds">Ascending; there is one interval less than bounds.</param>
    public int[] Between(IReadOnlyList<long> bounds)
    {
        var cells = new int[bounds.Count - 1];
        var cell = 0;
        for (var place = 0; place < counts.Length; place++)
        {
            while (cell < cells.Length - 1 && Last(place) >= bounds[cell + 1]) cell++;
            cells[cell] += counts[place];
        }

        return cells;
    }

    private static int Place(long value)
    {
        if (value < Steps) return (int)value;
        var shift = BitOperations.Log2((ulong)value) - StepBits;
        return ((shift + 1) * Steps) + (int)(value >> shift) - Steps;
    }

    /// <summary>The longest duration that is counted in that place.</summary>
    private static long Last(int place)
    {
        if (place < Steps) return place;
        var shift = (place / Steps) - 1;
        return ((long)((place % Steps) + Steps + 1) << shift) - 1;
    }
}
