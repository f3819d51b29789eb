using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>
/// Arguments for one call, from the values in a question, by the JSON Schema that was sent: the required ones first and in
/// their order, each with a value of its kind or, where the question has none, a default.
/// </summary>
internal sealed class ArgumentFiller
{
    private const int MaxDepth = 6; // objects in objects; a schema may refer to itself
    private readonly Evidence evidence;
    private readonly SchemaView view;
    private readonly HashSet<Piece> used = [];
    private readonly IReadOnlyCollection<string> toolWords;

    public ArgumentFiller(Evidence evidence, OfferedTool tool)
    {
        this.evidence = evidence;
        view = new SchemaView(tool.Parameters);
        toolWords = [.. Words.Of(tool.Name), .. Words.Of(tool.Description)];
        Arguments = Object(tool.Parameters, "", 0);
    }

    /// <summary>The arguments.</summary>
    public JsonObject Arguments { get; }

    /// <summary>Where each value is from.</summary>
    public List<string> Reasons { get; } = [];

    /// <summary>How many required values the question does not give.</summary>
    public int Missing { get; private set; }

    /// <summary>The arguments as the wire has them: the text of a JSON object.</summary>
    public string Text => RawJson.Build(writer => Arguments.WriteTo(writer)).ToString();

    private JsonObject Object(JsonElement schema, string path, int depth)
    {
        var filled = new JsonObject();
        var required = SchemaView.Required(schema);
        var properties = SchemaView.Properties(schema);
        foreach (var name in required) filled[name] = Value(properties.GetValueOrDefault(name), name, path + name, depth, needed: true);
        foreach (var (name, property) in properties)
        {
            // A value that nobody asked for by name is given away only where nothing else could be meant.
            if (filled.ContainsKey(name) || (required.Count > 0 && NamedValue(name) is null && EnumWord(view.Resolve(property)) is null)) continue;
            if (Value(property, name, path + name, depth, needed: false) is { } value) filled[name] = value;
        }

        return filled;
    }

    private JsonNode? Value(JsonElement schema, string name, string path, int depth, bool needed)
    {
        schema = view.Resolve(schema);
        var type = SchemaView.TypeOf(schema);
        if (NamedValue(name) is { } said && Typed(said, type) is { } typed) return Because(path, typed, "said by name");
        if (EnumWord(schema) is { } word) return Because(path, word, "a word of the question that the schema lists");
        var found = type switch
        {
            "integer" => Number(path, whole: true),
            "number" => Number(path, whole: false),
            "boolean" => Flag(path),
            "array" => Array(schema, path, depth),
            "object" when depth < MaxDepth && (needed || SchemaView.Required(schema).Count > 0) => SchemaView.Properties(schema).Count > 0 ? Object(schema, path + ".", depth + 1) : null,
            "string" => String(schema, name, path, needed),
            _ => null,
        };
        if (found is not null || !needed) return found;
        Missing++;
        return Because(path, SchemaView.Default(schema, type), "the question has none: a default");
    }

    private JsonNode? Because(string path, JsonNode? value, string reason)
    {
        Reasons.Add($"{path} = {(value is null ? "null" : RawJson.Build(writer => value.WriteTo(writer)).ToString())} ({reason})");
        return value;
    }

    private Piece? Take(Func<Piece, bool> fits)
    {
        var piece = evidence.Pieces.Find(one => !used.Contains(one) && fits(one));
        if (piece is not null) used.Add(piece);
        return piece;
    }

    private JsonNode? Number(string path, bool whole)
    {
        var piece = Take(one => one.Kind == EvidenceKind.Number && NumberNode(one.Text, whole) is not null);
        return piece is null ? null : Because(path, NumberNode(piece.Text, whole), $"the number '{piece.Text}'");
    }

