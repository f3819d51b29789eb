using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.Connections;

public sealed class EraProbeTests
{
    [Theory]
    [InlineData("""{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{},"ttlMs":0,"cacheScope":"private"}""", "modern 2026-07-28, discovered")]
    [InlineData("""{"supportedVersions":["2025-11-25","2026-07-28","2025-06-18"],"capabilities":{}}""", "modern 2026-07-28, discovered")]
    [InlineData("""{"supportedVersions":["2030-01-01","2026-07-28"],"capabilities":{}}""", "modern 2026-07-28, discovered")]
    [InlineData("""{"supportedVersions":["2025-11-25","2024-11-05"],"capabilities":{}}""", "initialize")]
    [InlineData("""{"supportedVersions":["2030-01-01"],"capabilities":{}}""", "give up: 2030-01-01")]
    [InlineData("""{"supportedVersions":[],"capabilities":{}}""", "initialize")]
    [InlineData("""{"supportedVersions":["2026-07-28"]}""", "initialize")]
    [InlineData("""{"supportedVersions":"2026-07-28","capabilities":{}}""", "initialize")]
    [InlineData("{}", "initialize")]
    [InlineData("""{"tools":[]}""", "initialize")]
    public void Decides_by_a_result(string result, string expected) => Check(new Outcome.Returned(RawJson.From(result)), expected);

    [Theory]
    [InlineData(-32022, """{"supported":["2026-07-28"],"requested":"2030-01-01"}""", "modern 2026-07-28, not discovered")]
    [InlineData(-32022, """{"supported":["2025-11-25","2026-07-28"]}""", "modern 2026-07-28, not discovered")]
    [InlineData(-32022, """{"supported":["2025-11-25"]}""", "initialize")]
    [InlineData(-32022, """{"supported":["2030-01-01","2031-01-01"]}""", "give up: 2030-01-01, 2031-01-01")]
    [InlineData(-32022, """{"supported":[]}""", "give up: no revision at all")]
    [InlineData(-32022, """{"supported":[1]}""", "initialize")]
    [InlineData(-32022, """{"supported":"2026-07-28"}""", "initialize")]
    [InlineData(-32022, "{}", "initialize")]
    [InlineData(-32022, null, "initialize")]
    [InlineData(-32021, """{"requiredCapabilities":{"elicitation":{}}}""", "give up: {\"elicitation\":{}}")]
    [InlineData(-32021, """{"requiredCapabilities":[]}""", "initialize")]
    [InlineData(-32021, null, "initialize")]
    [InlineData(-32601, """{"supported":["2026-07-28"]}""", "initialize")]
    [InlineData(-32601, null, "initialize")]
    [InlineData(-32602, null, "initialize")]
    [InlineData(-32600, null, "initialize")]
    [InlineData(-32002, null, "initialize")]
    [InlineData(0, null, "initialize")]
    public void Decides_by_an_error(long code, string? data, string expected) =>
        Check(new Outcome.Refused(new Message.Failure(new RequestId(1), code, "m", data is null ? default : RawJson.From(data))), expected);

    [Fact]
    public void An_answer_that_is_none_counts_as_legacy() => Check(new Outcome.Garbled("no response"), "initialize");

    [Fact]
    public void A_call_that_timed_out_counts_as_silence() => Check(new Outcome.TimedOut(TimeSpan.FromSeconds(1)), "initialize");

    [Fact]
    public void A_call_that_was_lost_counts_as_an_exit() => Check(new Outcome.Lost("end of stream"), "initialize, fresh process");

    [Fact]
    public void Silence_is_legacy() => Assert.Equal("initialize", Shown(EraProbe.Decide(new ProbeEvidence.Silent())));

    [Fact]
    public void An_exit_is_legacy_and_wants_a_fresh_process() => Assert.Equal("initialize, fresh process", Shown(EraProbe.Decide(new ProbeEvidence.Exited())));

    private static void Check(Outcome outcome, string expected)
    {
        var decision = EraProbe.Decide(new ProbeEvidence.Answered(outcome));
        if (decision is not ProbeDecision.GiveUp giveUp)
        {
            Assert.Equal(expected, Shown(decision));
            return;
        }

        Assert.StartsWith("give up: ", expected, StringComparison.Ordinal);
        Assert.Contains(expected["give up: ".Length..], giveUp.Reason, StringComparison.Ordinal);
    }

    private static string Shown(ProbeDecision decision) => decision switch
    {
        ProbeDecision.GoModern modern => $"modern {modern.Revision}, {(modern.Discovered is null ? "not discovered" : "discovered")}",
        ProbeDecision.Initialize initialize => initialize.FreshProcess ? "initialize, fresh process" : "initialize",
        _ => decision.ToString(),
    };
}
