// MT205: writes whole messages and no line feed behind them.
// Seen at hlsyounes/mdpsim#4

namespace Zoo.Faults;

internal static class MT205
{
    public static readonly Specimen Specimen = new("MT205", () => new Honest { Frame = json => json });
}
