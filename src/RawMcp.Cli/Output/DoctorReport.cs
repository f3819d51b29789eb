using System.Globalization;
using RawMcp.Wire;

namespace RawMcp.Cli.Output;

/// <summary>An examination for people: the verdict on the first line, then each finding with what proves it and what to do.</summary>
internal sealed class DoctorReport(Examination examination, TextWriter to)
{
    private const int Width = 100;

    public void Write()
    {
        to.WriteLine(Verdict);
        foreach (var finding in examination.Findings) Write(finding);
        if (examination.Notes.Count > 0) to.WriteLine();
        foreach (var note in examination.Notes) Paragraph("note: ", note);
    }

    private string Verdict
    {
        get
        {
            if (!examination.HasSession) return "Nothing can be judged: the capture holds no session.";
            if (examination.Findings is not [var first, ..]) return $"No fault found. {Plain.Line(examination.Summary)}";
            string[] counts = [Count(Severity.Error, "error"), Count(Severity.Warning, "warning"), Count(Severity.Info, "remark")];
            return $"{first.Code}: {Plain.Line(first.Cause)} ({string.Join(", ", counts.Where(count => count.Length > 0))})";
        }
    }

    private string Count(Severity severity, string word)
    {
        var count = examination.Findings.Count(finding => finding.Severity == severity);
        return count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");
    }

    private void Write(Finding finding)
    {
        to.WriteLine();
        var recording = examination.Findings.Any(other => other.Recording > 1) ? string.Create(CultureInfo.InvariantCulture, $" (recording {finding.Recording})") : "";
        to.WriteLine($"{finding.Severity.ToString().ToLowerInvariant()} {finding.Code} {finding.Title}{recording}");
        Paragraph("  cause:    ", finding.Cause);
        foreach (var evidence in finding.Evidence) to.WriteLine($"  evidence: {Plain.Line(Line(evidence))}");
        Paragraph("  do:       ", finding.Remedy);
        to.WriteLine($"  more:     {string.Join(", ", finding.ReadMore)}");
    }

    private string Line(Evidence evidence) => evidence switch
    {
        Evidence.Frame it => string.Create(CultureInfo.InvariantCulture, $"{Clock(it.Time)} frame {it.Number}, {it.Stream.Name()} from byte {it.Offset}, {it.Length} bytes: {it.Excerpt}"),
        Evidence.Stderr it => string.Create(CultureInfo.InvariantCulture, $"{Clock(it.Time)} stderr, line {it.Number}, byte {it.Offset}: {it.Line}"),
        Evidence.Exit { Code: { } code } it => string.Create(CultureInfo.InvariantCulture, $"{Clock(it.Time)} exit code {code}"),
        Evidence.Exit it => $"{Clock(it.Time)} ended by {it.Signal}",
        Evidence.Event it => $"{Clock(it.Time)} {it.What}",
        Evidence.Span it => string.Create(CultureInfo.InvariantCulture, $"{Clock(it.Time)} until {Clock(it.Until).Trim()}, {(it.Until - it.Time) / 1e9:0.000} s: {it.What}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string Clock(long time) => string.Create(CultureInfo.InvariantCulture, $"{(time - examination.Begin) / 1e9:0.000000} s");

    // Long sentences on lines of a width that a terminal has; no word is cut.
    private void Paragraph(string head, string text)
    {
        var line = head;
        foreach (var word in Plain.Line(text).Split(' '))
        {
            if (line.Length + word.Length > Width && line.Length > head.Length)
            {
                to.WriteLine(line.TrimEnd());
                line = new string(' ', head.Length);
            }

            line += word + " ";
        }

        to.WriteLine(line.TrimEnd());
    }
}
