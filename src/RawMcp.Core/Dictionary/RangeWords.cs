using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>Ranges of revisions in words.</summary>
public static class RangeWords
{
    /// <summary>In English.</summary>
    public static string English(RevisionRange range) => Say(range, "no revision", "all revisions", "{0}", "from {0} on", "until {0}", "{0} to {1}", " and ");

    /// <summary>In Simplified Chinese.</summary>
    public static string Chinese(RevisionRange range) => Say(range, "没有任何修订版", "所有修订版", "{0}", "自 {0} 起", "到 {0} 为止", "{0} 至 {1}", "，以及 ");

    /// <summary>When a thing is there, as a sentence of its own: <c>it exists from 2025-06-18 on</c>.</summary>
    public static Words Existing(RevisionRange range) => new(
        "it exists " + Say(range, "in no revision", "in all revisions", "only in {0}", "from {0} on", "until {0}", "from {0} to {1}", " and "),
        $"它{Say(range, "不", "在所有修订版中", "只在 {0} 中", "自 {0} 起", "到 {0} 为止", "在 {0} 至 {1} 中", "，以及")}存在");

    private static string Say(RevisionRange range, string none, string all, string single, string from, string until, string between, string and)
    {
        if (range.IsEmpty) return none;
        if (range == RevisionRange.All) return all;
        var runs = new List<string>();
        for (var i = 0; i < Revision.All.Count; i++)
        {
            if (!range.Contains(Revision.All[i])) continue;
            var first = i;
            while (i + 1 < Revision.All.Count && range.Contains(Revision.All[i + 1])) i++;
            var form = first == i ? single : first == 0 ? until : i == Revision.All.Count - 1 ? from : between;
            runs.Add(form.Replace("{0}", (first == 0 ? Revision.All[i] : Revision.All[first]).Text, StringComparison.Ordinal)
                .Replace("{1}", Revision.All[i].Text, StringComparison.Ordinal));
        }

        return string.Join(and, runs);
    }
}
