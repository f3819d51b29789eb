using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.Core.Tests.Fixtures;
using RawMcp.Mcp;
using RawMcp.WireDictionary;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>Messages that each break one requirement: they fail, in each of its revisions, for that reason.</summary>
public sealed class FailureExampleTests(ITestOutputHelper output)
{
    [Fact]
    public void Each_fails_for_its_reason()
    {
        var examples = File.ReadAllLines(Oracles.Beside("spec", "failure_examples.jsonl")).Where(line => line.Length > 0).Select(line => JsonElement.Parse(line)).ToList();
        var (judged, wrong) = (0, new List<string>());
        foreach (var example in examples)
        {
            var id = example.GetProperty("id").GetString()!;
            foreach (var revision in example.GetProperty("revisions").EnumerateArray().Select(date => Revision.Find(date.GetString())!))
            {
                judged++;
                var explanation = Explain(example, revision);
                var said = explanation.Parts.SelectMany(part => part.Remarks.Select(remark => (part, remark))).Where(pair => pair.remark.IsViolation).ToList();
                if (!said.Exists(pair => pair.remark.Requirement == id))
                    wrong.Add($"{id} in {revision}: {string.Join("; ", said.Select(pair => $"{pair.part.Path} {pair.remark.Words.English} [{pair.remark.Requirement}]"))}");
            }
        }

        output.WriteLine($"{examples.Count} examples, {judged} times judged");
        Assert.True(examples.Count >= 61, $"only {examples.Count}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static MessageExplanation Explain(JsonElement example, Revision revision)
    {
        var message = JsonNode.Parse(example.GetProperty("message").GetRawText())!.AsObject();

        // What stands inside a result has no envelope of its own; here it gets one.
        message["jsonrpc"] ??= "2.0";
        if (message.ContainsKey("method") && !message["method"]!.GetValue<string>().StartsWith("notifications/", StringComparison.Ordinal)) message["id"] ??= 1;
        var definition = example.GetProperty("definition").GetString()!;
        var official = new OfficialSchema(revision);
        var method = definition == "CreateTaskResult" ? "tools/call"
            : definition == "InputRequiredResult" ? "tools/call"
            : official.Messages.Keys.FirstOrDefault(name => official.Results(name).Contains(definition));
        return MessageExplanation.Of(JsonSerializer.SerializeToUtf8Bytes(message), revision, method);
    }
}
