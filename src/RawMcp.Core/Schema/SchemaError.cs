namespace RawMcp.Schema;

/// <summary>One way in which an instance does not fit: where, by which keyword, and a sentence.</summary>
public sealed class SchemaError
{
    private readonly JsonPointer instance;
    private readonly JsonPointer path;
    private readonly SchemaPlace place;

    internal SchemaError(JsonPointer instance, JsonPointer path, SchemaPlace place, string message, string? chinese, IReadOnlyList<SchemaError> causes)
    {
        this.instance = instance;
        this.path = path;
        this.place = place;
        Message = message;
        Chinese = chinese ?? message;
        Causes = causes;
    }

    /// <summary>Where in the instance, as a JSON pointer; empty for all of it.</summary>
    public string InstanceLocation => instance.ToString();

    /// <summary>Where in the schema, as a JSON pointer that follows the evaluation through its references: <c>/properties/a/$ref/type</c>.</summary>
    public string KeywordLocation => path.ToString();

    /// <summary>Where in the schema, without references: the base URI of the resource and a JSON pointer in it.</summary>
    public string AbsoluteKeywordLocation => place.ToString();

    /// <summary>The keyword that is not satisfied; of the schema <c>false</c>, the one that holds it.</summary>
    public string Keyword => place.Keyword;

    /// <summary>What is wrong, in words: <c>a string where a number is expected</c>.</summary>
    public string Message { get; }

    /// <summary>The same in Simplified Chinese, after <see cref="JsonSchema.EvaluateInBoth"/>; else in English.</summary>
    public string Chinese { get; }

    /// <summary>What was wrong in each alternative that was tried, for <c>anyOf</c>, <c>oneOf</c> and <c>contains</c>; else empty.</summary>
    public IReadOnlyList<SchemaError> Causes { get; }

    /// <summary>Place in the instance and sentence: <c>/arguments/a: a string where a number is expected</c>.</summary>
    public override string ToString() => instance.Parent is null ? Message : Line("");

    /// <summary>As <see cref="ToString"/>, for an instance that stands at a place.</summary>
    internal string Line(string place) => $"{place}{instance.Short()}: {Message}";

    /// <summary>The sentence as seen from a place above: with the steps from there.</summary>
    internal string Under(JsonPointer above) => Under(above, Message, ": ");

    /// <summary>As <see cref="Under(JsonPointer)"/>, in Chinese.</summary>
    internal string UnderInChinese(JsonPointer above) => Under(above, Chinese, "：");

    private string Under(JsonPointer above, string sentence, string colon)
    {
        var (from, whole) = (above.Short(), instance.Short());
        return whole.Length > from.Length && whole.StartsWith(from, StringComparison.Ordinal) ? $"{whole[from.Length..]}{colon}{sentence}" : sentence;
    }
}
