using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Fixtures;

/// <summary>One good message of one revision, as the frame that we would write: REVISION/y_NAME.json.</summary>
internal sealed record MessageFixture(string File, Revision Revision, string Name, byte[] Frame)
{
    public static FixtureFolder Folder { get; } = new("messages");

    public static IReadOnlyList<MessageFixture> All { get; } = [.. Folder.Files().Select(Load)];

    public static MessageFixture Named(string file) => All.Single(fixture => fixture.File == file);

    public static TheoryData<string> Files => [.. All.Select(fixture => fixture.File)];

    public Message Message => MessageReader.Read(Frame.AsMemory(0, Frame.Length - 1));

    private static MessageFixture Load(string file)
    {
        var revision = Revision.Find(file.Split('/')[0]) ?? throw new InvalidDataException($"{file} lies in no revision's folder");
        return new MessageFixture(file, revision, Path.GetFileNameWithoutExtension(file)[2..], Folder.Read(file));
    }
}
