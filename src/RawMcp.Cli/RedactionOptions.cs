using System.CommandLine;
using RawMcp.Wire;

namespace RawMcp.Cli;

/// <summary>The options <c>--redact</c> and <c>--no-redact</c>, the same in every verb that writes captures in another form.</summary>
internal sealed class RedactionOptions
{
    public RedactionOptions()
    {
        Patterns = new Option<RedactionPattern[]>("--redact")
        {
            Description = "take out what matches this regular expression too; can be given several times",
            HelpName = "PATTERN",
            AllowMultipleArgumentsPerToken = false,
            CustomParser = result =>
            {
                var patterns = new List<RedactionPattern>();
                foreach (var token in result.Tokens)
                {
                    if (RedactionPattern.TryParse(token.Value, out var pattern, out var sentence)) patterns.Add(pattern);
                    else result.AddError($"--redact '{Output.Plain.Line(token.Value)}': {sentence}");
                }

                return [.. patterns];
            },
        };
        Off = new Option<bool>("--no-redact") { Description = "take nothing out: tokens, passwords and keys stay in what is written" };
    }

    /// <summary>What else is to be taken out.</summary>
    public Option<RedactionPattern[]> Patterns { get; }

    /// <summary>Nothing is.</summary>
    public Option<bool> Off { get; }

    public Redactor Redactor(ParseResult parsed)
    {
        var patterns = parsed.GetValue(Patterns) ?? [];
        if (!parsed.GetValue(Off)) return new Redactor(patterns);
        if (patterns.Length > 0) throw new UsageException("--redact and --no-redact contradict each other.");
        return Wire.Redactor.Off();
    }

    /// <summary>Says on stderr what was taken out.</summary>
    public static void Report(Redactor redactor)
    {
        if (redactor.Counts.Total > 0) Complaints.Say($"Redacted {redactor.Counts}. (--no-redact leaves them in.)");
    }
}
