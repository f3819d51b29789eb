using System.Globalization;
using System.Text;

namespace RawMcp.Schema;

/// <summary>
/// A place in a JSON value, as the steps that lead to it. It is kept as a chain, because many places below the same long
/// name would otherwise hold that name many times; <see cref="ToString"/> spells it as RFC 6901 says.
/// </summary>
public sealed class JsonPointer
{
    private readonly string? name;
    private readonly int index;

    private JsonPointer(JsonPointer? parent, string? name, int index)
    {
        Parent = parent;
        this.name = name;
        this.index = index;
    }

    /// <summary>The whole value; its text is empty.</summary>
    public static JsonPointer Root { get; } = new(null, "", 0);

    /// <summary>The place one step up; null at the root.</summary>
    public JsonPointer? Parent { get; }

    /// <summary>The last step: a member's name as it is, or an index in digits; empty at the root.</summary>
    public string Step => name ?? index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The place of a member.</summary>
    public JsonPointer Down(string member) => new(this, member, 0);

    /// <summary>The place of an item.</summary>
    public JsonPointer Down(int item) => new(this, null, item);

    /// <summary>The pointer as text, <c>/arguments/a~1b/0</c>.</summary>
    public override string ToString() => Text(int.MaxValue);

    /// <summary>The pointer for a sentence: a long step is cut.</summary>
    internal string Short() => Text(SchemaText.MaxRepeated);

    private string Text(int longest)
    {
        if (Parent is null) return "";
        var steps = new List<string>();
        for (var at = this; at.Parent is not null; at = at.Parent) steps.Add(at.Step);
        var text = new StringBuilder();
        for (var i = steps.Count - 1; i >= 0; i--)
            text.Append('/').Append(SchemaText.Clip(steps[i], longest).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        return text.ToString();
    }
}
