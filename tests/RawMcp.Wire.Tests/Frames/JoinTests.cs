using System.Text;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>What belongs together beside a request and its response.</summary>
public sealed class JoinTests : IDisposable
{
    private readonly MemoryStream file = new();
    private ulong clock;

    public JoinTests() => file.Write([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);

    public void Dispose() => file.Dispose();

    private void Client(string members) => Add(Pipe.Stdin, members);

    private void Server(string members) => Add(Pipe.Stdout, members);

    private void Add(Pipe stream, string members) =>
        file.Write(PacketBlock((uint)stream, ++clock, Encoding.UTF8.GetBytes("{\"jsonrpc\":\"2.0\"," + members + "}\n")));

    private FrameIndex Index()
    {
        file.Position = 0;
        return FrameIndex.Read(file);
    }

    private IndexedCall? LastConcerns() => Index().Frames[^1].Messages[0].Concerns;

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("7")]
    [InlineData("\"\\u0061\"")]
    public void Progress_belongs_to_the_request_that_gave_the_token(string token)
    {
        Client($$$"""
            "id":1,"method":"tools/call","params":{"name":"slow","_meta":{"progressToken":{{{token}}}}}
            """);
        Server($$"""
            "method":"notifications/progress","params":{"progressToken":{{token}},"progress":1}
            """);
        Assert.Equal("slow", LastConcerns()?.Target);
    }

    [Theory]
    [InlineData("7", "\"7\"")]
    [InlineData("1", "2")]
    [InlineData("{}", "{}")]
    public void Progress_of_another_token_belongs_to_nothing(string asked, string told)
    {
        Client($$$"""
            "id":1,"method":"tools/call","params":{"_meta":{"progressToken":{{{asked}}}}}
            """);
        Server($$"""
            "method":"notifications/progress","params":{"progressToken":{{told}},"progress":1}
            """);
        Assert.Null(LastConcerns());
    }

    [Fact]
    public void A_token_belongs_to_the_side_that_gave_it()
    {
        Client(""" "id":1,"method":"tools/call","params":{"_meta":{"progressToken":1}} """);
        Server(""" "id":1,"method":"sampling/createMessage","params":{"_meta":{"progressToken":1}} """);
        Client(""" "method":"notifications/progress","params":{"progressToken":1,"progress":1} """);
        Assert.Equal("sampling/createMessage", LastConcerns()?.Method);
    }

    [Fact]
    public void A_cancellation_belongs_to_the_request_of_the_same_side()
    {
        Client(""" "id":1,"method":"tools/call" """);
        Server(""" "id":1,"method":"ping" """);
        Server(""" "method":"notifications/cancelled","params":{"requestId":1} """);
        Assert.Equal("ping", LastConcerns()?.Method);
        Client(""" "method":"notifications/cancelled","params":{"requestId":1} """);
        Assert.Equal("tools/call", LastConcerns()?.Method);
    }

    [Theory]
    [InlineData(""" "method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":"s"}} """)]
    [InlineData(""" "method":"notifications/cancelled","params":{"requestId":"s"} """)]
    public void What_a_server_says_of_a_subscription_belongs_to_the_request_that_opened_it(string notification)
    {
        Client(""" "id":"s","method":"subscriptions/listen","params":{} """);
        Server(notification);
        Assert.Equal("subscriptions/listen", LastConcerns()?.Method);
    }

    [Fact]
    public void The_end_of_an_elicitation_in_a_browser_belongs_to_its_request()
    {
        Server(""" "id":1,"method":"elicitation/create","params":{"mode":"url","elicitationId":"e-1","url":"https://example.com","message":"go"} """);
        Client(""" "id":1,"result":{"action":"accept"} """);
        Server(""" "method":"notifications/elicitation/complete","params":{"elicitationId":"e-1"} """);
        Assert.Equal("elicitation/create", LastConcerns()?.Method);
    }

