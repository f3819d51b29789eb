using RawMcp.Agent;
using RawMcp.Cli.Output;

namespace RawMcp.Cli.Chat;

/// <summary>Questions and answers: one question of the command line, or one a line until the end of stdin.</summary>
internal sealed class ChatSession(
    Agent.Agent agent, Endpoint endpoint, ChatServers servers, Person person, ChatPrinter printer, TurnEnds ends, Secret secret)
{
    /// <summary>Asks one question.</summary>
    public async Task<int> AskAsync(string question, CancellationToken cancellation)
    {
        ends.Begin();
        try
        {
            if (await servers.RefreshAsync(cancellation) is { } tools) agent.Tools = tools;
            var answer = await agent.AskAsync(question, cancellation);
            printer.End(answer);
            if (answer.Length == 0) Complaints.Say("The model answered with no words at all.");
            return ends.Lost is { } lost ? Say(ExitCode.Lost, lost) : answer.Length == 0 ? ExitCode.BadAnswer : ExitCode.Done;
        }
        catch (ModelException e)
        {
            var (code, sentence) = EndpointFailure.Of(e, endpoint);
            return Say(code, sentence);
        }
        catch (TooManyRoundsException e)
        {
            return Say(ExitCode.BadAnswer, e.Message + " --max-rounds allows more.");
        }
        catch (McpException e) when (Complaints.CodeFor(e) is { } code)
        {
            return Say(code, e.Message);
        }
    }

    /// <summary>Asks each line of stdin. Ctrl-C gives the question up that is being worked on, and between questions ends the program.</summary>
    /// <returns>The code of the last question.</returns>
    public async Task<int> TalkAsync(Interruption interruption)
    {
        if (Person.IsAtTerminal) Stderr.Line("A question a line; Ctrl-C gives one up, Ctrl-D ends.");
        var code = ExitCode.Done;
        while (true)
        {
            if (Person.IsAtTerminal) Stderr.Text("> ");
            if (await person.ReadLineAsync(interruption.Token) is not { } question) return code;
            if (string.IsNullOrWhiteSpace(question)) continue;
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
            using (interruption.Divert(turn))
            {
                try
                {
                    code = await AskAsync(question, turn.Token);
                }
                catch (OperationCanceledException) when (turn.IsCancellationRequested && !interruption.Token.IsCancellationRequested)
                {
                    code = Say(ExitCode.Done, "The question was given up. What was said so far is kept.");
                }
            }
        }
    }

    private int Say(int code, string sentence)
    {
        printer.EndLine();
        printer.Dispose();
        Complaints.Say(secret.Hide(sentence));
        return code;
    }
}
