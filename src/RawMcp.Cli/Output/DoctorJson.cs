using System.Text.Encodings.Web;
using System.Text.Json;
using RawMcp.Wire;

namespace RawMcp.Cli.Output;

/// <summary>An examination for programs: one JSON object on one line. Times are seconds since the capture began.</summary>
internal static class DoctorJson
{
    // The default encoder spells everything that is not plain text as an escape: nothing in it can reach a terminal.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    public static void Write(Examination examination, Stream to)
    {
        using (var writer = new Utf8JsonWriter(to, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("summary", examination.Summary);
            writer.WriteStartArray("findings");
            foreach (var finding in examination.Findings) Write(writer, finding, examination.Begin);
            writer.WriteEndArray();
            Texts(writer, "notes", examination.Notes);
            writer.WriteEndObject();
        }

        to.Write("\n"u8);
        to.Flush();
    }

    private static void Write(Utf8JsonWriter writer, Finding finding, long begin)
    {
        writer.WriteStartObject();
        writer.WriteString("code", finding.Code);
        writer.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        writer.WriteString("title", finding.Title);
        writer.WriteString("cause", finding.Cause);
        writer.WriteStartArray("evidence");
        foreach (var evidence in finding.Evidence) Write(writer, evidence, begin);
        writer.WriteEndArray();
        writer.WriteString("remedy", finding.Remedy);
        Texts(writer, "readMore", finding.ReadMore);
        if (finding.Recording > 1) writer.WriteNumber("recording", finding.Recording);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Evidence evidence, long begin)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind(evidence));
        writer.WriteNumber("time", Seconds(evidence.Time, begin));
        switch (evidence)
        {
            case Evidence.Frame it:
                writer.WriteNumber("frame", it.Number);
                writer.WriteString("stream", it.Stream.Name());
                writer.WriteNumber("offset", it.Offset);
                writer.WriteNumber("length", it.Length);
                writer.WriteString("excerpt", it.Excerpt);
                break;
            case Evidence.Stderr it:
                writer.WriteNumber("frame", it.Number);
                writer.WriteNumber("offset", it.Offset);
                writer.WriteString("line", it.Line);
                break;
            case Evidence.Exit { Code: { } code }:
                writer.WriteNumber("code", code);
                break;
            case Evidence.Exit it:
                writer.WriteString("signal", it.Signal);
                break;
            case Evidence.Event it:
                writer.WriteString("what", it.What);
                break;
            case Evidence.Span it:
                writer.WriteNumber("until", Seconds(it.Until, begin));
                writer.WriteString("what", it.What);
                break;
        }

        writer.WriteEndObject();
    }

    private static string Kind(Evidence evidence) => evidence switch
    {
        Evidence.Frame => "frame",
        Evidence.Stderr => "stderr",
        Evidence.Exit => "exit",
        Evidence.Event => "event",
        Evidence.Span => "span",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static decimal Seconds(long time, long begin) => (time - (decimal)begin) / 1_000_000_000m;

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
