using System.Globalization;
using RawMcp.Cli.Output;
using RawMcp.Mcp;
using RawMcp.Wire;

namespace RawMcp.Cli.Show.Tui;

/// <summary>A frame that somebody who looks for trouble wants to see, and why.</summary>
/// <param name="Frame">The frame's number.</param>
/// <param name="Title">Why, in a few words; harmless text.</param>
internal readonly record struct Landmark(int Frame, string Title)
{
    /// <summary>Those that the doctor names, by the first frame of their evidence, and those that the index alone shows; in the order of the frames.</summary>
    /// <param name="index">The capture's index.</param>
    /// <param name="capture">The capture; must be able to seek.</param>
    public static IReadOnlyList<Landmark> Of(FrameIndex index, Stream capture)
    {
        var named = Doctor.Examine(index, capture).Findings
            .Select(finding => (finding, place: finding.Evidence.OfType<Evidence.Frame>().FirstOrDefault()?.Number ?? finding.Evidence.OfType<Evidence.Stderr>().FirstOrDefault()?.Number))
            .Where(it => it.place is not null)
            .Select(it => new Landmark(it.place!.Value, Plain.Line($"{it.finding.Code} {it.finding.Title}")));
        return [.. named.Concat(Of(index)).OrderBy(landmark => landmark.Frame)];
    }

    /// <summary>Those that the index alone shows: malformed frames, errors, tool errors, calls without an answer, and what stands beside a gap.</summary>
    public static IReadOnlyList<Landmark> Of(FrameIndex index)
    {
        var found = new List<Landmark>();
        foreach (var frame in index.Frames)
        {
            if (frame.IsBesideGap) found.Add(new(frame.Number, "the capture lacks bytes here"));
            foreach (var message in frame.Messages)
            {
                if (Trouble(message) is { } title) found.Add(new(frame.Number, title));
            }
        }

        return found;
    }

    private static string? Trouble(IndexedMessage message) => message switch
    {
        { Defect: { } defect } => Plain.Line("no message: " + defect.Sentence),
        { ErrorCode: { } code } => $"error {code.ToString(CultureInfo.InvariantCulture)}{(ErrorCodes.Name(code) is { } name ? ", " + name : "")}",
        { IsToolError: true } => "tool error",
        { Kind: MessageKind.Request, Call.IsInFlight: true } => "no answer to this request",
        _ => null,
    };
}