    // A member of that name in a notification of another kind is data.
    [Fact]
    public void A_log_message_that_mentions_a_request_belongs_to_nothing()
    {
        Client(""" "id":1,"method":"tools/call" """);
        Server(""" "method":"notifications/message","params":{"requestId":1,"level":"info","data":1} """);
        Assert.Null(LastConcerns());
    }

    [Theory]
    [InlineData(""" ,"requestState":"x" """, """ ,"requestState":"\u0078" """, true)]
    [InlineData(""" ,"requestState":"x" """, """ ,"requestState":"y","inputResponses":{} """, false)]
    [InlineData(""" ,"requestState":"x" """, """ ,"inputResponses":{} """, false)]
    [InlineData("", """ ,"inputResponses":{} """, true)]
    [InlineData("", "", false)]
    public void A_retry_is_known_by_its_state(string asked, string brought, bool joined)
    {
        Client(""" "id":1,"method":"tools/call","params":{"name":"book"} """);
        Server($$"""
            "id":1,"result":{"resultType":"input_required","inputRequests":{}{{asked}}}
            """);
        Client(""" "id":2,"method":"tools/call","params":{"name":"other","inputResponses":{}} """);
        Client($$"""
            "id":3,"method":"tools/call","params":{"name":"book"{{brought}}}
            """);
        var calls = Index().Calls;
        Assert.Null(calls[1].RetryOf);
        Assert.Same(joined ? calls[0] : null, calls[2].RetryOf);
        Assert.Same(joined ? calls[2] : null, calls[0].RetriedBy);
    }

    [Fact]
    public void A_chain_of_round_trips()
    {
        for (var id = 1; id <= 3; id++)
        {
            Client($$"""
                "id":{{id}},"method":"tools/call","params":{"name":"book","inputResponses":{},"requestState":"{{id - 1}}"}
                """);
            Server($$"""
                "id":{{id}},"result":{"resultType":"input_required","requestState":"{{id}}"}
                """);
        }

        var calls = Index().Calls;
        Assert.Equal([null, calls[0], calls[1]], calls.Select(call => call.RetryOf));
    }

    // One id for three requests: the answers go to them in order, and a fourth to nobody.
    [Fact]
    public void An_id_used_again()
    {
        for (var i = 0; i < 3; i++) Client(""" "id":1,"method":"ping" """);
        for (var i = 0; i < 4; i++) Server(""" "id":1,"result":{} """);
        var index = Index();
        Assert.Equal([index.Frames[3], index.Frames[4], index.Frames[5]], index.Calls.Select(call => call.Response));
        Assert.Null(index.Frames[6].Messages[0].Call);
    }

    [Theory]
    [InlineData(FrameIndexLimits.MaxTargetBytes - 2, true)]
    [InlineData(FrameIndexLimits.MaxTargetBytes - 1, false)]
    public void A_name_is_kept_up_to_its_limit(int length, bool kept)
    {
        var name = new string('n', length);
        Client($$"""
            "id":1,"method":"tools/call","params":{"name":"{{name}}"}
            """);
        Assert.Equal(kept ? name : null, Index().Calls[0].Target);
    }

    [Theory]
    [InlineData(FrameIndexLimits.MaxSharedTargets, true)]
    [InlineData(FrameIndexLimits.MaxSharedTargets + 1, false)]
    public void So_many_names_are_shared(int names, bool shared)
    {
        for (var i = 1; i <= names; i++)
        {
            Client($$"""
                "id":{{i}},"method":"resources/read","params":{"uri":"file:///{{i}}"}
                """);
        }

        Client($$"""
            "id":0,"method":"resources/read","params":{"uri":"file:///{{names}}"}
            """);
        var calls = Index().Calls;
        Assert.Equal(calls[^2].Target, calls[^1].Target);
        Assert.Equal(shared, ReferenceEquals(calls[^2].Target, calls[^1].Target));
    }
}
