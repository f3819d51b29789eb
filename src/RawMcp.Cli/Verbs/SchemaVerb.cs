using System.CommandLine;
using System.Text.Json;
using RawMcp.Cli.Output;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.WireDictionary;

namespace RawMcp.Cli.Verbs;

/// <summary><c>rawmcp schema</c>: what a message may hold, as JSON Schema; or what changed between two revisions.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        var revision = new Option<string>("--revision") { Description = $"a revision; {Revision.Latest.Text} where none is named", HelpName = "date", DefaultValueFactory = _ => Revision.Latest.Text };
        var message = new Option<string?>("--message") { Description = "one message: a method, or a method and .result; all of the revision where none is named", HelpName = "METHOD[.result]" };
        var compare = new Option<string[]>("--compare") { Description = "what two revisions have in different ways", HelpName = "R1 R2", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        var language = new Option<string>("--lang") { Description = "the language of the explanations", HelpName = "en|zh", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "zh");
        var json = new Option<bool>("--json") { Description = "with --compare: an object with one list of differences" };
        var verb = new Verb(
            "schema",
            "Write what a message may hold, as a JSON Schema; or compare two revisions.",
            "rawmcp schema --revision 2025-11-25 --message tools/call",
            "rawmcp schema --message tools/list.result --lang zh",
            "rawmcp schema --compare 2025-11-25 2026-07-28")
        { revision, message, compare, language, json };
        verb.SetAction(parsed =>
        {
            var words = parsed.GetValue(language)!;
            if (parsed.GetValue(compare) is { Length: 2 } two)
                return Compare(Named(two[0]), Named(two[1]), parsed.GetValue(message), words, parsed.GetValue(json));
            if (parsed.GetValue(json)) throw new UsageException("A schema is JSON already; --json goes with --compare.");
            var vocabulary = Vocabulary.Of(Named(parsed.GetValue(revision)!));
            Console.Out.Write(Indented(parsed.GetValue(message) is { } name ? Message(vocabulary, name, words) : vocabulary.WholeSchema(words)) + "\n");
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>The revision of that date.</summary>
    public static Revision Named(string date) => Revision.Find(date)
        ?? throw new UsageException($"There is no revision '{date}'. There are {string.Join(", ", Revision.All)}.");

    private static RawJson Message(Vocabulary vocabulary, string name, string language)
    {
        var method = MethodOf(name, out var isResult);
        var entry = Vocabulary.Method(method) ?? throw Unknown(method, vocabulary.Revision);
        if (!entry.In.Contains(vocabulary.Revision)) throw new UsageException($"{vocabulary.Revision} has no {method}; {Where(entry.In, vocabulary.Revision)}.{Moved(entry, vocabulary.Revision, language)}");
        if (isResult && !entry.IsRequest) throw new UsageException($"{method} is a notification, and has no result.");
        return isResult ? vocabulary.ResultSchema(method, language) : vocabulary.MessageSchema(method, language);
    }

    private static string Where(RevisionRange range, Revision revision)
    {
        var all = Revision.All.ToList();
        var (first, last) = (all.Find(range.Contains)!, all.FindLast(range.Contains)!);
        return first == last ? $"the only revision that has it is {first}"
            : all.IndexOf(last) < all.IndexOf(revision) ? $"the last revision that has it is {last}"
            : all.IndexOf(first) > all.IndexOf(revision) ? $"the first revision that has it is {first}"
            : $"the revisions that have it are {string.Join(", ", all.Where(range.Contains))}";
    }

    private static UsageException Unknown(string method, Revision revision) => new($"No revision has a method '{method}'.{Nearest(method, revision)}");

    private static string MethodOf(string name, out bool isResult)
    {
        isResult = name.EndsWith(".result", StringComparison.Ordinal);
        return isResult ? name[..^".result".Length] : name;
    }

    private static string Moved(MethodEntry entry, Revision revision, string language) =>
        entry.Moved is { } moved && moved.In.Contains(revision) ? $" {moved.Words.In(language)}{(moved.To.Length > 0 ? $" See {moved.To}." : "")}" : "";

    /// <summary>Methods with a name like that one; where there are none, all of a revision.</summary>
    public static string Nearest(string name, Revision revision)
    {
        var near = Vocabulary.AllMethods().Select(method => method.Name)
            .Where(method => method.Contains(name, StringComparison.OrdinalIgnoreCase) || name.Split('/').Any(part => part.Length > 2 && method.Contains(part, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return near.Count > 0 ? $" Near it: {string.Join(", ", near)}." : $" {revision} has {string.Join(", ", Vocabulary.Of(revision).Methods.Select(method => method.Name))}.";
    }

    private static int Compare(Revision before, Revision after, string? message, string language, bool json)
    {
        var method = message is null ? null : MethodOf(message, out _);
        if (method is not null && Vocabulary.Method(method) is null) throw Unknown(method, after);
        var differences = RevisionComparison.Of(before, after, method);
        Console.Out.Write(json ? Json(differences, language) : string.Concat(differences.Select(difference => Line(difference, language))));
        if (differences.Count == 0) Complaints.Say(message is null ? $"{before} and {after} hold the same." : $"{message} is the same in {before} and {after}.");
        return ExitCode.Done;
    }

    private static string Line(RevisionDifference difference, string language)
    {
        var mark = difference.Kind switch { DifferenceKind.Added => '+', DifferenceKind.Removed => '-', _ => '~' };
        var words = difference.Words?.In(language);
        return $"{mark} {Palette.ForOutput.Bold(difference.Place)}  {difference.Says(language)}\n{(words is null ? "" : $"    {words}\n")}";
    }

    private static string Json(IReadOnlyList<RevisionDifference> differences, string language) => Indented(RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("differences");
        foreach (var difference in differences)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", difference.Kind switch { DifferenceKind.Added => "added", DifferenceKind.Removed => "removed", _ => "changed" });
            writer.WriteString("place", difference.Place);
            writer.WriteString("what", difference.Says(language));
            writer.WriteOptional("words", difference.Words?.In(language));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    })) + "\n";

    private static string Indented(RawJson json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions with { Indented = true })) JsonElement.Parse(json.Utf8.Span).WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
