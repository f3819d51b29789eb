namespace RawMcp.Wire;

/// <summary>The bounds that redaction keeps, whatever the session holds. What lies beyond a bound is taken out as a whole, never let through.</summary>
public static class RedactionLimits
{
    /// <summary>How many strings may be packed into each other (JSON in a string of JSON in a string …): 12. What is packed deeper is redacted as a whole.</summary>
    public const int MaxPacking = 12;

    /// <summary>How deep JSON may be nested to be read as JSON: 1,000. Deeper JSON is redacted as text.</summary>
    public const int MaxDepth = 1000;

    /// <summary>How many beginnings of JSON are tried inside one text that is not JSON itself: 32. Behind the last, the rest is searched as text alone.</summary>
    public const int MaxJsonTries = 32;

    /// <summary>How long the search for one pattern of <c>--redact</c> in one text may take: 10 seconds. The rest of the text is then redacted.</summary>
    public static TimeSpan PatternTime { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Of a line that is not exported, so many bytes are looked at for the beginning or end of a private key: 4 KiB.</summary>
    public const int LineLooked = 4096;

    /// <summary>A name is looked at up to so many characters (UTF-16): 100. A longer one is no name that people give to secrets.</summary>
    public const int MaxName = 100;
}
