using System.Text;

namespace RawMcp.Core.Tests.Fixtures;

/// <summary>A short session: prose, an empty line, and then what each side does with the facts that follow from it indented below.</summary>
internal sealed record DialogueFixture(string Name, IReadOnlyList<DialogueLine> Lines)
{
    public static FixtureFolder Folder { get; } = new("dialogues");

    public static IReadOnlyList<DialogueFixture> All { get; } = [.. Folder.Files().Select(Load)];

    public static DialogueFixture Named(string name) => All.Single(fixture => fixture.Name == name);

    public static TheoryData<string> Names => [.. All.Select(fixture => fixture.Name)];

    private static DialogueFixture Load(string file)
    {
        List<DialogueLine> lines = [];
        foreach (var line in Encoding.UTF8.GetString(Folder.Read(file)).TrimEnd('\n').Split('\n').SkipWhile(line => line.Length > 0).Skip(1))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal)) lines[^1].Facts.Add(line.Trim());
            else if (line.StartsWith("client: ", StringComparison.Ordinal)) lines.Add(new DialogueLine(true, line[8..], []));
            else if (line.StartsWith("server: ", StringComparison.Ordinal)) lines.Add(new DialogueLine(false, line[8..], []));
            else throw new InvalidDataException($"{file}: neither client, server nor a fact: {line}");
        }

        return new DialogueFixture(Path.GetFileNameWithoutExtension(file), lines);
    }
}

/// <summary>What one side does: a frame, or in parentheses something that is none.</summary>
internal sealed record DialogueLine(bool FromClient, string Text, List<string> Facts);
