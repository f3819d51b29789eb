using System.Globalization;

namespace RawMcp;

/// <summary>The cursors of a paged list of tools. Opaque to clients; to us, where the next page begins.</summary>
internal static class ToolPages
{
    public static string Cursor(int start) => "from-" + start.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where a page begins; null for a cursor that is not ours, or that points behind the list.</summary>
    public static int? Start(string? cursor, int count)
    {
        if (cursor is null) return 0;
        return cursor.StartsWith("from-", StringComparison.Ordinal)
            && int.TryParse(cursor.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && start <= count
            ? start
            : null;
    }
}
