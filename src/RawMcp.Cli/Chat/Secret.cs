namespace RawMcp.Cli.Chat;

/// <summary>The key for an endpoint. Whatever is shown or kept goes through <see cref="Hide"/>: endpoints like to quote a wrong key.</summary>
/// <param name="key">The key; null where there is none.</param>
internal sealed class Secret(string? key)
{
    /// <summary>Where the key comes from.</summary>
    public const string Variable = "OPENAI_API_KEY";

    // A shorter one is a placeholder such as "none", and hiding it would spoil ordinary words.
    private const int MinLength = 8;

    private const string Hidden = "[key hidden]";

    /// <summary>The key; null where there is none.</summary>
    public string? Key { get; } = string.IsNullOrWhiteSpace(key) ? null : key.Trim();

    public static Secret FromEnvironment() => new(Environment.GetEnvironmentVariable(Variable));

    public string Hide(string text) => Key is { Length: >= MinLength } ? text.Replace(Key, Hidden, StringComparison.Ordinal) : text;
}
