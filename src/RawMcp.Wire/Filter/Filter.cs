using System.Diagnostics.CodeAnalysis;

namespace RawMcp.Wire;

/// <summary>
/// An expression that chooses frames: <c>method == "tools/call" and dur > 500ms</c>. The language is described in docs/filter.md.
/// A field that a frame does not have makes every comparison with it false.
/// </summary>
public sealed class Filter
{
    private readonly FilterExpression tree;

    private Filter(string text, FilterExpression tree) => (Text, this.tree) = (text, tree);

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads an expression. False, with what is wrong and where, for any text that is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Filter? filter, [NotNullWhen(false)] out FilterError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tree = FilterParser.Read(text, out error);
        filter = tree is null ? null : new Filter(text, tree);
        return filter is not null;
    }

    /// <summary>Whether the filter chooses a message.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="message">Its place in a batch; 0 where there is no batch, and for a frame that holds no message.</param>
    public bool Matches(FilterFrame frame, int message = 0)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfNegative(message);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message, Math.Max(0, frame.Frame.Messages.Count - 1));
        return tree.Holds(new FilterSubject(frame, message));
    }

    /// <inheritdoc cref="Text"/>
    public override string ToString() => Text;
}
