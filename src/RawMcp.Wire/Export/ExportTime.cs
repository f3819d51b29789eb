using System.Globalization;

namespace RawMcp.Wire;

/// <summary>Times as exports write them.</summary>
internal static class ExportTime
{
    private const long Second = 1_000_000_000;

    /// <summary>RFC 3339 in UTC, with nanoseconds.</summary>
    public static string Rfc3339(long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, Second);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + Second);
        return string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-dd'T'HH:mm:ss}.{rest:D9}Z");
    }

    /// <summary>A duration in seconds.</summary>
    public static decimal Seconds(long nanoseconds) => nanoseconds / 1_000_000_000m;

    /// <summary>A duration in milliseconds, not below 0: the clock of two streams can differ by what their readers wait for each other.</summary>
    public static decimal Milliseconds(long nanoseconds) => Math.Max(0, nanoseconds) / 1_000_000m;
}
