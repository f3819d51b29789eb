using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RawMcp.Agent.Tests;

/// <summary>What providers demand of a history, judged on the JSON of its wire and not on our types.</summary>
internal static class ValidHistory
{
    public static void Assert(IEnumerable<ChatMessage> history)
    {
        var used = new HashSet<string>();
        var open = new HashSet<string>();
        foreach (var message in history)
        {
            var json = JsonElement.Parse(HistoryLine.Write(message).Utf8.Span);
            var role = json.GetProperty("role").GetString();
            if (role == "tool")
            {
                Xunit.Assert.True(open.Remove(json.GetProperty("tool_call_id").GetString()!), $"answers a call that nobody asked for or that has its answer: {json}");
                continue;
            }

            Xunit.Assert.True(open.Count == 0, $"calls without an answer: {string.Join(", ", open)}");
            if (!json.TryGetProperty("tool_calls", out var calls)) continue;
            Xunit.Assert.Equal("assistant", role);
            foreach (var call in calls.EnumerateArray())
            {
                var function = call.GetProperty("function");
                Xunit.Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", function.GetProperty("name").GetString());
                Xunit.Assert.Equal(JsonValueKind.Object, JsonElement.Parse(function.GetProperty("arguments").GetString()!).ValueKind);
                Xunit.Assert.True(used.Add(call.GetProperty("id").GetString()!), $"an id twice: {call}");
                open.Add(call.GetProperty("id").GetString()!);
            }
        }

        Xunit.Assert.True(open.Count == 0, $"calls without an answer: {string.Join(", ", open)}");
    }
}
