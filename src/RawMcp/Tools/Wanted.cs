namespace RawMcp;

/// <summary>A shape in words: <c>an integer or null</c>.</summary>
internal static class Wanted
{
    private static readonly (JsonTypes Type, string Words)[] Names =
    [
        (JsonTypes.Boolean, "true or false"), (JsonTypes.Integer, "an integer"), (JsonTypes.Number, "a number"),
        (JsonTypes.String, "a string"), (JsonTypes.Array, "an array"), (JsonTypes.Object, "an object"), (JsonTypes.Null, "null"),
    ];

    /// <summary>What is wanted, to stand after "expected".</summary>
    public static string Of(Shape shape)
    {
        if (shape.Types == JsonTypes.Any && shape.Choices.Length > 0) return string.Join(" or ", shape.Choices.Select(Of).Distinct());
        return string.Join(" or ", Names.Where(name => shape.Allows(name.Type)).Select(name => name.Type == JsonTypes.String ? Text(shape) : name.Words));
    }

    private static string Text(Shape shape) => (shape.ClrType, shape.Format) switch
    {
        (nameof(TimeSpan), _) => "a duration such as 00:01:30",
        (_, "date-time") => "a date and time such as 2026-07-28T12:00:00Z",
        (_, "date") => "a date such as 2026-07-28",
        (_, "time") => "a time such as 12:30:00",
        (_, "uuid") => "a UUID such as 123e4567-e89b-12d3-a456-426614174000",
        (_, "base64") => "base64",
        _ => "a string",
    };
}
