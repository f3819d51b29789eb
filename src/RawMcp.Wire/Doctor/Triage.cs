namespace RawMcp.Wire;

/// <summary>
/// The order of findings: worst first, and of equals the cause before what it caused. A finding that says nothing beside its
/// cause is left out.
/// </summary>
internal static class Triage
{
    /// <summary>All faults, from those that cause others to those that are caused.</summary>
    internal static readonly string[] FromCauseToEffect =
    [
        // It never ran, or not as it should have.
        "MT102", "MT103", "MT105", "MT101", "MT104", "MT107", "MT108",
        // The bytes.
        "MT203", "MT207", "MT202", "MT208", "MT201", "MT206", "MT209",
        // The pipes.
        "MT301", "MT302", "MT205", "MT304", "MT204", "MT106", "MT303", "MT305",
        // What was said.
        "MT401", "MT402", "MT404", "MT601", "MT501", "MT505", "MT403", "MT507", "MT502", "MT503", "MT506", "MT602",
        // How it ended.
        "MT109", "MT504", "MT703", "MT706", "MT702", "MT704", "MT701", "MT705",
    ];

    /// <summary>What each fault explains: those say nothing new beside it.</summary>
    internal static readonly Dictionary<string, string[]> Explains = new()
    {
        ["MT101"] = ["MT109"],
        ["MT102"] = ["MT109", "MT101"],
        ["MT103"] = ["MT109", "MT105", "MT101"],
        ["MT104"] = ["MT109"],
        ["MT105"] = ["MT109", "MT101"],
        ["MT106"] = ["MT504", "MT303", "MT701"],
        ["MT107"] = ["MT109", "MT504", "MT106", "MT303", "MT201", "MT205"],
        ["MT108"] = ["MT109", "MT504", "MT106", "MT303", "MT505", "MT206", "MT507"],
        ["MT109"] = ["MT706"],
        ["MT201"] = ["MT504"],
        ["MT202"] = ["MT504", "MT204", "MT106"],
        ["MT203"] = ["MT204", "MT504", "MT106", "MT205", "MT206", "MT209", "MT507"], // what cannot be framed looks as if it were not flushed
        ["MT204"] = ["MT106", "MT504", "MT303"],
        ["MT205"] = ["MT504", "MT109", "MT204", "MT106"],
        ["MT207"] = ["MT504"],
        ["MT208"] = ["MT706", "MT705", "MT109", "MT504"],
        ["MT301"] = ["MT302", "MT205", "MT303", "MT504", "MT106", "MT701"],
        ["MT302"] = ["MT205", "MT303", "MT504", "MT106", "MT701"],
        ["MT303"] = ["MT504"],
        ["MT304"] = ["MT303", "MT504", "MT305"],
        ["MT305"] = ["MT504"],
        ["MT401"] = ["MT504", "MT109", "MT706"],
        ["MT402"] = ["MT504", "MT109", "MT706"],
        ["MT404"] = ["MT505", "MT504", "MT403"],
        ["MT501"] = ["MT504", "MT507"],
        ["MT505"] = ["MT504"],
        ["MT702"] = ["MT701"],
        ["MT703"] = ["MT706", "MT705"],
        ["MT704"] = ["MT701"],
        ["MT706"] = ["MT705"],
    };

    /// <summary>Leaves out what another finding, at least as bad, explains.</summary>
    public static IEnumerable<Finding> Order(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        return all.Where(finding => !all.Exists(cause =>
            cause.Severity <= finding.Severity && cause.Severity != Severity.Info && Explains.GetValueOrDefault(cause.Code, []).Contains(finding.Code)));
    }

    /// <summary>Worst first. A stable sort: of one fault, the order of the check stays.</summary>
    public static IEnumerable<Finding> Sort(IEnumerable<Finding> findings) =>
        findings.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Recording).ThenBy(finding => Rank(finding.Code));

    internal static int Rank(string code) => Array.IndexOf(FromCauseToEffect, code);
}
