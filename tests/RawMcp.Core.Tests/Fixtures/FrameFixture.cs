using System.Text.Json;
using RawMcp.Framing;

namespace RawMcp.Core.Tests.Fixtures;

/// <summary>A stream of bytes and what is to be seen in it: NAME.bin beside NAME.expected.json.</summary>
internal sealed record FrameFixture(string Name, byte[] Bytes, bool IsContentLength, int MaxFrameBytes, IReadOnlyList<ExpectedFrame> Frames)
{
    public static FixtureFolder Folder { get; } = new("frames");

    public static IReadOnlyList<FrameFixture> All { get; } =
        [.. Folder.Files().Where(file => file.EndsWith(".bin", StringComparison.Ordinal)).Select(file => Load(file[..^4]))];

    public static FrameFixture Named(string name) => All.Single(fixture => fixture.Name == name);

    public static TheoryData<string> Names => [.. All.Select(fixture => fixture.Name)];

    public IFrameDecoder Decoder() => IsContentLength ? new ContentLengthDecoder(MaxFrameBytes) : new LineDecoder(MaxFrameBytes);

    private static FrameFixture Load(string name)
    {
        var expected = JsonElement.Parse(Folder.Read(name + ".expected.json"));
        return new FrameFixture(
            name,
            Folder.Read(name + ".bin"),
            expected.TryGetProperty("framing", out var framing) && framing.GetString() == "content-length",
            expected.TryGetProperty("maxFrameBytes", out var limit) ? limit.GetInt32() : FramingLimits.MaxFrameBytes,
            [.. expected.GetProperty("frames").EnumerateArray().Select(ExpectedFrame.Load)]);
    }
}
