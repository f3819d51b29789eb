using System.Text;
using Faulty.Modes;

namespace Faulty;

/// <summary>All modes, in the order in which the README shows them.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyList<Mode> Modes =
    [
        new("honest", "has no fault: the yardstick for all the others", () => new Honest()),
        .. Starts.Modes,
        .. Framing.Modes,
        .. Characters.Modes,
        .. Ids.Modes,
        .. Sizes.Modes,
        .. Answers.Modes,
        .. Lists.Modes,
        .. Requests.Modes,
        .. Versions.Modes,
        .. Ends.Modes,
    ];

    /// <summary>The table of <c>tests/Servers/README.md</c>, line for line.</summary>
    public static string Table()
    {
        var table = new StringBuilder("| mode | number | what it does |\n|---|---|---|\n");
        foreach (var mode in Modes)
            table.Append($"| `{mode.Name}` | {(mode.Argument is null ? "" : $"{mode.Argument} = {mode.Default}")} | {mode.Does} |\n");
        return table.ToString();
    }
}
