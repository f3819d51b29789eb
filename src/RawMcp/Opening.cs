using RawMcp.Connections;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp;

/// <summary>What a connection is once it is open.</summary>
internal sealed record Opened(Link Link, Revision Revision, ServerCapabilities Capabilities, Implementation? Server, string? Instructions);

/// <summary>
/// Opens a connection in whichever era the server speaks. <see cref="EraProbe"/> decides; this does what it decided.
/// </summary>
/// <param name="start">Starts the server; once more when it exits on the probe.</param>
/// <param name="options">What the client was told.</param>
/// <param name="cancellation">Gives up.</param>
internal sealed class Opening(Func<Link> start, McpClientOptions options, CancellationToken cancellation)
{
    private int starts;

    public async Task<Opened> RunAsync()
    {
        var link = Start();
        try
        {
            return options.Era == EraChoice.Legacy
                ? await InitializeAsync(link, probe: null).ConfigureAwait(false)
                : await ProbeAsync(link).ConfigureAwait(false);
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Link Start()
    {
        starts++;
        return start();
    }

    private async Task<Opened> ProbeAsync(Link link)
    {
        var probe = link.Driver.CallAsync(Methods.Discover, _ => Meta(Revision.Latest).AsParams(Revision.Latest), options.OpenTimeout, cancellation);
        if (options.Era == EraChoice.Modern) await probe.ConfigureAwait(false);
        else await Task.WhenAny(probe, Task.Delay(options.ProbeTimeout, options.Driver.Time, cancellation)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();

        ProbeEvidence evidence = probe.IsCompleted ? new ProbeEvidence.Answered(await probe.ConfigureAwait(false)) : new ProbeEvidence.Silent();
        if (evidence is ProbeEvidence.Answered { Outcome: Outcome.Garbled } garbled) options.OnOdd?.Invoke(Failures.Odd(Methods.Discover, garbled.Outcome));
        var decision = EraProbe.Decide(evidence);
        if (options.Era == EraChoice.Modern && decision is ProbeDecision.Initialize)
        {
            var outcome = await probe.ConfigureAwait(false);
            if (outcome is Outcome.TimedOut or Outcome.Lost) throw Failures.Of(link, Methods.Discover, outcome, cancellation);
            var why = outcome is Outcome.Returned ? null : Failures.Sentence(Methods.Discover, outcome);
            throw Failures.Protocol(link, $"The server does not speak the modern era: {why ?? "its answer to server/discover names no modern revision"}. Try the legacy era.");
        }

        switch (decision)
        {
            case ProbeDecision.GoModern { Discovered: { } discovered } modern:
                return Modern(link, modern.Revision, discovered);
            case ProbeDecision.GoModern modern:
                return await DiscoverAgainAsync(link, modern.Revision).ConfigureAwait(false);
            case ProbeDecision.GiveUp giveUp:
                throw Failures.Protocol(link, $"No common revision: {giveUp.Reason}.");
            case ProbeDecision.Initialize { FreshProcess: true } when !link.CanStartAgain:
                throw Failures.Of(link, Methods.Discover, await probe.ConfigureAwait(false), cancellation);
            case ProbeDecision.Initialize { FreshProcess: true }:
                await link.DisposeAsync().ConfigureAwait(false);
                return await InitializeFreshAsync().ConfigureAwait(false);
            default:
                return await InitializeAsync(link, probe.IsCompleted ? null : probe).ConfigureAwait(false);
        }
    }

    private async Task<Opened> InitializeFreshAsync()
    {
        var link = Start();
        try
        {
            return await InitializeAsync(link, probe: null).ConfigureAwait(false);
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Opened> DiscoverAgainAsync(Link link, Revision revision)
    {
        var outcome = await link.Driver.CallAsync(Methods.Discover, _ => Meta(revision).AsParams(revision), options.OpenTimeout, cancellation).ConfigureAwait(false);
        if (outcome is not Outcome.Returned returned) throw Failures.Of(link, Methods.Discover, outcome, cancellation);
        var discovered = DiscoverResult.Read(returned.Value);
        return discovered.Value is { } value
            ? Modern(link, revision, value)
            : throw Failures.Protocol(link, $"The answer to server/discover cannot be used: {discovered.Problem}.");
    }

    private static Opened Modern(Link link, Revision revision, DiscoverResult discovered)
    {
        link.Era = Era.Modern;
        return new Opened(link, revision, discovered.Capabilities, discovered.ServerInfo, discovered.Instructions);
    }

    /// <param name="link">The connection.</param>
    /// <param name="probe">A probe the server has not answered yet: it may only be slow to start, and modern after all.</param>
    private async Task<Opened> InitializeAsync(Link link, Task<Outcome>? probe)
    {
        var wanted = options.LegacyRevision;
        var hello = new InitializeParams(wanted.Text, RawJson.EmptyObject, options.ClientInfo);
        var outcome = await link.Driver.CallAsync(Methods.Initialize, _ => hello.Write(wanted), options.OpenTimeout, cancellation).ConfigureAwait(false);
        if (outcome is Outcome.Refused && probe is { IsCompletedSuccessfully: true } late
            && EraProbe.Decide(new ProbeEvidence.Answered(await late.ConfigureAwait(false))) is ProbeDecision.GoModern { Discovered: { } discovered } modern)
        {
            return Modern(link, modern.Revision, discovered);
        }

        if (outcome is not Outcome.Returned returned) throw Failures.Of(link, Methods.Initialize, outcome, cancellation, starts);
        var answer = InitializeResult.Read(returned.Value);
        if (answer.Value is not { } result) throw Failures.Protocol(link, $"The answer to initialize cannot be used: {answer.Problem}.");
        if (Revision.Find(result.ProtocolVersion) is not { Era: Era.Legacy } revision)
        {
            throw Failures.Protocol(link, $"The server answered initialize with revision '{result.ProtocolVersion}', which this client does not speak; it asked for {wanted}.");
        }

        link.Era = Era.Legacy;
        link.TakesBatches = revision.HasBatches;
        link.Driver.Notify(Methods.Initialized, default);
        return new Opened(link, revision, result.Capabilities, result.ServerInfo, result.Instructions);
    }

    private RequestMeta Meta(Revision revision) => new()
    {
        ProtocolVersion = revision.Text,
        ClientCapabilities = RawJson.EmptyObject,
        ClientInfo = options.ClientInfo,
    };
}
