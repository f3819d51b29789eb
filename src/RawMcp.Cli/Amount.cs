using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace RawMcp.Cli;

/// <summary>Options that take a number, with a sentence of ours where it is none.</summary>
internal static class Amount
{
    private const int LongestSeconds = 86_400;

    public static Option<double> OfSeconds(string name, string description, double @default) => new(name)
    {
        Description = description,
        HelpName = "seconds",
        DefaultValueFactory = _ => @default,
        CustomParser = result => double.TryParse(Word(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestSeconds
            ? seconds
            : Wants<double>(result, $"{name} wants seconds, more than 0 and at most {LongestSeconds}"),
    };

    public static Option<int> OfThings(string name, string description, int @default = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => @default,
        CustomParser = result => int.TryParse(Word(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : Wants<int>(result, $"{name} wants a whole number, 1 or more"),
    };

    public static Option<long?> OfBytes(string name, string description, long least = 1, long most = long.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "bytes",
        CustomParser = result => long.TryParse(Word(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Wants<long?>(result, $"{name} wants a number of bytes, {least} or more" + (most < long.MaxValue ? $" and at most {most}" : "")),
    };

    public static Option<int> OfPort(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => 0,
        CustomParser = result => int.TryParse(Word(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= System.Net.IPEndPoint.MaxPort
            ? number
            : Wants<int>(result, $"{name} wants a port, 0 to {System.Net.IPEndPoint.MaxPort}"),
    };

    private static string Word(ArgumentResult result) => result.Tokens is [var only] ? only.Value : "";

    private static T? Wants<T>(ArgumentResult result, string sentence)
    {
        result.AddError($"{sentence}, not '{Word(result)}'.");
        return default;
    }
}
