using System.Text;
using System.Text.Json;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Requirements;
using RawMcp.WireDictionary;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>An explanation accounts for each byte, knows each member, and names what is wrong in place.</summary>
public sealed class ExplainTests
{
    private static MessageExplanation Of(string json, string revision = "2025-11-25", string? method = null, bool? fromClient = null) =>
        MessageExplanation.Of(Encoding.UTF8.GetBytes(json), Revision.Find(revision)!, method, fromClient);

    private static ExplainedPart At(MessageExplanation explanation, string path) => explanation.Parts.Single(part => part.Path.ToString() == path);

    // The ranges are exact: each holds the name and the value it is said to hold, and nothing lies between that is not JSON's own.
    // But for what is too deep or too long, and says so.
    private static void LosesNothing(MessageExplanation explanation, ReadOnlyMemory<byte> frame)
    {
        var isPassedOver = explanation is { IsMalformed: false, Parts: [{ Kind: JsonValueKind.Undefined, Remarks.Count: 1 }] };
        Assert.Equal(isPassedOver ? explanation.Bytes.Length : 0, MessageExplanation.Unexplained(frame, [explanation]));
    }

    private static void Accounts(MessageExplanation explanation)
    {
        LosesNothing(explanation, explanation.Bytes);
        foreach (var part in explanation.Parts.Where(part => part.Kind != JsonValueKind.Undefined))
        {
            var value = explanation.Bytes.Slice(part.Value.Start, part.Value.Length);
            Assert.True(new RawJson(value).TryParse(out var json));
            Assert.Equal(part.Kind, json.ValueKind);
            if (part.NameRange is not { } name) continue;
            var spelled = explanation.Bytes.Span.Slice(name.Start, name.Length);
            Assert.True(spelled is [(byte)'"', .., (byte)'"'], Encoding.UTF8.GetString(spelled));
            if (!spelled.Contains((byte)'\\')) Assert.Equal(part.Name, Encoding.UTF8.GetString(spelled[1..^1]));
        }
    }

    private static void EveryKnownHasWords(MessageExplanation explanation) => Assert.All(
        explanation.Parts.Where(part => part.Standing is Standing.Known or Standing.OtherRevision),
        part => Assert.True(part.Words is { English.Length: > 0, Chinese.Length: > 0 }, $"{part.Path} in {explanation.Revision} {explanation.Method}"));

    [Theory, MemberData(nameof(MessageFixture.Files), MemberType = typeof(MessageFixture))]
    public void A_good_message_is_explained_to_the_last_byte(string file)
    {
        var fixture = MessageFixture.Named(file);
        var method = fixture.Name switch
        {
            var name when name.StartsWith("initialize_result", StringComparison.Ordinal) => "initialize",
            var name when name.StartsWith("discover_result", StringComparison.Ordinal) => "server/discover",
            var name when name.StartsWith("list_tools_result", StringComparison.Ordinal) => "tools/list",
            var name when name.StartsWith("call_tool_result", StringComparison.Ordinal) => "tools/call",
            "ping_result" => "ping",
            _ => null,
        };
        var explanation = MessageExplanation.Of(fixture.Frame.AsMemory(0, fixture.Frame.Length - 1), fixture.Revision, method);
        Accounts(explanation);
        EveryKnownHasWords(explanation);
        Assert.False(explanation.IsMalformed);
        if (!file.Contains("/y_", StringComparison.Ordinal)) return;
        Assert.True(explanation.Violations == 0, string.Join('\n', explanation.Parts.SelectMany(part => part.Remarks.Select(remark => $"{part.Path}: {remark.Words.English}"))));
        Assert.DoesNotContain(explanation.Parts, part => part.Standing is Standing.Unknown or Standing.OtherRevision or Standing.NeedsRequest or Standing.Unreadable);
    }

    [Theory, MemberData(nameof(DialogueFixture.Names), MemberType = typeof(DialogueFixture))]
    public void So_is_a_dialogue(string name)
    {
        foreach (var line in DialogueFixture.Named(name).Lines.Where(line => !line.Text.StartsWith('(')))
        {
            foreach (var revision in Revision.All) Accounts(MessageExplanation.Of(Encoding.UTF8.GetBytes(line.Text), revision));
        }
    }

