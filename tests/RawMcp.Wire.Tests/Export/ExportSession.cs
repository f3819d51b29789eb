using System.Globalization;
using System.Text;
using System.Text.Json;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>A capture made for a test, and what becomes of it in each form.</summary>
internal sealed class ExportSession : IDisposable
{
    private readonly MemoryStream file = new();
    private ulong now = 1_700_000_000_000_000_000;

    public ExportSession() => file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);

    public static IReadOnlyDictionary<string, Func<ExportSource, Stream, int>> Forms { get; } = new Dictionary<string, Func<ExportSource, Stream, int>>
    {
        ["jsonl"] = JsonLinesExport.Write,
        ["har"] = HarExport.Write,
        ["otlp-json"] = OtlpExport.Write,
    };

    public MemoryStream File => file;

    /// <summary>A chunk, 1.5 ms after the last.</summary>
    public ExportSession Chunk(Pipe stream, byte[] bytes)
    {
        now += 1_500_000;
        file.Write(PacketBlock((uint)stream, now, bytes));
        return this;
    }

    public ExportSession Line(Pipe stream, string line) => Chunk(stream, Encoding.UTF8.GetBytes(line + "\n"));

    public ExportSession Ask(string json) => Line(Pipe.Stdin, json);

    public ExportSession Answer(string json) => Line(Pipe.Stdout, json);

    /// <summary>An event; the members behind its kind and time.</summary>
    public ExportSession Event(string kind, string members = "")
    {
        now += 1_000;
        file.Write(EventBlock(string.Create(CultureInfo.InvariantCulture, $"{{\"rawmcp\":\"{kind}\",\"ns\":\"{now}\"{(members.Length > 0 ? "," + members : "")}}}")));
        return this;
    }

    public byte[] Export(string form, Redactor? redactor = null, string? filter = null)
    {
        file.Position = 0;
        Filter? choice = null;
        if (filter is not null) Assert.True(Filter.TryParse(filter, out choice, out var error), error?.Sentence);
        using var to = new MemoryStream();
        Forms[form](Source(redactor, choice), to);
        return to.ToArray();
    }

    public ExportSource Source(Redactor? redactor = null, Filter? filter = null)
    {
        file.Position = 0;
        return new ExportSource(FrameIndex.Read(file), file, redactor ?? new Redactor(), filter);
    }

    /// <summary>A form with one JSON value, parsed.</summary>
    public JsonElement Json(string form, Redactor? redactor = null, string? filter = null) => JsonElement.Parse(Export(form, redactor, filter));

    /// <summary>The lines of the first form, each parsed.</summary>
    public List<JsonElement> Lines(Redactor? redactor = null, string? filter = null) =>
        [.. Encoding.UTF8.GetString(Export("jsonl", redactor, filter)).TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line))];

    public void Dispose() => file.Dispose();
}
