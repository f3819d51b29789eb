using System.Globalization;

namespace RawMcp.Wire;

/// <summary>Names what went wrong in a capture. Total: any capture gives an examination.</summary>
public static class Doctor
{
    /// <summary>Examines a capture.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="capture">The capture that the index was made from; must be able to seek.</param>
    /// <param name="options">How patient to be.</param>
    public static Examination Examine(FrameIndex index, Stream capture, DoctorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(capture);
        options ??= new DoctorOptions();
        return Excerpt.Redacted(options.Redactor, () => Examined(index, capture, options));
    }

    private static Examination Examined(FrameIndex index, Stream capture, DoctorOptions options)
    {
        var recordings = Recordings.Of(index, capture, options);
        var findings = recordings.SelectMany((facts, at) => Triage.Order(Checks.All.SelectMany(check => check(facts)))
            .Select(finding => finding with { Recording = at + 1, Evidence = [.. finding.Evidence.Take(DoctorLimits.MaxEvidence)] }));
        var ordered = Triage.Sort(findings).ToList();
        var notes = Notes.Of(index, recordings).ToList();
        if (ordered.Count > DoctorLimits.MaxFindings)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"There are {ordered.Count - DoctorLimits.MaxFindings} more findings; these are the first {DoctorLimits.MaxFindings}."));
            ordered.RemoveRange(DoctorLimits.MaxFindings, ordered.Count - DoctorLimits.MaxFindings);
        }

        if (ordered.Exists(QuotesRedacted)) notes.Add("Secrets were taken out of what is quoted: [redacted:KIND] stands in their place (--no-redact leaves them in).");
        var has = recordings.Any(facts => facts.Frames.Count > 0 || facts.Life.Spawned is not null || facts.Life.SpawnFailed is not null);
        return new Examination(ordered, notes, index.Begin, has, Summary.Of(recordings));
    }

    private static bool QuotesRedacted(Finding finding) =>
        finding.Evidence.Select(one => one switch
        {
            Evidence.Frame it => it.Excerpt,
            Evidence.Stderr it => it.Line,
            Evidence.Event it => it.What,
            Evidence.Span it => it.What,
            _ => "",
        }).Append(finding.Cause).Any(text => text.Contains("[redacted:", StringComparison.Ordinal));
}
