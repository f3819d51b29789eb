using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>What a field holds, and so what it can be compared with.</summary>
internal enum FieldType
{
    Number, Duration, Choice, Id, Text, Flag, Json,
}

/// <summary>Something that a filter can ask about a frame.</summary>
/// <param name="Name">How it is written.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Read">Reads it.</param>
/// <param name="Choices">What a <see cref="FieldType.Choice"/> can be.</param>
internal sealed record FilterField(string Name, FieldType Type, Func<FilterSubject, FilterValue> Read, params string[] Choices)
{
    /// <summary>What it holds, as a sentence says it.</summary>
    public string Kind => Type switch
    {
        FieldType.Number => "a number",
        FieldType.Duration => "a duration",
        FieldType.Choice => "one of " + string.Join(", ", Choices),
        FieldType.Id => "a whole number or text",
        FieldType.Text => "text",
        FieldType.Flag => "true or false",
        _ => "any JSON",
    };

    /// <summary>The fields, but for those that are paths into the JSON.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        new("frame", FieldType.Number, it => FilterValue.Of(it.Frame.Number)),
        new("dir", FieldType.Choice, it => FilterValue.Of(Direction(it.Frame.Stream)), "c2s", "s2c", "stderr"),
        new("kind", FieldType.Choice, it => FilterValue.Of(Kinds(it.Message?.Kind)), "request", "notification", "result", "failure", "malformed"),
        new("id", FieldType.Id, it => FilterValue.Of(it.Message?.Id)),
        new("method", FieldType.Text, it => FilterValue.Of(it.Message?.Method ?? it.Message?.Call?.Method)),
        new("call", FieldType.Number, it => FilterValue.Of(it.Call?.Request.Number)),
        new("target", FieldType.Text, it => FilterValue.Of(it.Call?.Target)),
        new("concerns", FieldType.Number, it => FilterValue.Of(it.Message?.Concerns?.Request.Number)),
        new("retryOf", FieldType.Number, it => FilterValue.Of(it.Message?.Call?.RetryOf?.Request.Number)),
        new("retriedBy", FieldType.Number, it => FilterValue.Of(it.Message?.Call?.RetriedBy?.Request.Number)),
        new("dur", FieldType.Duration, it => FilterValue.Of(it.Message?.Call?.Duration)),
        new("time", FieldType.Duration, it => FilterValue.Of(it.Whole.Time)),
        new("length", FieldType.Number, it => FilterValue.Of(it.Frame.Length)),
        new("bytes", FieldType.Number, it => FilterValue.Of(it.Frame.Length)),
        new("answered", FieldType.Flag, it => FilterValue.Of(!IsInFlight(it))),
        new("in flight", FieldType.Flag, it => FilterValue.Of(IsInFlight(it))),
        new("text", FieldType.Text, it => FilterValue.Of(it.Bytes)),
    ];

    /// <summary>The members of a message that a path can begin with.</summary>
    public static IReadOnlyList<string> Roots { get; } = ["params", "result", "error"];

    /// <summary>The field of that name and path; null where there is none.</summary>
    public static FilterField? Find(string name, IReadOnlyList<JsonStep>? steps, string spelled) => name switch
    {
        "error" when steps is [var only] && only.IsTo("code"u8) => new(spelled, FieldType.Number, it => FilterValue.Of(it.Message?.ErrorCode)),
        "error" when steps is [var only] && only.IsTo("message"u8) => new(spelled, FieldType.Text, it => FilterValue.Of(Member(it, "error", steps).Text())),
        "params" or "result" or "error" => new(spelled, FieldType.Json, it => FilterValue.Of(Member(it, name, steps ?? []))),
        _ when steps is null => All.FirstOrDefault(field => field.Name == name),
        _ => null,
    };

    /// <summary>Names that somebody may have meant.</summary>
    public static IReadOnlyList<string> Near(string name)
    {
        var names = All.Select(field => field.Name).Concat(Roots).ToList();
        var wanted = name.ToLowerInvariant();
        var near = names.Where(known => wanted.StartsWith(known, StringComparison.Ordinal) || (wanted.Length > 1 && known.StartsWith(wanted, StringComparison.Ordinal))
            || Distance(wanted, known) <= Math.Min(2, Math.Min(wanted.Length, known.Length) / 2)).ToList();
        return near.Count > 0 ? near : names;
    }

    private static RawJson Member(FilterSubject it, string root, IReadOnlyList<JsonStep> steps)
    {
        // What is no message may hold anything; of a message it is known which of the three it has.
        var holds = it.Message?.Kind switch
        {
            null => false,
            MessageKind.Request or MessageKind.Notification => root == "params",
            MessageKind.Result => root == "result",
            MessageKind.Failure => root == "error",
            _ => true,
        };
        if (!holds) return default;
        var value = JsonStep.To(root).From(new RawJson(it.Bytes));
        foreach (var step in steps)
        {
            if (value.IsAbsent) break;
            value = step.From(value);
        }

        return value;
    }

    private static bool IsInFlight(FilterSubject it) => it.Message is { Kind: MessageKind.Request, Call.IsInFlight: true };

    private static string Direction(Pipe stream) => stream switch
    {
        Pipe.Stdin => "c2s",
        Pipe.Stdout => "s2c",
        _ => "stderr",
    };

    private static string? Kinds(MessageKind? kind) => kind switch
    {
        null => null,
        MessageKind.Request => "request",
        MessageKind.Notification => "notification",
        MessageKind.Result => "result",
        MessageKind.Failure => "failure",
        _ => "malformed",
    };

    /// <summary>How many letters have to be put in, left out or replaced.</summary>
    private static int Distance(string one, string two)
    {
        if (Math.Abs(one.Length - two.Length) > 2) return int.MaxValue;
        var row = Enumerable.Range(0, two.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= two.Length; j++)
            {
                var best = Math.Min(diagonal + (one[i - 1] == two[j - 1] ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = best;
            }
        }

        return row[^1];
    }
}
