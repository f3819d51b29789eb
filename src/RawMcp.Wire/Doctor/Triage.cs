namespace RawMcp.Wire;

/// <summary>
/// The order of findings: worst first, and of equals the cause before what it caused. A finding that says nothing beside its
/// cause is left out.
/// </summary>
internal static class Triage
{
    /// <summary>All faults, from those that cause others to those that are caused.</summary>
    private static readonly string[] FromCauseToEffect =
    [
        // It never ran, or not as it should have.
        "MT101", "MT102", "MT103", "MT105", "MT104", "MT107", "MT108",
        // The bytes.
        "MT203", "MT207", "MT202", "MT208", "MT205", "MT201", "MT206", "MT209",
        // The pipes.
        "MT301", "MT302", "MT304", "MT204", "MT106", "MT303", "MT305",
        // What was said.
        "MT401", "MT402", "MT404", "MT601", "MT501", "MT505", "MT403", "MT507", "MT502", "MT503", "MT506", "MT602",
        // How it ended.
        "MT109", "MT706", "MT703", "MT702", "MT704", "MT701", "MT705", "MT504",
    ];

    /// <summary>What each fault explains: those say nothing new beside it.</summary>
    private static readonly Dictionary<string, string[]> Explains = new()
    {
        ["MT101"] = ["MT109"],
        ["MT102"] = ["MT109", "MT101"],
        ["MT103"] = ["MT109", "MT105", "MT101"],
        ["MT104"] = ["MT109"],
        ["MT105"] = ["MT109", "MT101"],
        ["MT107"] = ["MT109", "MT504", "MT106", "MT303", "MT201"],
        ["MT108"] = ["MT109", "MT504", "MT106", "MT303", "MT507"],
    };

    /// <summary>Leaves out what another finding explains.</summary>
    public static IEnumerable<Finding> Order(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        var explained = all.Where(finding => finding.Severity != Severity.Info).SelectMany(finding => Explains.GetValueOrDefault(finding.Code, [])).ToHashSet();
        return all.Where(finding => !explained.Contains(finding.Code));
    }

    /// <summary>Worst first. A stable sort: of one fault, the order of the check stays.</summary>
    public static IEnumerable<Finding> Sort(IEnumerable<Finding> findings) =>
        findings.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Recording).ThenBy(finding => Rank(finding.Code));

    internal static int Rank(string code) => Array.IndexOf(FromCauseToEffect, code);
}
