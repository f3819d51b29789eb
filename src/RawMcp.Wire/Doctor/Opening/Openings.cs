using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>MT402: requests before the handshake was done.</summary>
internal static class Openings
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        var session = facts.Session;
        if (session.IsModern || facts.Lacks(Pipe.Stdin) || facts.Lacks(Pipe.Stdout)) yield break;

        // Where no handshake was ever begun, only the server's word says that one was wanted.
        var opened = session.Initialized?.LastByte ?? long.MaxValue;
        var early = facts.Calls.OfClient.Where(call => call.Request.LastByte < opened && call.Method is not (Methods.Initialize or Methods.Ping or Methods.Discover) && session.RevisionOf(call) is not { Era: Era.Modern })
            .Take(DoctorLimits.FramesRead).ToList();
        if (early.Count == 0) yield break;
        var refused = early.Where(call => Session.Refusal(call) is not null and not JsonRpc.JsonRpcErrors.MethodNotFound && SaysSo(facts, call)).ToList();
        var died = facts.Life.ServerLeftFirst && early.Exists(facts.Calls.IsOpen) && facts.Life.ServerLeft!.Time - early[0].Request.LastByte < DoctorLimits.Effect.Nanoseconds();
        var before = session.Initialize is null ? "initialize" : session.Initialize.Response is { } answer && early[0].Request.LastByte > answer.LastByte ? "notifications/initialized" : "the answer to initialize";
        if (refused.Count > 0 || died)
        {
            var first = refused.Count > 0 ? refused[0] : early.First(facts.Calls.IsOpen);
            yield return new Finding(Faults.TooEarly, Severity.Error,
                $"The client sent {Calls.Name(first)} before {before}, and the server "
                    + $"{(refused.Count > 0 ? $"refused it (error {Session.Refusal(first)})" : facts.Life.Ended)}.",
                [facts.Show(first.Request), .. first.Response is { } refusal ? [facts.Show(refusal)] : Array.Empty<Evidence>(), .. session.Initialize is { } it ? [facts.Show(it.Request)] : Array.Empty<Evidence>()],
                "In the client, wait for the answer to initialize, send notifications/initialized, and only then the first "
                    + "request. A proxy must not start a new server process in the middle of a session.");
        }
        else if (session.Initialize is { } initialize && before != "notifications/initialized")
        {
            yield return new Finding(Faults.TooEarly, Severity.Info,
                $"The client sent {Calls.Name(early[0])} before {before}; this server took it, others refuse it.",
                [facts.Show(early[0].Request), facts.Show(initialize.Request)], "In the client, wait for the answer to initialize, send notifications/initialized, and only then the first request.");
        }
    }

    // -32600 and -32602 have other reasons too: the message must speak of the opening.
    private static bool SaysSo(Facts facts, IndexedCall call) =>
        facts.Response(call) is JsonRpc.Message.Failure failure
        && (failure.Text.Contains("initiali", StringComparison.OrdinalIgnoreCase) || (failure.Code is JsonRpc.JsonRpcErrors.InvalidParams or JsonRpc.JsonRpcErrors.InvalidRequest or 0 && facts.Session.Initialized is null && call.Method == Methods.ListTools));
}
