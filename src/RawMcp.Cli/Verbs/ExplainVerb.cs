using System.CommandLine;
using System.Text;
using RawMcp.Cli.Explain;
using RawMcp.Mcp;
using RawMcp.Wire;
using RawMcp.WireDictionary;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp explain</c>: each value of a message, or of all messages of a capture, with what it means.</summary>
internal static class ExplainVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "messages, one a line; a capture; or its export as JSON lines. - or nothing: stdin", DefaultValueFactory = _ => "-" };
        var language = new Option<string>("--lang") { Description = "the language of the explanations", HelpName = "en|zh", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "zh");
        var revision = new Option<string?>("--revision") { Description = "explain by this revision, not by the one that the messages name", HelpName = "date" };
        var method = new Option<string?>("--method") { Description = "what a response answers whose request is not there", HelpName = "METHOD" };
        var json = new Option<bool>("--json") { Description = "JSON lines: one a frame, and the figures" };
        var verb = new Verb(
            "explain",
            "Explain a message or a capture: each value with its bytes, its meaning, and what is wrong with it.",
            "echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}' | rawmcp explain --revision 2025-11-25",
            "rawmcp explain session.pcapng",
            "rawmcp explain session.pcapng --lang zh --json")
        { file, language, revision, method, json };
        verb.SetAction(parsed =>
        {
            var forced = parsed.GetValue(revision) is { } date ? SchemaVerb.Named(date) : null;
            if (parsed.GetValue(method) is { } name && Vocabulary.Method(name) is null) throw new UsageException($"--method: no revision has a method '{name}'.{SchemaVerb.Nearest(name, forced ?? Revision.Latest)}");
            using var input = ExplainInput.Open(parsed.GetValue(file)!);
            using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 64 * 1024) { NewLine = "\n" };
            IExplainWriter writer = parsed.GetValue(json) ? new ExplainJson(output, parsed.GetValue(language)!) : new ExplainText(output, parsed.GetValue(language)!);
            var figures = Run(input, writer, new Sessions(forced, parsed.GetValue(method)));
            output.Flush();
            if (input.End is { Kind: not CaptureEndKind.Whole } end) Complaints.Say($"{input.Name}: {end.Reason}");
            return figures.Malformed > 0 ? ExitCode.BadAnswer : ExitCode.Done;
        });
        return verb;
    }

    private static ExplainFigures Run(ExplainInput input, IExplainWriter writer, Sessions sessions)
    {
        // The handshake decides about all messages, those before its answer too.
        foreach (var frame in input.Frames())
        {
            foreach (var message in frame.Messages) sessions.Of(frame).Scan(message, frame.FromClient);
        }

        var figures = new ExplainFigures(0, 0, 0, 0, 0, 0);
        foreach (var frame in input.Frames())
        {
            var messages = frame.Messages.Select((message, i) => sessions.Of(frame).Explain(message, frame.FromClient, frame.Methods.ElementAtOrDefault(i), opensBatch: i == 0 && frame.IsBatch)).ToList();
            writer.Frame(frame, messages);
            figures = new(
                figures.Frames + 1,
                figures.Values + messages.Sum(message => message.Parts.Count),
                figures.Bytes + frame.Length,
                figures.Unexplained + (messages.Count == 0 ? 0 : MessageExplanation.Unexplained(frame.Bytes, messages)),
                figures.Violations + messages.Sum(message => message.Violations),
                figures.Malformed + messages.Count(message => message.IsMalformed));
        }

        writer.End(figures);
        return figures;
    }

    /// <summary>The connections of the input, and what was said about them already.</summary>
    private sealed class Sessions(Revision? forced, string? method)
    {
        private readonly Dictionary<int, ExplainSession> all = [];
        private readonly HashSet<string> said = [];

        public ExplainSession Of(ExplainFrame frame)
        {
            if (!all.TryGetValue(frame.Section, out var session)) all[frame.Section] = session = new(forced, method, Say);
            return session;
        }

        private void Say(string sentence)
        {
            if (said.Add(sentence)) Complaints.Say(sentence);
        }
    }
}
