using System.CommandLine;
using RawMcp.Cli.Output;
using RawMcp.Wire;

namespace RawMcp.Cli;

/// <summary>The option <c>--filter</c>, the same in every verb that reads captures.</summary>
internal static class FilterOption
{
    /// <summary>How much of a filter is shown on either side of what is wrong, in characters.</summary>
    private const int Around = 60;

    public static Option<Filter?> Create() => new("--filter")
    {
        Description = "only the frames that match, such as 'method == \"tools/call\" and dur > 500ms' (docs/filter.md)",
        HelpName = "EXPR",
        CustomParser = result =>
        {
            var text = result.Tokens is [var only] ? only.Value : "";
            if (Filter.TryParse(text, out var filter, out var error)) return filter;
            result.AddError(Complaint(text, error));
            return null;
        },
    };

    /// <summary>What is wrong, the filter, and a mark under the place.</summary>
    private static string Complaint(string text, FilterError error)
    {
        var from = Math.Max(0, error.Position - Around);
        var to = Math.Min(text.Length, error.Position + Around);
        var before = (from > 0 ? "…" : "") + OnOneLine(text[from..error.Position]);
        var after = OnOneLine(text[error.Position..to]) + (to < text.Length ? "…" : "");
        var indent = new string(' ', before.EnumerateRunes().Count());
        return $"--filter, column {error.Column}: {error.Sentence}\n  {before}{after}\n  {indent}^";
    }

    // A tab is as wide as the terminal likes: the mark would stand elsewhere.
    private static string OnOneLine(string text) => Plain.Line(text).Replace('\t', ' ');
}
