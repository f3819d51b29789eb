using System.Text.Json;
using RawMcp.Mcp;
using RawMcp.WireDictionary;

namespace RawMcp.Core.Tests.Dictionary;

/// <summary>No member of an official schema is missing from the dictionary in a revision that has it, and none is invented.</summary>
public sealed class CompletenessTests(ITestOutputHelper output)
{
    // The types of the single methods leave these out where the type of any request, notification or result has them.
    private static readonly string[] Inherited = ["params._meta", "params._meta.progressToken"];

    [Theory, MemberData(nameof(DifferentialTests.Revisions), MemberType = typeof(DifferentialTests))]
    public void The_same_members_stand_at_the_same_places(string name)
    {
        var official = new OfficialSchema(Revision.Find(name)!);
        var ours = Vocabulary.Of(official.Revision);
        var (members, wrong) = (0, new List<string>());
        foreach (var (method, definition) in official.Messages)
        {
            var theirs = new SortedSet<string>(StringComparer.Ordinal);
            Walk(official, official.Definitions[definition], "", [], theirs);
            theirs.RemoveWhere(path => path is "jsonrpc" or "id" or "method" or "params");
            var mine = new SortedSet<string>(StringComparer.Ordinal);
            Walk(ours.Params(method)!, "params.", mine);
            if (official.Revision <= Revision.V20251125) mine.ExceptWith(Inherited.Except(theirs));
            Compare(method, theirs, mine);

            var results = official.Results(method);
            if (results.Count == 0) continue;
            theirs.Clear();
            foreach (var result in results) Walk(official, official.Definitions[result], "", [], theirs);
            mine.Clear();
            Walk(ours.Result(method)!, "", mine);
            Compare(method + ".result", theirs, mine);
        }

        output.WriteLine($"{name}: {members} members at their places");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void Compare(string type, SortedSet<string> theirs, SortedSet<string> mine)
        {
            members += theirs.Count;
            wrong.AddRange(theirs.Except(mine).Select(path => $"{type}: missing {path}"));
            wrong.AddRange(mine.Except(theirs).Select(path => $"{type}: invented {path}"));
        }
    }

    // Recursive only where a JSON value holds JSON values.
    private static void Walk(OfficialSchema official, JsonElement schema, string path, IReadOnlyList<string> above, SortedSet<string> found)
    {
        if (schema.ValueKind != JsonValueKind.Object) return;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var target = reference.GetString()!;
            if (!above.Contains(target)) Walk(official, official.Resolve(schema), path, [.. above, target], found);
            return;
        }

        foreach (var list in (string[])["anyOf", "allOf"])
        {
            if (!schema.TryGetProperty(list, out var parts)) continue;
            foreach (var part in parts.EnumerateArray()) Walk(official, part, path, above, found);
        }

        if (schema.TryGetProperty("items", out var items)) Walk(official, items, path + "[].", above, found);
        if (schema.TryGetProperty("additionalProperties", out var values)) Walk(official, values, path + "*.", above, found);
        if (!schema.TryGetProperty("properties", out var members)) return;
        foreach (var member in members.EnumerateObject())
        {
            found.Add(path + member.Name);
            Walk(official, member.Value, path + member.Name + ".", above, found);
        }
    }

    private static void Walk(Shape shape, string path, SortedSet<string> found)
    {
        foreach (var alternative in shape.Alternatives) Walk(alternative, path, found);
        if (shape.Items is { } items) Walk(items, path + "[].", found);
        if (shape.Values is { } values) Walk(values, path + "*.", found);
        foreach (var member in shape.Members.Values.Where(member => member.IsKnown))
        {
            found.Add(path + member.Name);
            Walk(member.Shape, path + member.Name + ".", found);
        }
    }
}
