using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RawMcp.Wire.Tests;

/// <summary>
/// Random expressions with two meanings: what they say when printed, and what they are by plain C# over the facts that the session
/// was made from. Nothing of the filter's own code is used.
/// </summary>
internal sealed class FilterOracle(Random random)
{
    /// <summary>What is true of a frame: by field, a decimal, a string, a bool or (for ids and JSON) an element; no entry where it is absent.</summary>
    public sealed record Facts(Dictionary<string, object> Fields, JsonElement? Message);

    public sealed record Expression(string Text, Func<Facts, bool> Holds);

    private static readonly string[] Texts = ["ping", "tools/call", "a", "é\n", "7", "", "\"x\\"];
    private static readonly decimal[] Numbers = [0, 1, 2, 7, -1, 2.5m, 100, -32602];
    private static readonly string[] Paths = ["params", "params.a", "params.b", "params.b[0]", "params.b[1].a", "params['x y']", "result.a", "result['b'][0]", "error.data", "error.data.a"];
    private static readonly string[] Order = ["<", "<=", ">", ">="];
    private static readonly string[] Equality = ["==", "!="];

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private string Space => random.Next(4) == 0 ? "  " : " ";

    public Expression Tree(int depth)
    {
        switch (depth == 0 ? 0 : random.Next(6))
        {
            case 1 or 2:
                var all = Enumerable.Range(0, random.Next(2, 4)).Select(_ => Tree(depth - 1)).ToList();
                return new(string.Join(Space + "and ", all.Select(term => $"({term.Text})")), facts => all.All(term => term.Holds(facts)));
            case 3:
                var any = Enumerable.Range(0, random.Next(2, 4)).Select(_ => Tree(depth - 1)).ToList();
                return new(string.Join(" or" + Space, any.Select(term => $"({term.Text})")), facts => any.Any(term => term.Holds(facts)));
            case 4:
                var inner = Tree(depth - 1);
                return new($"not{Space}({inner.Text})", facts => !inner.Holds(facts));
            case 5: // without parentheses: what binds how
                var (a, b, c, d) = (Leaf(), Leaf(), Leaf(), Leaf());
                return new($"{a.Text} or not {b.Text} and {c.Text} or {d.Text}", facts => a.Holds(facts) || (!b.Holds(facts) && c.Holds(facts)) || d.Holds(facts));
            default: return Leaf();
        }
    }

    private Expression Leaf() => random.Next(9) switch
    {
        0 => Choice("dir", ["c2s", "s2c", "stderr"]),
        1 => Choice("kind", ["request", "notification", "result", "failure", "malformed"]),
        2 => Number(One(["frame", "length", "error.code"])),
        3 => Duration(One(["dur", "time"])),
        4 => Text(One(["method", "text", "error.message"])),
        5 => Id(),
        6 => Bare(),
        _ => Json(One(Paths)),
    };

    private Expression Choice(string name, string[] choices)
    {
        var (choice, operation) = (One(choices), One(Equality));
        return new($"{name} {operation} {choice}", facts => facts.Fields.TryGetValue(name, out var value) && Same(operation, value.Equals(choice)));
    }

    private Expression Number(string name)
    {
        var (number, operation) = (One(Numbers), One([.. Order, .. Equality]));
        return new($"{name}{operation}{number.ToString(CultureInfo.InvariantCulture)}", facts => facts.Fields.TryGetValue(name, out var value) && Compare(operation, (decimal)value, number));
    }

    private Expression Duration(string name)
    {
        var (number, operation) = (One(Numbers), One([.. Order, .. Equality]));
        var (unit, factor) = One<(string, decimal)>([("ns", 1), ("us", 1e3m), ("ms", 1e6m), ("s", 1e9m), ("m", 60e9m)]);
        return new($"{name} {operation} {number.ToString(CultureInfo.InvariantCulture)}{unit}", facts => facts.Fields.TryGetValue(name, out var value) && Compare(operation, (decimal)value, number * factor));
    }

    private Expression Text(string name) => TextTest(name, facts => facts.Fields.TryGetValue(name, out var value) ? (string)value : null, isText: true);

