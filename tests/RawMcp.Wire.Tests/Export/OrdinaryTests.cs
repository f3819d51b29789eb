using System.Text;

namespace RawMcp.Wire.Tests;

/// <summary>Sessions without secrets lose nothing to redaction.</summary>
public sealed class OrdinaryTests
{
    private static string Fixtures
    {
        get
        {
            var place = new DirectoryInfo(AppContext.BaseDirectory);
            while (!Directory.Exists(Path.Combine(place.FullName, "protocol-fixtures"))) place = place.Parent!;
            return Path.Combine(place.FullName, "protocol-fixtures");
        }
    }

    public static TheoryData<string> Dialogues => [.. Directory.GetFiles(Path.Combine(Fixtures, "dialogues"), "*.txt").Select(file => Path.GetFileName(file))];

    [Theory, MemberData(nameof(Dialogues))]
    public void A_dialogue_loses_nothing(string name)
    {
        using var session = new ExportSession();
        foreach (var line in File.ReadLines(Path.Combine(Fixtures, "dialogues", name)))
        {
            if (line.StartsWith("client: ", StringComparison.Ordinal)) session.Ask(line[8..]);
            else if (line.StartsWith("server: ", StringComparison.Ordinal)) session.Answer(line[8..]);
        }

        AssertNothingIsLost(session);
    }

    [Fact]
    public void Frames_of_all_kinds_lose_nothing()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Fixtures, "frames"), "*.bin"))
        {
            var bytes = File.ReadAllBytes(file);
            if (bytes.Length > 1_000_000) continue;
            var redactor = new Redactor();
            Assert.True(redactor.Frame(bytes).Span.SequenceEqual(bytes), Path.GetFileName(file));
            Assert.Equal("nothing", redactor.Counts.ToString());
        }
    }

    private static void AssertNothingIsLost(ExportSession session)
    {
        foreach (var form in ExportSession.Forms.Keys)
        {
            var redactor = new Redactor();
            var redacted = Encoding.UTF8.GetString(session.Export(form, redactor));
            Assert.Equal("nothing", redactor.Counts.ToString());
            if (form == "jsonl") Assert.Equal(Encoding.UTF8.GetString(session.Export(form, Redactor.Off())).Replace("\"redacts\":false", "\"redacts\":true", StringComparison.Ordinal), redacted);
        }
    }
}