    [Theory, MemberData(nameof(FrameFixture.Names), MemberType = typeof(FrameFixture))]
    public void So_is_whatever_stands_in_a_frame(string name)
    {
        var fixture = FrameFixture.Named(name);
        var decoder = fixture.Decoder();
        decoder.Feed(fixture.Bytes);
        while (decoder.TryRead(out var frame))
        {
            var explanation = MessageExplanation.Of(frame.Bytes, Revision.Latest);
            LosesNothing(explanation, frame.Bytes);
            if (MessageReader.Read(frame.Bytes) is not Message.Malformed { Defect: var defect }) continue;
            Assert.True(explanation.IsMalformed);
            Assert.Contains(explanation.Parts.SelectMany(part => part.Remarks), remark => remark.IsViolation && remark.Words.English.Equals(defect.Sentence + ".", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("2025-11-25", """{"jsonrpc":"2.0","id":1.5,"method":"ping"}""", "/id", "jsonrpc-request-id-type")]
    [InlineData("2025-11-25", """{"jsonrpc":"2.0","id":null,"method":"ping"}""", "/id", "jsonrpc-request-id-not-null")]
    [InlineData("2025-11-25", """{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":"m"}}""", "/error", "jsonrpc-response-not-both")]
    [InlineData("2025-11-25", """{"jsonrpc":"2.0","id":1,"result":{},"error":null}""", "/error", "jsonrpc-response-not-both")]
    [InlineData("2025-11-25", """{"jsonrpc":"1.0","id":1,"method":"ping"}""", "/jsonrpc", "jsonrpc-version-member")]
    [InlineData("2025-11-25", """{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}""", "/params", "jsonrpc-params-object")]
    [InlineData("2025-11-25", """{"jsonrpc":"2.0","id":1,"result":[]}""", "/result", "jsonrpc-result-is-object")]
    [InlineData("2025-11-25", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"arguments":{}}}""", "/params", "tools-call-request-shape")]
    [InlineData("2025-11-25", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":1}}""", "/params/name", "tools-call-request-shape")]
    [InlineData("2026-07-28", """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}""", "/params", "meta-protocol-version-required")]
    [InlineData("2025-11-25", """{"jsonrpc":"2.0","id":1,"method":"notifications/initialized"}""", "/method", "jsonrpc-notification-no-id")]
    public void What_is_wrong_is_named_in_place(string revision, string json, string path, string requirement)
    {
        var explanation = Of(json, revision);
        Accounts(explanation);
        Assert.Contains(At(explanation, path).Remarks, remark => remark.IsViolation && remark.Requirement == requirement);
    }

    [Theory]
    [InlineData("2024-11-05", "/method", "server/tools#calling-tools")]
    [InlineData("2025-11-25", "/method", "server/tools#calling-tools")]
    [InlineData("2024-11-05", "/params/name", "server/tools#calling-tools")]
    [InlineData("2025-11-25", "/params/name", "schema#calltoolrequestparams-name")]
    [InlineData("2024-11-05", "/id", "basic/messages#requests")]
    [InlineData("2025-03-26", "/id", "basic/index#requests")]
    [InlineData("2026-07-28", "/id", "schema#jsonrpcrequest-id")]
    [InlineData("2026-07-28", "/params/_meta/io.modelcontextprotocol~1logLevel", "server/utilities/logging#per-request-log-level")]
    public void The_page_is_the_one_that_is_about_it(string revision, string path, string page) => Assert.Equal(
        page, At(Of("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","_meta":{"io.modelcontextprotocol/logLevel":"info"}}}""", revision), path).Page);

    [Theory]
    [InlineData("..2025-11-25", "it exists until 2025-11-25", "它到 2025-11-25 为止存在")]
    [InlineData("2025-06-18..", "it exists from 2025-06-18 on", "它自 2025-06-18 起存在")]
    [InlineData("2025-03-26", "it exists only in 2025-03-26", "它只在 2025-03-26 中存在")]
    [InlineData("2025-03-26..2025-06-18", "it exists from 2025-03-26 to 2025-06-18", "它在 2025-03-26 至 2025-06-18 中存在")]
    public void When_a_thing_exists_is_a_sentence(string range, string english, string chinese)
    {
        Assert.True(RevisionRange.TryParse(range, out var parsed));
        Assert.Equal(new Words(english, chinese), RangeWords.Existing(parsed));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":1}}""", "/params/name", "应为字符串，却是整数。")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}""", "/params", "缺少必需的成员 \"name\"。")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"loud"}}""", "/params/level",
        "应为 \"alert\"、\"critical\"、\"debug\"、\"emergency\"、\"error\"、\"info\"、\"notice\"、\"warning\" 之一，却是 \"loud\"。")]
    public void What_is_wrong_is_said_in_Chinese_too(string json, string path, string chinese) =>
        Assert.Contains(At(Of(json), path).Remarks, remark => remark.Words.Chinese == chinese);

    [Fact]
    public void In_a_union_what_is_wrong_is_wrong_with_the_one_that_is_meant()
    {
        var explanation = Of("""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"a"},{"type":"image","data":"AA=="}]}}""", method: "tools/call");
        var remark = Assert.Single(explanation.Parts.SelectMany(part => part.Remarks));
        Assert.Same(remark, At(explanation, "/result/content/1").Remarks[0]);
        Assert.Equal("content-media-fields", remark.Requirement);
        Assert.Contains("mimeType", remark.Words.English, StringComparison.Ordinal);
        Assert.Equal(Standing.Known, At(explanation, "/result/content/1/data").Standing);
    }

    [Theory]
    [InlineData("2024-11-05", "tools/list", """{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a","inputSchema":{"type":"object"},"title":"A"}]}}""", "/result/tools/0/title", Standing.OtherRevision)]
    [InlineData("2025-11-25", "tools/list", """{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a","inputSchema":{"type":"object","x":1}}]}}""", "/result/tools/0/inputSchema/x", Standing.Owners)]
    [InlineData("2026-07-28", "tools/list", """{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a","inputSchema":{"type":"object","properties":{}}}]}}""", "/result/tools/0/inputSchema/properties", Standing.Owners)]
    [InlineData("2025-11-25", "tools/list", """{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a","inputSchema":{"type":"object"},"nonsense":{"a":1}}]}}""", "/result/tools/0/nonsense/a", Standing.Unknown)]
    [InlineData("2025-11-25", null, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":{"y":[1]}}}}""", "/params/arguments/x/y/0", Standing.Owners)]
    [InlineData("2025-11-25", null, """{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"com.example/a":1}}}""", "/params/_meta/com.example~1a", Standing.Owners)]
    [InlineData("2025-11-25", null, """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}""", "/params/_meta/io.modelcontextprotocol~1protocolVersion", Standing.OtherRevision)]
    [InlineData("2025-11-25", null, """{"jsonrpc":"2.0","id":1,"method":"ping","extra":1}""", "/extra", Standing.Unknown)]
    [InlineData("2025-11-25", null, """{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}""", "/result/tools", Standing.NeedsRequest)]
    [InlineData("2024-11-05", "tools/call", """{"jsonrpc":"2.0","id":1,"result":{"content":[],"structuredContent":{"a":1}}}""", "/result/structuredContent/a", Standing.Owners)]
    [InlineData("2025-11-25", null, """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"x","clientInfo":{"name":"a","version":"1"},"capabilities":{"experimental":{"x":{"y":1}}}}}""", "/params/capabilities/experimental/x/y", Standing.Owners)]
    [InlineData("2025-11-25", null, """{"jsonrpc":"2.0","":1,"method":"a"}""", "/", Standing.Unknown)]
    public void It_is_said_whose_a_member_is(string revision, string? method, string json, string path, Standing standing)
    {
        var explanation = Of(json, revision, method);
        Accounts(explanation);
        var part = At(explanation, path);
        Assert.Equal(standing, part.Standing);
        Assert.NotNull(ExplainWords.OfStanding(part, explanation.Revision));
    }

    [Fact]
    public void A_member_of_another_revision_says_which_and_where_it_went()
    {
        var part = At(Of("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/clientInfo":{"name":"a","version":"1"}}}}"""), "/params/_meta/io.modelcontextprotocol~1clientInfo");
        var words = ExplainWords.OfStanding(part, Revision.V20251125)!;
        Assert.Contains("2026-07-28", words.English, StringComparison.Ordinal);
        Assert.Contains("initialize:params.clientInfo", words.English, StringComparison.Ordinal);
        Assert.Contains("2026-07-28", words.Chinese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-11-25", "server/discover", true, "it exists only in 2026-07-28")]
    [InlineData("2026-07-28", "ping", true, "it exists until 2025-11-25")]
    [InlineData("2025-11-25", "no/such", true, "No revision has this method")]
    [InlineData("2025-11-25", "tools/list", false, "a server does not send")]
    [InlineData("2025-11-25", "sampling/createMessage", true, "a client does not send")]
    public void A_method_out_of_place_is_said_to_be(string revision, string method, bool fromClient, string sentence)
    {
        var part = At(Of($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}"}""", revision, null, fromClient), "/method");
        Assert.Contains(part.Remarks, remark => remark.Words.English.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void The_code_of_an_error_is_explained()
    {
        Assert.NotNull(At(Of("""{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"m"}}"""), "/error/code").Says);
        Assert.Null(At(Of("""{"jsonrpc":"2.0","id":1,"error":{"code":7,"message":"m"}}"""), "/error/code").Says);
    }

    [Fact]
    public void A_member_that_stands_twice_is_noted()
    {
        var explanation = Of("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}}""");
        Accounts(explanation);
        Assert.Single(explanation.Parts[^1].Remarks);
    }

    [Theory, InlineData(MessageExplanation.MaxBytes, 5), InlineData(MessageExplanation.MaxBytes + 1, 1)]
    public void A_message_beyond_the_limit_is_one_part(int bytes, int parts)
    {
        const string Start = """{"jsonrpc":"2.0","id":1,"method":"ping","pad":" """;
        var text = Start + new string('x', bytes - Start.Length - 2) + "\"}";
        var explanation = Of(text);
        Assert.Equal(parts, explanation.Parts.Count);
        Assert.Equal(parts == 1 ? bytes : 0, MessageExplanation.Unexplained(explanation.Bytes, [explanation]));
    }

    [Fact]
    public void Depth_beyond_the_limit_is_one_part()
    {
        var explanation = Of("""{"jsonrpc":"2.0","id":1,"method":"a","params":{"a":""" + new string('[', 300) + new string(']', 300) + "}}");
        Assert.Contains("256 levels", Assert.Single(explanation.Parts).Remarks[0].Words.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_get_an_explanation()
    {
        var mutations = new JsonRpc.Mutations(6, MessageFixture.All.Select(fixture => fixture.Frame));
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = mutations.Next().ToArray();
            foreach (var line in Encoding.Latin1.GetString(bytes).Split('\n').Select(Encoding.Latin1.GetBytes))
            {
                var explanation = MessageExplanation.Of(line, Revision.All[i % 5], i % 3 == 0 ? "tools/call" : null, i % 2 == 0);
                LosesNothing(explanation, line);
                Assert.Equal(MessageReader.Read(line) is Message.Malformed, explanation.IsMalformed);
            }
        }
    }

    [Fact]
    public void The_rules_and_places_that_are_named_exist()
    {
        Assert.All(Rules.All, id => Assert.NotNull(Registry.Find(id)));
        foreach (var place in Rules.Places.Where(place => !place.StartsWith('*')))
        {
            var (concept, member) = place.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? (place[..dot], place[(dot + 1)..]) : (place, null);
            var shapes = Revision.All.Select(revision => Vocabulary.Of(revision).Concept(concept)).OfType<Shape>().ToList();
            Assert.True(shapes.Count > 0, place);
            if (member is not null) Assert.True(shapes.Exists(shape => shape.Members.ContainsKey(member)), place);
        }
    }
}
