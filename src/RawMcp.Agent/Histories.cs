using System.Globalization;
using Microsoft.Extensions.AI;

namespace RawMcp.Agent;

/// <summary>What makes a history valid: unique ids, and for every call one answer behind it.</summary>
internal static class Histories
{
    private const string Lost = "No result: the program ended before this call did.";

    /// <summary>The history with an answer for each call that has none, as a program that was killed leaves it, and without answers to no call.</summary>
    public static List<ChatMessage> Mend(IEnumerable<ChatMessage> messages)
    {
        var mended = new List<ChatMessage>();
        var open = new List<string>();
        foreach (var message in messages)
        {
            var answers = message.Contents.OfType<FunctionResultContent>().Select(result => result.CallId).ToList();
            if (answers.Count > 0 && !answers.TrueForAll(open.Remove)) continue; // answers nothing
            if (answers.Count == 0) Close();
            mended.Add(message);
            open.AddRange(message.Contents.OfType<FunctionCallContent>().Select(call => call.CallId));
        }

        Close();
        return mended;

        void Close()
        {
            foreach (var id in open) mended.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(id, Lost)]));
            open.Clear();
        }
    }

    /// <summary>The ids of all calls.</summary>
    public static HashSet<string> Ids(IEnumerable<ChatMessage> history) =>
        [.. history.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => call.CallId)];

    /// <summary>The model's id, or one like it where that is empty or taken: some servers count from zero in every answer.</summary>
    public static string NewId(string? wanted, HashSet<string> taken)
    {
        var stem = string.IsNullOrWhiteSpace(wanted) ? "call" : wanted;
        var id = stem;
        for (var number = 2; string.IsNullOrWhiteSpace(wanted) || !taken.Add(id); number++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{stem}_{number}");
            wanted = id;
        }

        return id;
    }
}
