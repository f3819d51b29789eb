using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.WireDictionary;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>Our dictionary and the official schema judge the same messages, and say the same.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int MessagesAType = 2_000;

    public static TheoryData<string> Revisions() => [.. Revision.All.Select(revision => revision.Text)];

    [Theory, MemberData(nameof(Revisions))]
    public void Every_message_gets_the_same_verdict(string name)
    {
        var official = new OfficialSchema(Revision.Find(name)!);
        var ours = Vocabulary.Of(official.Revision);
        Assert.Equal(ours.Methods.Select(method => method.Name), official.Messages.Keys.Order(StringComparer.Ordinal));
        var (types, valid, listed, wrong) = (0, 0, 0, new List<string>());
        foreach (var (method, definition) in official.Messages)
        {
            Compare(method, official.Of([definition]), Request(ours, method), message => Complete(message, method));
            if (official.Results(method) is { Count: > 0 } results) Compare(method + ".result", official.Of(results), ours.ResultSchema(method));
        }

        foreach (var (concept, definition) in official.Envelopes) Compare(concept, definition, ours.ConceptSchema(concept));
        output.WriteLine($"{name}: {types * MessagesAType} messages of {types} types, {valid} of them valid; {wrong.Count} disagreements, {listed} more by listed differences");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void Compare(string type, JsonElement theirs, RawJson schema, Action<JsonObject>? complete = null)
        {
            types++;
            var (left, right) = (OfficialSchema.Compile(theirs), OfficialSchema.Compile(JsonElement.Parse(schema.Utf8.Span)));
            var generator = new MessageGenerator(official, seed: types);
            for (var i = 0; i < MessagesAType; i++)
            {
                var message = generator.Fitting(theirs)!;
                complete?.Invoke(message.AsObject());
                if (i % 2 == 1) message = generator.Changed(message, complete is null ? [] : ["jsonrpc", "id", "method"]);
                var json = JsonElement.Parse(message.ToJsonString());
                var (expected, got) = (left.IsValid(json), right.IsValid(json));
                if (expected) valid++;
                if (expected == got) continue;
                if (Deliberate.All.Any(difference => difference.In.Contains(official.Revision) && difference.Concerns(type, json))) listed++;
                else if (wrong.Count < 30) wrong.Add($"{type}: official {expected}, ours {got}: {json.GetRawText()}\n    ours: {right.Evaluate(json)}\n    official: {left.Evaluate(json)}");
            }
        }
    }

    public static TheoryData<string> Differences() => [.. Deliberate.All.Select(difference => difference.Name)];

    [Theory, MemberData(nameof(Differences))]
    public void Each_listed_difference_is_one(string name)
    {
        var difference = Deliberate.All.Single(it => it.Name == name);
        Assert.NotEmpty(difference.Reason);
        foreach (var revision in difference.In.Revisions)
        {
            var official = new OfficialSchema(revision);
            var json = JsonElement.Parse(difference.Example);
            var method = difference.Type.Replace(".result", "", StringComparison.Ordinal);
            var (theirs, mine) = (method, Vocabulary.Of(revision)) switch
            {
                var (_, ours) when official.Envelopes.TryGetValue(method, out var envelope) => (envelope, ours.ConceptSchema(method)),
                var (_, ours) when method == difference.Type => (official.Of([official.Messages[method]]), Request(ours, method)),
                var (_, ours) => (official.Of(official.Results(method)), ours.ResultSchema(method)),
            };
            Assert.True(difference.Concerns(difference.Type, json));
            Assert.Equal(difference.OfficialTakesIt, OfficialSchema.Compile(theirs).IsValid(json));
            Assert.Equal(!difference.OfficialTakesIt, OfficialSchema.Compile(JsonElement.Parse(mine.Utf8.Span)).IsValid(json));
        }
    }

    // What stands inside a result is no message, and has no envelope.
    private static RawJson Request(Vocabulary ours, string method) => ours.MessageSchema(method) switch
    {
        var schema when Vocabulary.Method(method)!.EmbeddedIn.Contains(ours.Revision) => ours.ConceptSchema(Questions[method]),
        var schema => schema,
    };

    private static readonly Dictionary<string, string> Questions = new()
    {
        ["sampling/createMessage"] = "SamplingQuestion",
        ["roots/list"] = "RootsQuestion",
        ["elicitation/create"] = "ElicitationQuestion",
    };

    // The official types of the first three revisions leave the envelope out.
    private static void Complete(JsonObject message, string method)
    {
        message["method"] = method;
        message["jsonrpc"] = "2.0";
        if (Vocabulary.Method(method)!.IsRequest && !message.ContainsKey("id")) message["id"] = 1;
    }
}
