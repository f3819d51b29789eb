using System.Globalization;
using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli.Show;

/// <summary>Counts as a table for people, with a small histogram a row: one column is half a power of ten.</summary>
/// <param name="ascii">Draws with ASCII alone.</param>
internal sealed class StatsText(bool ascii)
{
    private const int WidestMethod = 40;

    // From 10 µs to 100 s: 10^4 … 10^11 ns in half powers.
    internal static readonly long[] Bounds = [.. Enumerable.Range(8, 15).Select(half => (long)Math.Pow(10, half / 2.0))];

    private static readonly string[] Blocks = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    private static readonly string[] Ascii = [" ", ".", ":", "-", "=", "+", "*", "#", "@"];

    /// <summary>Writes the table, the slowest calls and those in flight.</summary>
    public void Write(TextWriter to, Stats stats)
    {
        var rows = stats.Rows.ToList();
        var width = Math.Clamp(rows.Select(row => Name(row.What).Length).DefaultIfEmpty().Max(), 6, WidestMethod);
        var calls = rows.Where(row => row.IsCall).ToList();
        if (calls.Count > 0)
        {
            to.WriteLine($"   {"calls".PadRight(width)}   count in flight errors tool err.      asked   answered      p50      p95      p99  10µs..100s".Replace("µ", ascii ? "u" : "µ", StringComparison.Ordinal));
            foreach (var row in calls)
            {
                to.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Mark(row.From)}  {Name(row.What).PadRight(width)} {row.Count,7} {row.InFlight,9} {row.Errors,6} {row.ToolErrors,9} {Units.Size(row.Bytes),10} {Units.Size(row.AnswerBytes),10} {Time(row, 50),8} {Time(row, 95),8} {Time(row, 99),8}  {Bars(row.Took)}"));
            }
        }

        if (rows.Count > calls.Count)
        {
            if (calls.Count > 0) to.WriteLine();
            to.WriteLine($"   {"no answer due".PadRight(width)}   count      bytes");
            foreach (var row in rows.Where(row => !row.IsCall)) to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mark(row.From)}  {Name(row.What).PadRight(width)} {row.Count,7} {Units.Size(row.Bytes),10}"));
        }

        Calls(to, "slowest calls", stats.Slowest, call => Duration(call.Duration!.Value));
        Calls(to, $"in flight at the end{(rows.Sum(row => row.InFlight) > Stats.Named ? ", the first of them" : "")}", stats.InFlight, call => "since " + Duration(call.Request.LastByte - stats.Index.Begin));
        if (rows.Count > 0) to.WriteLine($"\n>  asked by the client   <  asked by the server   !  stderr   histogram: a column is half a power of ten, its height the share of the fullest");
    }

    private void Calls(TextWriter to, string heading, IEnumerable<IndexedCall> calls, Func<IndexedCall, string> about)
    {
        var begun = false;
        foreach (var call in calls)
        {
            if (!begun) to.WriteLine($"\n   {heading}");
            begun = true;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mark(call.Request.Stream)}  {'#' + call.Request.Number.ToString(CultureInfo.InvariantCulture),8} {about(call),14}  {Name(call.Method)}{(call.Target is { } target ? " " + Name(target) : "")} id {Plain.Line(call.Id.Json)}"));
        }
    }

    private string Bars(Durations took)
    {
        var cells = took.Between(Bounds);
        var most = Math.Max(1, cells.Max());
        var marks = ascii ? Ascii : Blocks;
        return string.Concat(cells.Select(count => marks[(int)((((long)count * 8) + most - 1) / most)]));
    }

    private string Time(StatsRow row, double percent) => row.Took.Percentile(percent) is { } time ? Duration(time) : "-";

    private string Duration(long nanoseconds) => ascii ? Units.Time(nanoseconds).Replace('µ', 'u') : Units.Time(nanoseconds);

    private string Name(string what)
    {
        what = Plain.Line(what);
        var cut = ascii ? "..." : "…";
        return what.Length > WidestMethod ? what[..(WidestMethod - cut.Length)] + cut : what;
    }

    private static char Mark(Pipe from) => from switch
    {
        Pipe.Stdin => '>',
        Pipe.Stdout => '<',
        _ => '!',
    };
}
