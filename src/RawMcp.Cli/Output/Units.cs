using System.Globalization;

namespace RawMcp.Cli.Output;

/// <summary>Durations and sizes as people read them: three digits that count, and the unit.</summary>
internal static class Units
{
    /// <param name="nanoseconds">How long.</param>
    public static string Time(long nanoseconds) => Math.Abs(nanoseconds) switch
    {
        < 1_000_000 => Number(nanoseconds / 1e3) + " µs",
        < 1_000_000_000 => Number(nanoseconds / 1e6) + " ms",
        _ => Number(nanoseconds / 1e9) + " s",
    };

    /// <param name="bytes">How many.</param>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => bytes.ToString(CultureInfo.InvariantCulture) + " B",
        < 1024 * 1024 => Number(bytes / 1024.0) + " KiB",
        < 1024L * 1024 * 1024 => Number(bytes / (1024.0 * 1024)) + " MiB",
        _ => Number(bytes / (1024.0 * 1024 * 1024)) + " GiB",
    };

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 99.95 ? "0" : Math.Abs(value) >= 9.995 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
