using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.WireDictionary;

/// <summary>The dictionary's files, as they stand in the assembly, parsed when they are first needed.</summary>
internal static class DictionaryFiles
{
    /// <summary>All concepts by name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Concepts => Parsed.Concepts;

    /// <summary>All methods by name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Methods => Parsed.Methods;

    private static class Parsed
    {
        public static readonly Dictionary<string, JsonElement> Concepts = [];
        public static readonly Dictionary<string, JsonElement> Methods = [];

        static Parsed()
        {
            foreach (var name in DictionaryJson.Names)
            {
                var file = JsonElement.Parse(DictionaryJson.Of(name));
                Take(file, "$defs", Concepts);
                Take(file, "methods", Methods);
            }
        }

        private static void Take(JsonElement file, string member, Dictionary<string, JsonElement> into)
        {
            if (!file.TryGetMember(member, out var entries)) return;
            foreach (var entry in entries.EnumerateObject()) into.Add(entry.Name, entry.Value);
        }
    }
}
