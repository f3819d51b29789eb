using System.CommandLine;
using RawMcp.Mcp;
using RawMcp.Wire;

namespace RawMcp.Cli.Live;

/// <summary>The options of the doctor that are times, and what follows from them for the judge, for the visitor and for the tap.</summary>
internal sealed class DoctorPatience
{
    private const double GraceMargin = 1.25; // the visitor waits longer than the judge allows, or nobody would see it

    private const int Looks = 8; // a first silence of an eighth, so that two looks lie far enough apart within the whole

    private readonly Option<double> timeout = Amount.OfSeconds("--timeout", "with a command: how long to wait for each answer", VisitLimits.Timeout.TotalSeconds);
    private readonly Option<double> patience = Amount.OfSeconds("--patience", "all the times below at once: how long a silence is before it means something", 0);
    private readonly Option<double> hung = Amount.OfSeconds("--hung", $"a call without answer or progress hangs after so long; {DoctorLimits.HungCall.TotalSeconds} where it is not given", 0);
    private readonly Option<double> grace = Amount.OfSeconds("--grace", $"how long a server may take to exit after the end of its stdin; {DoctorLimits.ExitGrace.TotalSeconds} where it is not given", 0);
    private readonly Option<string> era = new("--era")
    {
        Description = "with a command: legacy opens with initialize, modern with server/discover; auto with initialize, and with the other where that is refused",
        HelpName = "auto|legacy|modern",
        DefaultValueFactory = _ => "auto",
    };

    public DoctorPatience() => era.AcceptOnlyFromAmong("auto", "legacy", "modern");

    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[era, timeout, patience, hung, grace]) verb.Options.Add(option);
    }

    /// <summary>For the judge.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isLive">The server was visited: what was not waited for cannot hang.</param>
    public DoctorOptions Doctor(ParseResult parsed, bool isLive)
    {
        var options = new DoctorOptions
        {
            HungCall = Time(parsed, hung, DoctorLimits.HungCall),
            ExitGrace = Time(parsed, grace, DoctorLimits.ExitGrace),
            Stuck = Time(parsed, patience, DoctorLimits.Stuck),
            Silence = Time(parsed, patience, DoctorLimits.Silence),
        };
        var most = TimeSpan.FromSeconds(parsed.GetValue(timeout) * 0.9);
        return isLive && options.HungCall > most ? options with { HungCall = most } : options;
    }

    /// <summary>For the visitor.</summary>
    public VisitOptions Visit(ParseResult parsed) => new()
    {
        Era = parsed.GetValue(era) switch { "legacy" => Era.Legacy, "modern" => Era.Modern, _ => null },
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(timeout)),
        Patience = Time(parsed, patience, VisitLimits.Patience),
        ExitGrace = Time(parsed, grace, DoctorLimits.ExitGrace) * GraceMargin,
    };

    /// <summary>For the tap: several looks at the server within the shortest of these times.</summary>
    public TimeSpan FirstSilence(ParseResult parsed)
    {
        var part = Time(parsed, patience, WatchLimits.FirstSilence * Looks) / Looks;
        return part > WatchLimits.FirstSilence ? WatchLimits.FirstSilence : part < WatchLimits.LeastSilence ? WatchLimits.LeastSilence : part;
    }

    private TimeSpan Time(ParseResult parsed, Option<double> own, TimeSpan usual) =>
        parsed.GetValue(own) is > 0 and var given ? TimeSpan.FromSeconds(given)
        : parsed.GetValue(patience) is > 0 and var all ? TimeSpan.FromSeconds(all)
        : usual;
}
