using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>MT401: client and server found no revision that both speak.</summary>
internal static class Versions
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        var session = facts.Session;
        if (session.Initialize is { Response: { } answer } initialize)
        {
            if (Handshake(facts, initialize, answer) is { } handshake) yield return handshake;
        }
        else if (session.Discover is { Response: { } refusal } discover && session.Initialize is null && Session.Refusal(discover) is JsonRpcErrors.MethodNotFound
            && !facts.ClientWentOn(refusal.LastByte) && facts.Life.HostLeftFirst)
        {
            yield return new Finding(Faults.Version, Severity.Error,
                "The client speaks only 2026-07-28 (it asked server/discover and no more), and the server does not know that "
                    + "method: it speaks only revisions with the initialize handshake.",
                [facts.Show(discover.Request), facts.Show(refusal)], "Take a newer version of the server, or a client that falls back to initialize when server/discover is refused.");
        }
        else if (session.First is { Method: Methods.Discover, Response: null } only && facts.Life.ServerLeftFirst && facts.NeverAnswered && SaysInitialize(facts) is { } line)
        {
            yield return new Finding(Faults.Version, Severity.Error,
                $"The server {facts.Life.Ended} at server/discover, because it speaks only revisions that begin with initialize: "
                    + $"{Excerpt.Of(line.Text.Trim())}.",
                [facts.Show(only.Request), facts.Show(line.Frame), .. facts.Life.Exit is { } exit ? [exit] : Array.Empty<Evidence>()],
                "Take a newer version of the server; or have the client begin with initialize, or start the server again and do so when it exits.");
        }

        if (Unsupported(facts) is { } unsupported) yield return unsupported;
    }

    private static Finding? Handshake(Facts facts, IndexedCall initialize, IndexedFrame answer)
    {
        var session = facts.Session;
        List<Evidence> evidence = [facts.Show(initialize.Request), facts.Show(answer)];
        var asked = Excerpt.Of(session.Requested ?? "no revision");
        if (facts.Response(initialize) is Message.Failure failure && failure.Code != ErrorCodes.UnsupportedProtocolVersion)
        {
            var isModernOnly = failure.Code == JsonRpcErrors.MethodNotFound;
            if (facts.ClientWentOn(answer.LastByte) || (!isModernOnly && !failure.Text.Contains("version", StringComparison.OrdinalIgnoreCase))) return null;
            return new Finding(Faults.Version, Severity.Error,
                isModernOnly
                    ? "The server does not know initialize: it speaks only 2026-07-28, which has no handshake, and the client only revisions with one."
                    : $"The server refused the revision {asked} that the client asked for: {Excerpt.Of(failure.Text)} (error {failure.Code}).",
                evidence, "Update the older of the two; or configure a revision that both speak, where one of them lets you.");
        }

        if (session.Returned is not { } returned || returned == session.Requested || facts.ClientWentOn(answer.LastByte)) return null;
        var until = facts.Life.HostLeft?.Time ?? facts.Until;
        if (!facts.Life.HostLeftFirst && until - answer.LastByte < facts.Options.HungCall.Nanoseconds()) return null;
        return new Finding(Faults.Version, Severity.Error,
            $"The client asked for revision {asked}, the server answered with {Excerpt.Of(returned)}, and the client then "
                + $"{(facts.Life.HostLeftFirst ? "left without a word" : "said nothing any more")}: it does not speak that revision.",
            [.. evidence, new Evidence.Span(answer.LastByte, until, "the client sent nothing more")],
            $"Take a version of the server that speaks {asked}, or a version of the client that speaks {Excerpt.Of(returned)}. A "
                + "server should answer with the revision that was asked for if it knows it, and else with its latest.");
    }

    private static Finding? Unsupported(Facts facts)
    {
        var refused = facts.Calls.OfClient.Where(call => Session.Refusal(call) == ErrorCodes.UnsupportedProtocolVersion).Take(DoctorLimits.FramesRead).ToList();

        // A client that tries the newest first and then another does what it should.
        if (refused is not [.., var last] || facts.Calls.OfClient.Any(call => call.Request.LastByte > last.Response!.LastByte && call.Response is not null && Session.Refusal(call) is null)) return null;
        var failure = facts.Response(last) as Message.Failure;
        var supported = failure is null ? "" : Supported(failure.Data);
        return new Finding(Faults.Version, Severity.Error,
            "The server refused revision "
                + $"{Excerpt.Of(facts.Session.RevisionOf(last)?.Text ?? facts.Session.Requested ?? "of the request")} (error "
                + $"{ErrorCodes.UnsupportedProtocolVersion}){(supported.Length > 0 ? $"; it speaks {supported}" : "")}, and the client "
                + "found no other.",
            [facts.Show(last.Request), facts.Show(last.Response!)],
            "Send one of the revisions in data.supported, or take a version of the server that speaks the client's.");
    }

    private static string Supported(RawJson data)
    {
        var names = new List<string>();
        var elements = new ElementReader(data.Find("supported"u8));
        while (elements.Read() && names.Count < 10)
        {
            if (elements.Value.Text() is { } name) names.Add(Excerpt.Of(name));
        }

        return string.Join(", ", names);
    }

    private static StderrText.Line? SaysInitialize(Facts facts) => facts.Stderr.Lines.FirstOrDefault(line => line.Has("initialize"));
}
