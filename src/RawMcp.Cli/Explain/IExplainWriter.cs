using RawMcp.WireDictionary;

namespace RawMcp.Cli.Explain;

/// <summary>Writes explanations, for people or for programs.</summary>
internal interface IExplainWriter
{
    /// <summary>Writes a frame and the messages in it.</summary>
    void Frame(ExplainFrame frame, IReadOnlyList<MessageExplanation> messages);

    /// <summary>Writes what came of all of them.</summary>
    void End(ExplainFigures figures);
}

/// <summary>What came of an explanation.</summary>
/// <param name="Frames">Frames, stderr lines among them.</param>
/// <param name="Values">Values in their messages.</param>
/// <param name="Bytes">Bytes of the frames.</param>
/// <param name="Unexplained">Of these, the bytes that nothing accounts for.</param>
/// <param name="Violations">What breaks the revision.</param>
/// <param name="Malformed">Frames that are no message.</param>
internal sealed record ExplainFigures(long Frames, long Values, long Bytes, long Unexplained, long Violations, long Malformed);
