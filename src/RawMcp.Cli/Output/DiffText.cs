using System.Globalization;
using RawMcp.JsonRpc;
using RawMcp.Wire;

namespace RawMcp.Cli.Output;

/// <summary>A comparison as text: <c>+</c> for what only the second has, <c>-</c> for what only the first has, <c>~</c> for what differs.</summary>
internal sealed class DiffText(CaptureDiff diff, string a, string b)
{
    private const int Shown = 72;

    public void Write(TextWriter to)
    {
        to.WriteLine($"A  {About(diff.A, a)}");
        to.WriteLine($"B  {About(diff.B, b)}");
        if (diff.Opening.Count > 0) Section(to, "Opening");
        Changes(to, diff.Opening, "  ");
        Tools(to);
        Calls(to);
        if (diff.OtherTimes.Count > 0) Section(to, "Times (no difference in what was said)");
        foreach (var pair in diff.OtherTimes) to.WriteLine($"  ~ {Name(pair.A)} (#{pair.A.Request.Number} and #{pair.B.Request.Number}): {Took(pair.A)} → {Took(pair.B)}");
        if (diff.IsSame) to.WriteLine($"\nNo difference in {Count(diff.SameCalls, "call")}{(diff.SameTools is { } tools ? $" and {Count(tools, "tool")}" : "")}.");
    }

    private static string About(DiffSide side, string path)
    {
        var parts = new List<string> { Plain.Line(path), Count(side.FrameCount, "frame"), Count(side.CallCount, "call") };
        if (side.Opening.Text("era") is { Length: > 0 } era) parts.Add(era);
        if (side.Opening.Text("revision") is { } revision) parts.Add(Plain.Line(Short(revision)));
        if (side.Opening.TryGetMember("server", out var server) && server.Text("name") is { } name) parts.Add(Plain.Line(Short($"{name} {server.Text("version")}".Trim())));
        return string.Join(", ", parts);
    }

    private void Tools(TextWriter to)
    {
        var different = diff.AddedTools.Count + diff.RemovedTools.Count + diff.ChangedTools.Count;
        if (diff.SameTools is not { } same)
        {
            if (diff.A.Tools is null != diff.B.Tools is null) Section(to, $"Tools: not compared, there is no answered tools/list in {(diff.A.Tools is null ? "A" : "B")}");
            return;
        }

        if (different > 0) Section(to, $"Tools ({same} the same)");
        foreach (var name in diff.RemovedTools) to.WriteLine($"  - {Plain.Line(Short(name))}");
        foreach (var name in diff.AddedTools) to.WriteLine($"  + {Plain.Line(Short(name))}");
        foreach (var tool in diff.ChangedTools)
        {
            to.WriteLine($"  ~ {Plain.Line(Short(tool.Name))}");
            Changes(to, tool.Changes, "      ");
        }
    }

    private void Calls(TextWriter to)
    {
        if (diff.ChangedCalls.Count + diff.OnlyA.Count + diff.OnlyB.Count > 0) Section(to, $"Calls ({diff.SameCalls} the same)");
        foreach (var pair in diff.ChangedCalls)
        {
            var outcome = pair.OutcomeA.Name == pair.OutcomeB.Name ? $"another {pair.OutcomeA.Name}" : $"{pair.OutcomeA.Name} → {pair.OutcomeB.Name}";
            to.WriteLine($"  ~ {Name(pair.A)} (#{pair.A.Request.Number} and #{pair.B.Request.Number}): {outcome}, {Took(pair.A)} → {Took(pair.B)}");
            Changes(to, pair.Changes, "      ");
        }

        foreach (var call in diff.OnlyA) to.WriteLine($"  - {Name(call)} (#{call.Request.Number}), only in A");
        foreach (var call in diff.OnlyB) to.WriteLine($"  + {Name(call)} (#{call.Request.Number}), only in B");
    }

    private static void Changes(TextWriter to, JsonChanges changes, string indent)
    {
        foreach (var change in changes.Named)
        {
            var mark = change.A is null ? "+" : change.B is null ? "-" : "~";
            var value = change.A is null ? Json(change.B!) : change.B is null ? Json(change.A) : $"{Json(change.A)} → {Json(change.B)}";
            to.WriteLine($"{indent}{mark} {Plain.Line(Short(change.Path, 2 * Shown))}: {value}");
        }

        if (changes.Count > changes.Named.Count) to.WriteLine($"{indent}… and {Count(changes.Count - changes.Named.Count, "further difference")}");
    }

    private static string Json(string json) => Plain.Line(Short(json));

    private static string Short(string text, int most = Shown) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";

    private static string Name(IndexedCall call) =>
        Plain.Line(Short(call.Method)) + (call.Target is { } target ? " " + Plain.Line(Short(target)) : "") + (call.Request.Stream == Pipe.Stdout ? " from the server" : "");

    private static string Took(IndexedCall call) => call.Duration is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time / 1e6:0.0} ms") : "no end";

    private static string Count(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    private static void Section(TextWriter to, string title) => to.WriteLine("\n" + title);
}
