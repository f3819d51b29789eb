using RawMcp.Core.Tests.Fixtures;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.Framing;

public sealed class FrameFixtureTests
{
    [Theory]
    [MemberData(nameof(FrameFixture.Names), MemberType = typeof(FrameFixture))]
    public void Is_read_the_same_whole_and_split_at_every_byte(string name)
    {
        var fixture = FrameFixture.Named(name);
        Check(fixture.Bytes, fixture.Frames, fixture.Decoder);
    }

    [Theory]
    [MemberData(nameof(FrameFixture.Names), MemberType = typeof(FrameFixture))]
    public void Is_named_for_its_verdict(string name)
    {
        var anyDefect = FrameFixture.Named(name).Frames.Any(frame => frame.Defect is not null);
        var verdict = name[..2];
        Assert.True(verdict == (anyDefect ? "n_" : "y_") || verdict == "i_", $"{name} has {(anyDefect ? "a" : "no")} defect");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_defect_has_a_fixture(DefectKind kind) =>
        Assert.Contains(FrameFixture.All, fixture => fixture.Name.StartsWith("n_", StringComparison.Ordinal) && fixture.Frames.Any(frame => frame.Defect == kind));

    [Theory]
    [InlineData("y_white_space_around")]
    [InlineData("y_crlf")]
    [InlineData("y_lone_cr_between_tokens")]
    [InlineData("y_unknown_member")]
    [InlineData("y_duplicate_unknown_member")]
    [InlineData("y_error_null_beside_result")]
    [InlineData("y_result_null_beside_error")]
    [InlineData("y_lsp_bare_lf")]
    public void Every_tolerance_has_a_fixture(string name) => Assert.Contains(FrameFixture.All, fixture => fixture.Name == name);

    public static TheoryData<DefectKind> Kinds => [.. Enum.GetValues<DefectKind>()];

    private static void Check(byte[] input, IReadOnlyList<ExpectedFrame> expected, Func<IFrameDecoder> decoder)
    {
        var whole = Decoding.Whole(decoder(), input);
        Assert.Equal(expected, whole.Select(ExpectedFrame.Seen));
        AssertSame(whole, Decoding.ByteByByte(decoder(), input), "one byte at a time");
        for (var at = 0; at <= input.Length; at++) AssertSame(whole, Decoding.SplitAt(decoder(), input, at), $"split at byte {at}");
    }

    private static void AssertSame(List<Frame> whole, List<Frame> split, string how)
    {
        Assert.True(whole.Count == split.Count, $"{whole.Count} frames whole, {split.Count} {how}");
        foreach (var (one, other) in whole.Zip(split))
        {
            var same = one.Offset == other.Offset && one.Length == other.Length && one.Ending == other.Ending && one.Bytes.Span.SequenceEqual(other.Bytes.Span);
            Assert.True(same, $"the frame at {one.Offset} ({one.Ending}, {one.Length}) is at {other.Offset} ({other.Ending}, {other.Length}) or has other bytes {how}");
        }
    }
}
