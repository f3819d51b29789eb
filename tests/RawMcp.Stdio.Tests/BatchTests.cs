using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Stdio.Tests;

/// <summary>An array of messages: answered with an array where the revision has batches, no message elsewhere.</summary>
public sealed class BatchTests
{
    private const string Batch =
        """[{"jsonrpc":"2.0","id":1,"method":"x"},{"jsonrpc":"2.0","method":"n"},{"jsonrpc":"2.0","id":2,"method":"y"},{"jsonrpc":"2.0","id":77,"result":{}}]""";

    [Fact]
    public async Task Its_answers_come_in_one_array_when_the_last_is_there()
    {
        await using var wired = new Wired(new ScriptedPeer { TakesBatches = true });
        wired.Say(Batch);
        Assert.Equal("x", (await wired.Peer.Requests.NextAsync()).Method);
        Assert.Equal("y", (await wired.Peer.Requests.NextAsync()).Method);
        Assert.Equal("n", (await wired.Peer.Notifications.NextAsync()).Method);
        Assert.Equal(StrayReason.UnknownId, Assert.IsType<Arrival.Stray>(await wired.Peer.Odd.NextAsync()).Reason);
        wired.Driver.Answer(new RequestId(2), RawJson.EmptyObject);
        wired.Driver.Notify("between", default);
        wired.Driver.Refuse(new RequestId(1), -5, "no");
        Assert.Equal("""{"jsonrpc":"2.0","method":"between"}""", await wired.Heard.NextAsync());
        Assert.Equal("""[{"jsonrpc":"2.0","id":2,"result":{}},{"jsonrpc":"2.0","id":1,"error":{"code":-5,"message":"no"}}]""", await wired.Heard.NextAsync());
    }

    [Fact]
    public async Task Answers_given_while_it_is_read_wait_for_its_end()
    {
        var peer = new ScriptedPeer { TakesBatches = true };
        await using var wired = new Wired(peer);
        peer.Answer = request => wired.Driver.Answer(request.Id, RawJson.EmptyObject);
        wired.Say(Batch);
        Assert.Equal("""[{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}]""", await wired.Heard.NextAsync());
    }

    [Fact]
    public async Task Elsewhere_it_is_no_message()
    {
        await using var wired = new Wired();
        wired.Say(Batch);
        Assert.Equal(DefectKind.Batch, Assert.IsType<Arrival.Unreadable>(await wired.Peer.Odd.NextAsync()).Malformed.Defect.Kind);
        Assert.Equal(0, wired.Driver.RequestsInFlight);
    }

    [Fact]
    public async Task An_empty_one_is_no_message_anywhere()
    {
        await using var wired = new Wired(new ScriptedPeer { TakesBatches = true });
        wired.Say("[]");
        Assert.Equal(DefectKind.Batch, Assert.IsType<Arrival.Unreadable>(await wired.Peer.Odd.NextAsync()).Malformed.Defect.Kind);
    }

    [Fact]
    public async Task Without_a_request_it_gets_no_answer_not_even_an_empty_array()
    {
        await using var wired = new Wired(new ScriptedPeer { TakesBatches = true });
        wired.Say("""[{"jsonrpc":"2.0","method":"n"},{"jsonrpc":"2.0","method":"m"}]""");
        await wired.Peer.Notifications.NextAsync();
        await wired.Peer.Notifications.NextAsync();
        wired.Far.Dispose();
        await wired.Driver.Ended;
        await wired.Driver.CloseOutputAsync();
        Assert.Empty(await wired.Heard.RestAsync());
    }

    [Fact]
    public async Task A_withdrawn_request_holds_nothing_up()
    {
        await using var wired = new Wired(new ScriptedPeer { TakesBatches = true });
        wired.Say(Batch);
        await wired.Peer.Requests.NextAsync();
        await wired.Peer.Requests.NextAsync();
        wired.Driver.Answer(new RequestId(1), RawJson.EmptyObject);
        wired.Driver.Withdraw(new RequestId(2));
        Assert.Equal("""[{"jsonrpc":"2.0","id":1,"result":{}}]""", await wired.Heard.NextAsync());
    }

    [Fact]
    public async Task All_withdrawn_means_no_answer()
    {
        await using var wired = new Wired(new ScriptedPeer { TakesBatches = true });
        wired.Say(Batch);
        await wired.Peer.Requests.NextAsync();
        await wired.Peer.Requests.NextAsync();
        wired.Driver.Withdraw(new RequestId(1));
        wired.Driver.Withdraw(new RequestId(2));
        await wired.Driver.CloseOutputAsync();
        Assert.Empty(await wired.Heard.RestAsync());
    }

    [Fact]
    public async Task A_repeated_id_is_protested_against_and_its_first_request_still_answered()
    {
        var peer = new ScriptedPeer { TakesBatches = true };
        await using var wired = new Wired(peer);
        peer.Protest = _ => wired.Driver.Protest(new RequestId(1), -32600, "twice", omitMissingId: false);
        wired.Say("""[{"jsonrpc":"2.0","id":1,"method":"x"},{"jsonrpc":"2.0","id":1,"method":"y"}]""");
        await peer.Requests.NextAsync();
        await peer.Odd.NextAsync();
        wired.Driver.Answer(new RequestId(1), RawJson.EmptyObject);
        wired.Far.Dispose();
        await wired.Driver.Ended; // the whole batch has been read
        await wired.Driver.CloseOutputAsync();
        Assert.Equal(
            ["""[{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"twice"}},{"jsonrpc":"2.0","id":1,"result":{}}]"""],
            await wired.Heard.RestAsync());
    }

    [Fact]
    public async Task What_is_no_message_is_protested_against_in_the_same_array()
    {
        var peer = new ScriptedPeer { TakesBatches = true };
        await using var wired = new Wired(peer);
        peer.Protest = _ => wired.Driver.Protest(null, -32600, "no", omitMissingId: false);
        wired.Say("""[1,{"jsonrpc":"2.0","id":1,"method":"x"},[]]""");
        await peer.Requests.NextAsync();
        wired.Driver.Answer(new RequestId(1), RawJson.EmptyObject);
        var answer = System.Text.Json.JsonElement.Parse((await wired.Heard.NextAsync())!);
        Assert.Equal(3, answer.GetArrayLength());
    }
}