    private Expression TextTest(string name, Func<Facts, string?> read, bool isText)
    {
        var text = One(Texts);
        var quoted = text.Contains('\n', StringComparison.Ordinal) || text.Contains('"', StringComparison.Ordinal) || random.Next(2) == 0 ? JsonSerializer.Serialize(text) : $"'{text}'";
        return random.Next(isText ? 5 : 4) switch
        {
            0 => new($"{name} contains {quoted}", facts => read(facts)?.Contains(text, StringComparison.Ordinal) == true),
            1 => new($"{name} starts with {quoted}", facts => read(facts)?.StartsWith(text, StringComparison.Ordinal) == true),
            2 => new($"{name} ends  with {quoted}", facts => read(facts)?.EndsWith(text, StringComparison.Ordinal) == true),
            3 => new($"{name} matches '^[a-z]+$'", facts => read(facts) is { } value && Regex.IsMatch(value, "^[a-z]+$", RegexOptions.None, TimeSpan.FromMinutes(1))),
            _ => One(Equality) is var operation ? new($"{name} {operation} {quoted}", facts => read(facts) is { } value && Same(operation, value == text)) : throw new InvalidOperationException(),
        };
    }

    private Expression Id()
    {
        static JsonElement? Read(Facts facts) => facts.Fields.TryGetValue("id", out var id) ? (JsonElement)id : null;
        switch (random.Next(3))
        {
            case 0: return TextTest("id", facts => Read(facts) is { ValueKind: JsonValueKind.String } id ? id.GetString() : null, isText: false);
            case 1:
                var (text, operation) = (One(["7", "a", "1"]), One(Equality));
                return new($"id {operation} '{text}'", facts => Read(facts) is { } id && Same(operation, id.ValueKind == JsonValueKind.String && id.GetString() == text));
            default:
                var (number, order) = ((decimal)random.Next(-1, 9), One([.. Order, .. Equality]));
                return new($"id {order} {number.ToString(CultureInfo.InvariantCulture)}", facts => Read(facts) is { } id
                    && (id.ValueKind == JsonValueKind.Number ? Compare(order, id.GetDecimal(), number) : order == "!="));
        }
    }

    private Expression Bare()
    {
        var name = One(["kind", "id", "method", "dur", "answered", "in flight", "error.code", "error.message", "text", .. Paths]);
        return Paths.Contains(name)
            ? new(name, facts => Find(facts, name) is { } value && value.ValueKind != JsonValueKind.False)
            : new(name, facts => facts.Fields.TryGetValue(name, out var value) && value is not false);
    }

    private Expression Json(string path)
    {
        var operation = One(Equality);
        switch (random.Next(5))
        {
            case 0: return TextTest(path, facts => Find(facts, path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null, isText: false);
            case 1:
                var text = One(Texts);
                return new($"{path} {operation} {JsonSerializer.Serialize(text)}", facts => Find(facts, path) is { } value
                    && Same(operation, value.ValueKind == JsonValueKind.String && value.GetString() == text));
            case 2:
                var (word, kind) = One([("true", JsonValueKind.True), ("false", JsonValueKind.False), ("null", JsonValueKind.Null)]);
                return new($"{path} {operation} {word}", facts => Find(facts, path) is { } value && Same(operation, value.ValueKind == kind));
            default:
                var (number, order) = (One(Numbers), One([.. Order, .. Equality]));
                return new($"{path} {order} {number.ToString(CultureInfo.InvariantCulture)}", facts => Find(facts, path) is { } value
                    && (value.ValueKind == JsonValueKind.Number ? Compare(order, value.GetDecimal(), number) : order == "!="));
        }
    }

    private static JsonElement? Find(Facts facts, string path)
    {
        if (facts.Message is not { } value) return null;
        foreach (Match step in Regex.Matches(path, @"\['(?<name>[^']*)'\]|\[(?<index>\d+)\]|\.?(?<name>\w+)", RegexOptions.None, TimeSpan.FromMinutes(1)))
        {
            if (step.Groups["index"].Success)
            {
                var index = int.Parse(step.Groups["index"].Value, CultureInfo.InvariantCulture);
                if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= index) return null;
                value = value[index];
            }
            else if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step.Groups["name"].Value, out value))
            {
                return null;
            }
        }

        return value;
    }

    private static bool Same(string operation, bool equal) => operation == "==" ? equal : !equal;

    private static bool Compare(string operation, decimal one, decimal two) => operation switch
    {
        "==" => one == two,
        "!=" => one != two,
        "<" => one < two,
        "<=" => one <= two,
        ">" => one > two,
        _ => one >= two,
    };
}
