using RawMcp.Agent;
using RawMcp.Cli.Output;

namespace RawMcp.Cli.Chat;

/// <summary>
/// Shows a conversation: the model's words on stdout, as they come where that is a terminal; calls and their answers on stderr.
/// A program that reads stdout gets the final answer and nothing else.
/// </summary>
internal sealed class ChatPrinter(Secret secret) : IDisposable
{
    private const int MaxShown = 300;

    private readonly bool streams = !Console.IsOutputRedirected;
    private bool inLine;
    private Waiting? waiting;

    public void Take(AgentEvent it)
    {
        waiting?.Dispose();
        waiting = null;
        switch (it)
        {
            case AgentEvent.Round:
                waiting = new Waiting("waiting for the model");
                break;
            case AgentEvent.Said said when streams:
                Console.Out.Write(Plain.Text(said.Text));
                Console.Out.Flush();
                inLine = true;
                break;
            case AgentEvent.Finished { Reason: not ("stop" or "tool_calls") and var reason }:
                EndLine();
                Stderr.Line($"note: the model stopped early, for the reason '{Plain.Line(reason ?? "")}'");
                break;
            case AgentEvent.Asked asked:
                EndLine();
                Stderr.Line(Short($"call {asked.Call.Name} {(asked.Call.Arguments.IsAbsent ? "(arguments that are no JSON object)" : asked.Call.Arguments)}"));
                break;
            case AgentEvent.Started started:
                waiting = new Waiting("waiting for " + Plain.Line(started.Call.Name));
                break;
            case AgentEvent.Answered answered:
                Stderr.Line(Short($"answer {answered.Call.Name}: {answered.Answer.Text}"));
                break;
        }
    }

    /// <summary>The final words, for a stdout that has not seen them yet.</summary>
    public void End(string answer)
    {
        if (streams) EndLine();
        else Console.Out.Write(answer.TrimEnd('\n') + "\n");
        Console.Out.Flush();
    }

    /// <summary>What was begun on stdout gets its line end.</summary>
    public void EndLine()
    {
        if (inLine) Console.Out.WriteLine();
        inLine = false;
    }

    public void Dispose() => waiting?.Dispose();

    private string Short(string text)
    {
        var line = Plain.Line(secret.Hide(text));
        return line.Length <= MaxShown ? line : line[..MaxShown] + "…";
    }
}
