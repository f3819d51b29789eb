namespace RawMcp.Wire;

/// <summary>The bounds of a comparison, whatever the captures hold.</summary>
public static class DiffLimits
{
    /// <summary>Of two JSON values, at most so many differences are named: 50. Further ones are counted.</summary>
    public const int MaxChanges = 50;

    /// <summary>Of a value that differs, so many characters of its JSON are kept: 500.</summary>
    public const int MaxValue = 500;
}
