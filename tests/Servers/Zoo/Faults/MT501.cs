// MT501: answers the number 1 with the text "1".
// Seen at modelcontextprotocol/python-sdk#961

namespace Zoo.Faults;

internal static class MT501
{
    public static readonly Specimen Specimen = new("MT501", () => new Honest { Answers = (id, body) => [Json.Answer($"\"{id}\"", body)] });
}
