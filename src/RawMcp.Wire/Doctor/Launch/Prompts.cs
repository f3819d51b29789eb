using System.Text;

namespace RawMcp.Wire;

/// <summary>MT107: something asks a person, and takes the client's messages for the answer.</summary>
internal static class Prompts
{
    private static readonly string[] Questions =
    [
        "Ok to proceed? (y)", "[y/N]", "[Y/n]", "[yes/no]", "(y/n)", "(Y/n)", "(y/N)", "(yes/no", "Do you want to continue?", "Press any key", "Press Enter", "Password:",
        "Password for ", "Enter passphrase", "Username:", "Username for ",
    ];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        if (facts.Lacks(Pipe.Stdout)) yield break;
        var asked = facts.Stderr.Lines.Where(line => Asks(line.Text)).Select(line => line.Frame)
            .Concat(facts.OnStdout.Text.Take(DoctorLimits.FramesRead).Where(frame => Asks(Encoding.UTF8.GetString(facts.Bytes(frame)))))
            .OrderBy(frame => frame.FirstByte).LastOrDefault();

        // Whoever asked got an answer, or did not need one: what was said afterwards proves it.
        if (asked is null || facts.FromServer.Any(frame => frame.LastByte > asked.FirstByte && frame.Messages.Any(message => message.Defect is null))) yield break;
        var eaten = facts.Calls.Open is [var open, ..] ? open : null;
        if (eaten is null && !facts.NeverAnswered) yield break;
        List<Evidence> evidence = [facts.Show(asked)];
        if (eaten is not null) evidence.Add(facts.Show(eaten.Request));
        if (facts.Life.Watched.LastOrDefault(look => look.Waiting == "read stdin") is { } look) evidence.Add(new Evidence.Event(look.Time, "the process waits for stdin"));
        if (facts.Life.Exit is { } exit) evidence.Add(exit);
        yield return new Finding(Faults.Prompt, Severity.Error,
            $"A prompt waits on {asked.Stream.Name()} for a person "
                + $"({Excerpt.Of(Encoding.UTF8.GetString(facts.Bytes(asked)).Trim())}){(eaten is null ? "" : $", and reads the client's {Calls.Name(eaten)} as the answer")}.",
            evidence,
            "Make the command ask nothing: npx -y, apt-get -y, ssh -o BatchMode=yes, GIT_TERMINAL_PROMPT=0; or answer the question once in a terminal.");
    }

    private static bool Asks(string line) => Questions.Any(question => line.Contains(question, StringComparison.Ordinal));
}
