using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Micro;
using RawMcp.Mcp;
using RawMcp.Schema;
using RawMcp.WireDictionary;

namespace Benchmarks.Roles;

/// <summary>
/// What the dictionary costs a process that has just started, and a list of 350 tools held against it: for the native build, where
/// BenchmarkDotNet cannot go. <c>schema [REVISION]</c>.
/// </summary>
internal static class SchemaRole
{
    private const int Rounds = 200;

    public static int Run(ReadOnlySpan<string> words)
    {
        var revision = words is [var date] ? Revision.Find(date)! : Revision.V20251125;
        var clock = Stopwatch.StartNew();
        var count = Vocabulary.Of(revision).Concepts.Count();
        Say($"load {revision}, {count} concepts: first time in this process", clock.Elapsed.TotalMilliseconds);

        clock.Restart();
        var text = Vocabulary.Of(revision).ResultSchema("tools/list");
        if (!JsonSchema.TryCompile(text, null, out var schema, out var problem)) throw new InvalidOperationException(problem.ToString());
        Say("tools/list.result: projected and compiled, first time", clock.Elapsed.TotalMilliseconds);

        clock.Restart();
        var whole = Vocabulary.Of(revision).WholeSchema();
        Say($"the whole revision as one schema, {whole.Utf8.Length} bytes", clock.Elapsed.TotalMilliseconds);

        var bytes = ToolList.Result();
        clock.Restart();
        var first = schema.Evaluate(JsonElement.Parse(bytes.Utf8.Span));
        Say($"{ToolList.Tools} tools, {bytes.Utf8.Length} bytes: parsed and evaluated, first time ({(first.IsValid ? "valid" : "not valid")})", clock.Elapsed.TotalMilliseconds);

        var list = JsonElement.Parse(bytes.Utf8.Span);
        Median("the same again, verdict alone", () => schema.IsValid(list));
        Median("the same again, all that is said of it", () => schema.Evaluate(list).IsValid);
        Median("the same again, verdict from the bytes on", () => bytes.TryParse(out var json) && schema.IsValid(json));
        return 0;
    }

    private static void Median(string what, Func<bool> work)
    {
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        Say($"{what}, median of {Rounds}", times[Rounds / 2]);
    }

    private static void Say(string what, double milliseconds) =>
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds,8:0.000} ms  {what}"));
}