    private JsonNode? Flag(string path)
    {
        var words = evidence.Prose.ToLowerInvariant().Split([' ', ',', '.', '?', '!'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            if (word is "true" or "yes" or "on") return Because(path, true, $"the word '{word}'");
            if (word is "false" or "off" or "without") return Because(path, false, $"the word '{word}'");
        }

        return null;
    }

    private JsonArray? Array(JsonElement schema, string path, int depth)
    {
        var items = view.Resolve(schema.TryGetMember("items", out var each) ? each : default);
        var type = SchemaView.TypeOf(items);
        var all = new JsonArray();
        if (type is "integer" or "number")
        {
            while (Number($"{path}[{all.Count}]", type == "integer") is { } number) all.Add(number);
        }
        else if (type == "string")
        {
            while (Take(piece => piece.Kind != EvidenceKind.Number) is { } piece) all.Add(Because($"{path}[{all.Count}]", piece.Text, Named(piece)));
        }
        else if (type == "object" && depth < MaxDepth && SchemaView.Required(items).Count > 0 && evidence.Pieces.Exists(piece => !used.Contains(piece)))
        {
            all.Add((JsonNode)Object(items, $"{path}[0].", depth + 1));
        }

        return all.Count > 0 ? all : null;
    }

    private JsonNode? String(JsonElement schema, string name, string path, bool needed)
    {
        if (schema.TryGetMember("enum", out _) || schema.TryGetMember("const", out _)) return null; // none of its words was said
        var kind = Wanted(schema, name);
        var piece = kind is { } wanted ? Take(one => one.Kind == wanted) : null;
        piece ??= Take(one => one.Kind == EvidenceKind.Quoted);
        if (piece is null && kind is null) piece = Take(one => one.Kind is EvidenceKind.Path or EvidenceKind.Address or EvidenceKind.Date);
        if (piece is not null) return Because(path, piece.Text, Named(piece));
        return needed && schema.Text("format") is null && Remainder() is { Length: > 0 } rest ? Because(path, rest, "what the question says behind the tool's words") : null;
    }

    private static EvidenceKind? Wanted(JsonElement schema, string name)
    {
        var words = Words.Of(name);
        return schema.Text("format") switch
        {
            "date" or "date-time" => EvidenceKind.Date,
            "uri" or "url" or "email" => EvidenceKind.Address,
            _ when words.Any(word => word is "path" or "file" or "filename" or "dir" or "directory" or "folder") => EvidenceKind.Path,
            _ when words.Any(word => word is "url" or "uri" or "email" or "address") => EvidenceKind.Address,
            _ when words.Contains("date") => EvidenceKind.Date,
            _ => null,
        };
    }

    private static readonly string[] Leading = ["in", "of", "for", "to", "on", "at", "about", "from", "the", "named", "called", "is"];

    // "Echo hello world" says hello world: what follows the last word that speaks of the tool.
    private string Remainder()
    {
        var last = 0;
        for (var at = 0; at < evidence.Prose.Length; at++)
        {
            if (!char.IsLetter(evidence.Prose[at]) || (at > 0 && char.IsLetter(evidence.Prose[at - 1]))) continue;
            var end = at;
            while (end < evidence.Prose.Length && char.IsLetter(evidence.Prose[end])) end++;
            if (Words.Of(evidence.Prose[at..end]).Any(toolWords.Contains) && evidence.Text[end..].Trim(' ', '.', '?', '!', ':').Length > 0) last = end;
        }

        var rest = evidence.Text[last..].Trim(' ', '\t', '\n', '.', '?', '!', ':', ',');
        while (last > 0 && rest.Split(' ', 2) is [var first, var more] && Leading.Contains(first, StringComparer.OrdinalIgnoreCase)) rest = more.TrimStart();
        return rest;
    }

    // name=value, name: value, and "name 5" where the value is one of the pieces.
    private string? NamedValue(string name)
    {
        for (var at = evidence.Text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0 && name.Length > 0; at = evidence.Text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at > 0 && IsWordPart(evidence.Text[at - 1])) || (end < evidence.Text.Length && IsWordPart(evidence.Text[end]))) continue;
            var value = end;
            while (value < evidence.Text.Length && evidence.Text[value] == ' ') value++;
            var sign = value < evidence.Text.Length && evidence.Text[value] is '=' or ':';
            if (sign) value++;
            while (value < evidence.Text.Length && evidence.Text[value] == ' ') value++;
            if (evidence.Pieces.Find(piece => piece.Start == value) is { } piece && (sign || value > end))
            {
                used.Add(piece);
                return piece.Text;
            }

            if (sign && evidence.Text[value..].Split([' ', ',', ';'], 2)[0] is { Length: > 0 } word) return word;
        }

        return null;
    }

    private string? EnumWord(JsonElement schema) =>
        SchemaView.Words(schema).FirstOrDefault(word => word.Length > 0 && evidence.Text.Split([' ', ',', '.', '?', '!', ':', ';', '"', '\'', '\n', '='], StringSplitOptions.RemoveEmptyEntries)
            .Contains(word, StringComparer.OrdinalIgnoreCase));

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';

    private static string Named(Piece piece) => piece.Kind switch
    {
        EvidenceKind.Quoted => "the quoted text",
        EvidenceKind.Address => "the address",
        EvidenceKind.Date => "the date",
        EvidenceKind.Path => "the path",
        _ => "the number",
    };

    private static JsonNode? Typed(string text, string type) => type switch
    {
        "integer" => NumberNode(text, whole: true),
        "number" => NumberNode(text, whole: false),
        "boolean" => bool.TryParse(text, out var flag) ? flag : null,
        "string" => text,
        _ => null,
    };

    // As it was written where that is JSON: 1e400 has no .NET type.
    private static JsonNode? NumberNode(string text, bool whole)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
        if (whole && number != decimal.Truncate(number)) return null;
        return whole ? decimal.Truncate(number) : number;
    }
}
