using System.Globalization;

namespace RawMcp.Agent.StandIn;

/// <summary>What the model answers: calls, or a sentence. And why, in lines for people.</summary>
internal sealed record Turn(IReadOnlyList<AskedCall> Calls, string Sentence, IReadOnlyList<string> Why);

/// <summary>The whole of the scripted model: from a history and tools to calls or a sentence, the same every time.</summary>
internal sealed class Rule
{
    /// <summary>The most calls that one question leads to.</summary>
    public const int MaxCalls = 32;

    /// <summary>A longer question is read up to here, in characters.</summary>
    public const int MaxQuestion = 2000;

    private const int Shown = 3; // tools in an explanation
    private readonly ChatRequest request;
    private readonly List<string> why = [];
    private readonly int asked;

    private Rule(ChatRequest request)
    {
        this.request = request;
        asked = request.Messages.ToList().FindLastIndex(message => message.Role == "user");
    }

    public static Turn Apply(ChatRequest request) => new Rule(request).Decide();

    private Turn Decide()
    {
        if (asked < 0) return Say("There is no question here: the history has no message of role 'user'.");
        var question = request.Messages[asked].Text;
        why.Add($"question: {question}");
        if (question.Length > MaxQuestion) why.Add(string.Create(CultureInfo.InvariantCulture, $"  only its first {MaxQuestion} of {question.Length} characters are read"));
        question = question.Cut(MaxQuestion);

        var made = request.Messages.Skip(asked).Sum(message => message.Calls.Count);
        var kind = request.Choice.Kind;
        if (request.Tools.Count == 0 || kind == ToolChoiceKind.None)
            return made > 0 ? Report() : Say(request.Tools.Count == 0 ? "No tools were sent with this question, and I am a script that can only choose tools, not a language model." : "I was told to call no tool, and I am a script that can do nothing else, not a language model.");

        var planned = Plan(question);
        var left = planned.Skip(made).ToList();
        // Who insists on a call gets one, also when everything is answered: providers do the same.
        if (left.Count == 0 && kind is ToolChoiceKind.Named or ToolChoiceKind.Required) left = [planned[^1]];
        if (left.Count > 0) return Call(request.Parallel ? left : left[..1]);
        if (made > 0) return Report();
        return Say(request.Tools.Count == 1
            ? $"The tool {request.Tools[0].Name} does not fit this question, as far as I can tell: I am a script that compares words, not a language model."
            : string.Create(CultureInfo.InvariantCulture, $"None of the {request.Tools.Count} tools fits this question, as far as I can tell: I am a script that compares words, not a language model."));
    }

    /// <summary>The calls the question leads to, whichever of them have been made.</summary>
    private List<(OfferedTool Tool, ArgumentFiller Filled)> Plan(string question)
    {
        if (request.Choice is { Kind: ToolChoiceKind.Named, Name: { } name })
        {
            var tool = request.Tools.First(one => one.Name == name);
            why.Add($"  tool_choice names {name}");
            return [(tool, new ArgumentFiller(new Evidence(question), tool))];
        }

        var chooser = new Chooser(request.Tools);
        var planned = new List<(OfferedTool, ArgumentFiller)>();
        foreach (var part in Parts.Of(question, IsWhole).Take(MaxCalls))
        {
            var evidence = new Evidence(part);
            var ranked = chooser.Rank(evidence);
            why.Add($"  part '{part}', words: {string.Join(", ", evidence.Asked)}");
            why.AddRange(ranked.Where(fit => fit.Points > 0).Take(Shown).Select(fit => "  " + fit));
            if (ranked[0].Points < Chooser.MinPoints && request.Choice.Kind != ToolChoiceKind.Required)
                why.Add(string.Create(CultureInfo.InvariantCulture, $"  none has {Chooser.MinPoints} points, so none fits"));
            else
                planned.Add((ranked[0].Tool, new ArgumentFiller(evidence, ranked[0].Tool)));
        }

        return planned;

        bool IsWhole(string part)
        {
            var evidence = new Evidence(part);
            var best = chooser.Rank(evidence)[0];
            return best.Points >= Chooser.MinPoints && new ArgumentFiller(evidence, best.Tool).Missing == 0;
        }
    }

    private Turn Call(List<(OfferedTool Tool, ArgumentFiller Filled)> left)
    {
        var taken = request.Messages.SelectMany(message => message.Calls).Select(call => call.Id).ToHashSet();
        var number = taken.Count;
        var calls = new List<AskedCall>();
        foreach (var (tool, filled) in left)
        {
            string id;
            do id = string.Create(CultureInfo.InvariantCulture, $"call_{++number}");
            while (!taken.Add(id));
            calls.Add(new AskedCall(id, tool.Name, filled.Text));
            why.Add($"→ {id}: {tool.Name} {filled.Text}");
            why.AddRange(filled.Reasons.Select(reason => "    " + reason));
        }

        return new Turn(calls, "", why);
    }

    /// <summary>The sentence, made of nothing but the tool messages behind the question.</summary>
    private Turn Report()
    {
        var calls = request.Messages.Skip(asked).SelectMany(message => message.Calls).ToLookup(call => call.Id);
        var said = request.Messages.Skip(asked).Where(message => message.CallId is not null).Select(message => ToolAnswer.Sentence(calls[message.CallId!].Last(), message.Text));
        return Say(string.Join('\n', said));
    }

    private Turn Say(string sentence)
    {
        why.Add($"→ says: {sentence}");
        return new Turn([], sentence, why);
    }
}
