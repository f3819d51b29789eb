using System.Globalization;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>Finds the recorded call that a live request is.</summary>
/// <param name="calls">The recorded calls, in order.</param>
/// <param name="recording">Their recording.</param>
/// <param name="ignored">Places that do not count.</param>
internal sealed class CallMatcher(IReadOnlyList<ScriptedCall> calls, Recording recording, IReadOnlyList<JsonPath> ignored)
{
    private static readonly JsonPath[] NotParameters = [JsonPath.Of("id"), JsonPath.Of("jsonrpc"), JsonPath.Of("params", "_meta")];

    private readonly Dictionary<string, Alike> plain = calls.GroupBy(call => call.Keys.Plain).ToDictionary(group => group.Key, group => new Alike([.. group]));
    private readonly Dictionary<string, Alike> loose =
        calls.Where(call => call.Keys.Loose is not null).GroupBy(call => call.Keys.Loose!).ToDictionary(group => group.Key, group => new Alike([.. group]));
    private readonly HashSet<string> methods = [.. calls.Select(call => call.Call.Method)];

    /// <summary>Whether the capture has any call of that method.</summary>
    public bool Knows(string method) => methods.Contains(method);

    /// <summary>
    /// The recorded call: of several the first that was not taken yet, the strictest match before others; when all were taken, the last again.
    /// Null where there is none.
    /// </summary>
    public ScriptedCall? Take(Message.Request request)
    {
        var keys = RequestKeys.Of(request.Method, request.Params, ignored);
        var alike = plain.GetValueOrDefault(keys.Plain) ?? (keys.Loose is null ? null : loose.GetValueOrDefault(keys.Loose));
        var taken = alike?.Take(keys.Exact);
        if (taken is not null) taken.IsUsed = true;
        return taken;
    }

    /// <summary>Whether a live request is that recorded one.</summary>
    public bool IsSame(ScriptedCall recorded, Message.Request request)
    {
        var keys = RequestKeys.Of(request.Method, request.Params, ignored);
        return keys.Plain == recorded.Keys.Plain || (keys.Loose is not null && keys.Loose == recorded.Keys.Loose);
    }

    /// <summary>What the capture has that comes nearest, as the end of a sentence; empty where it has nothing of that method.</summary>
    public string Nearest(string method, ReadOnlyMemory<byte> live)
    {
        var asked = new RawJson(live);
        var nearest = calls.Where(call => call.Call.Method == method).Take(ReplayLimits.MaxNearest)
            .Select(call => (Call: call, Differences: JsonDifference.Between(new RawJson(recording.BytesOf(call.Call.Request, call.Part)), asked, [.. NotParameters, .. ignored], out var count), Count: count))
            .OrderBy(one => one.Count)
            .FirstOrDefault();
        if (nearest.Call is null) return "";
        var places = nearest.Differences.Take(3).Select(one => $"{one.Path} is {Shown(one.Recorded)} there and {Shown(one.Now)} here");
        return string.Create(CultureInfo.InvariantCulture, $"; the nearest is frame {nearest.Call.Call.Request.Number}: {string.Join(", ", places)}");
    }

    /// <summary>A value as a sentence can hold it.</summary>
    public static string Shown(string? json) =>
        json is null ? "absent" : json.Length <= ReplayLimits.MaxShownBytes ? json : json[..ReplayLimits.MaxShownBytes] + "…";

    /// <summary>Recorded calls that are the same request.</summary>
    private sealed class Alike(ScriptedCall[] calls)
    {
        private int first; // those before it were taken

        public ScriptedCall Take(string exact)
        {
            while (first < calls.Length && calls[first].IsUsed) first++;
            return first < calls.Length
                ? calls.Skip(first).FirstOrDefault(call => !call.IsUsed && call.Keys.Exact == exact) ?? calls[first]
                : calls.LastOrDefault(call => call.Keys.Exact == exact) ?? calls[^1];
        }
    }
}
