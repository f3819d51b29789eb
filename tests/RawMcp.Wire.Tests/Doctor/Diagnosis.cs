using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>What <c>rawmcp doctor --json</c> printed, how it ended, and what it said beside.</summary>
internal sealed record Diagnosis(int ExitCode, JsonElement Root, string Errors)
{
    // Two cores: a few programs at once that mostly wait.
    private static readonly SemaphoreSlim Places = new(6);

    public List<JsonElement> Findings => [.. Root.GetProperty("findings").EnumerateArray()];

    public string Codes => string.Join(' ', Findings.Select(one => $"{one.GetProperty("code").GetString()}:{one.GetProperty("severity").GetString()}"));

    /// <summary>The findings without the times of day and the numbers of processes, which differ from run to run.</summary>
    public string Comparable => Root.GetProperty("findings").GetRawText();

    public override string ToString() => $"exit code {ExitCode}\n{Root.GetRawText()}\n{Errors}";

    public static async Task<Diagnosis> RunAsync(params string[] words)
    {
        var (code, output, errors) = await ProgramAsync([Programs.RawMcp, "doctor", .. words]);
        Assert.True(output.StartsWith('{'), $"exit code {code}, stdout: {output}, stderr: {errors}");
        return new Diagnosis(code, JsonElement.Parse(output), errors);
    }

    /// <summary>Any program to its end, its stdin closed at once.</summary>
    public static async Task<(int Code, string Output, string Errors)> ProgramAsync(string[] words)
    {
        await Places.WaitAsync();
        try
        {
            using var run = TapProcess.Run("", words);
            var (end, output, errors) = await run.FinishAsync();
            return (end.Code, System.Text.Encoding.UTF8.GetString(output), errors);
        }
        finally
        {
            Places.Release();
        }
    }

    /// <summary>The first finding's evidence, one line each: kind, frame, stream, offset, text.</summary>
    public List<string> Evidence => Findings.Count == 0 ? [] : [.. Findings[0].GetProperty("evidence").EnumerateArray().Select(Line)];

    private static string Line(JsonElement evidence)
    {
        string Text(string name) => evidence.TryGetProperty(name, out var value) ? value.ToString() : "";
        var place = evidence.TryGetProperty("stream", out _) ? $"{Text("stream")}@{Text("offset")} " : "";
        return $"{Text("kind")} {place}{Text("excerpt")}{Text("line")}{Text("what")}{Text("code")}{Text("signal")}";
    }
}
