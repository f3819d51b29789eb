using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp;

/// <summary>
/// One walk over a value beside its shape. It notes every problem, not the first one only, and writes the value as the
/// serializer will accept it: <c>1.0</c> and <c>"7"</c> for an integer become <c>1</c> and <c>7</c>.
/// </summary>
/// <param name="problems">Where problems go.</param>
/// <param name="isLenient">Whether a value of another type that means the same is taken; for results it is not.</param>
/// <param name="writer">Where the value goes; null where nobody needs it.</param>
internal sealed partial class Check(Problems problems, bool isLenient, Utf8JsonWriter? writer)
{
    /// <summary>Checks a value.</summary>
    public void Value(JsonElement value, Shape shape)
    {
        if (problems.IsFull) return;
        if (shape.Choices.Length > 0) Choice(value, shape);
        else if (shape.Enum is { } listed) OneOf(value, shape, listed);
        else if (shape.Const is { } constant) OneOf(value, shape, [constant]);
        else if (shape.Types == JsonTypes.Any) Write(value);
        else Typed(value, shape);
    }

    private void Typed(JsonElement value, Shape shape)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null when shape.Allows(JsonTypes.Null):
            case JsonValueKind.True or JsonValueKind.False when shape.Allows(JsonTypes.Boolean):
                Write(value);
                break;
            case JsonValueKind.Number when shape.Allows(JsonTypes.Integer | JsonTypes.Number):
                Number(value, value, shape);
                break;
            case JsonValueKind.String when shape.Allows(JsonTypes.String):
                Text(value, shape);
                break;
            case JsonValueKind.Array when shape.Allows(JsonTypes.Array):
                Items(value, shape);
                break;
            case JsonValueKind.Object when shape.Allows(JsonTypes.Object):
                Members(value, shape);
                break;
            default:
                if (!isLenient || !Coerced(value, shape)) Expected(value, shape);
                break;
        }
    }

    private void Items(JsonElement array, Shape shape)
    {
        CountWithin(array.GetArrayLength(), shape, "item");
        writer?.WriteStartArray();
        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (problems.IsFull) return;
            problems.Enter(index++);
            if (shape.Items is null) Write(item);
            else Value(item, shape.Items);
            problems.Leave();
        }

        writer?.WriteEndArray();
    }

    private void Members(JsonElement value, Shape shape)
    {
        CountWithin(value.GetPropertyCount(), shape, "member");
        writer?.WriteStartObject();
        var seen = new HashSet<string>();
        foreach (var member in value.EnumerateObject())
        {
            if (problems.IsFull) return;
            if (Name(member) is not { } name)
            {
                if (shape.IsClosed || shape.OtherMembers is not null) problems.Add("a member's name holds half a surrogate pair");
                continue;
            }

            problems.Enter(name);
            if (!seen.Add(name)) problems.Add("given more than once");
            else Member(name, member.Value, shape);
            problems.Leave();
        }

        foreach (var name in shape.Required)
        {
            if (!seen.Contains(name)) problems.Add(name, "required, but missing");
        }

        writer?.WriteEndObject();
    }

    private void Member(string name, JsonElement value, Shape shape)
    {
        if ((shape.Members.GetValueOrDefault(name) ?? shape.OtherMembers) is { } known)
        {
            writer?.WritePropertyName(name);
            Value(value, known);
        }
        else if (shape.IsClosed)
        {
            problems.Add("unknown member" + Nearest.Hint(name, shape.Members.Keys));
        }
        else
        {
            writer?.WritePropertyName(name);
            Write(value);
        }
    }

    /// <summary>A member's name; null where it has no text.</summary>
    public static string? Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void Choice(JsonElement value, Shape shape)
    {
        if (shape.Allows(JsonTypes.Object) && value.ValueKind == JsonValueKind.Object && Discriminator(shape) is { } discriminator)
        {
            Variant(value, shape, discriminator);
            return;
        }

        if (value.ValueKind == JsonValueKind.Null && shape.Allows(JsonTypes.Null))
        {
            Write(value);
            return;
        }

        foreach (var choice in shape.Choices)
        {
            // A dry run that writes nothing: with a writer, nested choices would be walked twice at each level.
            var trial = new Problems();
            new Check(trial, isLenient, null).Value(value, choice);
            if (trial.Count > 0) continue;
            if (writer is not null) Value(value, choice);
            return;
        }

        Expected(value, shape);
    }

    private static string? Discriminator(Shape shape) =>
        shape.Choices.SelectMany(choice => choice.Members).FirstOrDefault(member => member.Value.Const is not null).Key;

    private void Variant(JsonElement value, Shape shape, string discriminator)
    {
        var given = value.TryGetMember(discriminator, out var kind);
        var variant = shape.Choices.FirstOrDefault(choice => choice.Members.GetValueOrDefault(discriminator)?.Const is { } name
            ? given && Same(kind, name)
            : !given);
        if (variant is not null)
        {
            Members(value, variant);
            return;
        }

        problems.Enter(discriminator);
        if (!given) problems.Add("required, but missing");
        else OneOf(kind, shape, [.. shape.Choices.Select(choice => choice.Members.GetValueOrDefault(discriminator)?.Const).OfType<JsonElement>()]);
        problems.Leave();
    }

    private void Write(JsonElement value)
    {
        // The bytes as they came: writing the element would spell them anew, and throw on half a surrogate pair.
        writer?.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
