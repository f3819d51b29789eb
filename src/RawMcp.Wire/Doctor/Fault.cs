namespace RawMcp.Wire;

/// <summary>One way in which a connection over pipes dies or suffers.</summary>
/// <param name="Code">Its code, <c>MT</c> and three digits; the first is the group.</param>
/// <param name="Title">Its name in a few words.</param>
/// <param name="Threads">Where people met it, as <c>owner/repository#number</c>.</param>
public sealed record Fault(string Code, string Title, params string[] Threads)
{
    /// <inheritdoc/>
    public override string ToString() => Code;
}
