using System.Globalization;

namespace RawMcp.Wire;

/// <summary>Numbers in sentences.</summary>
internal static class Amounts
{
    public static string Time(long nanoseconds) => nanoseconds switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.000} ms"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.#} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e9:0.0} s"),
    };

    public static string Bytes(long count) => Count(count, "byte");

    public static string Count(long count, string thing, string? things = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? thing : things ?? thing + "s")}");

    public static string Times(long count) => count == 1 ? "once" : count == 2 ? "twice" : Count(count, "time");

    public static long Nanoseconds(this TimeSpan time) => time.Ticks * 100;
}
