namespace Benchmarks.Roles;

/// <summary>
/// A long text, as a list of pieces of at most 100 MB, which a tool returns as that many content blocks in one frame: a single
/// string of 200 MB is more than .NET's JSON writer takes.
/// </summary>
internal static class Blob
{
    private const int PieceLength = 100_000_000;

    public static IEnumerable<string> Pieces(int characters)
    {
        for (var left = characters; left > 0; left -= PieceLength) yield return new string('x', Math.Min(left, PieceLength));
    }
}
