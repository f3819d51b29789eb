using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Schema;

/// <summary>From the URI in <c>$schema</c> to the keywords that a schema is read with.</summary>
internal sealed class SchemaDialects(SchemaOptions options)
{
    // A metaschema has a metaschema. Nobody has more than two between itself and a standard one.
    private const int MaxMetaschemas = 8;

    private const string Vocabulary = "https://json-schema.org/draft/2020-12/vocab/";

    public static SchemaVocabularies Of(SchemaDialect dialect) =>
        dialect == SchemaDialect.Draft7 ? SchemaVocabularies.WholeDraft7 : SchemaVocabularies.Draft202012;

    /// <summary>The keywords; false and a reason where the dialect is not known.</summary>
    public bool TryFind(string uri, out SchemaVocabularies vocabularies, [NotNullWhen(false)] out string? problem) =>
        TryFind(uri, MaxMetaschemas, out vocabularies, out problem);

    /// <summary>The resource of that URI, if it was given.</summary>
    public bool TryGiven(string uri, out JsonElement json) =>
        options.Resources.TryGetValue(uri, out json) || options.Resources.TryGetValue(uri + "#", out json);

    private bool TryFind(string uri, int left, out SchemaVocabularies vocabularies, [NotNullWhen(false)] out string? problem)
    {
        var bare = uri.TrimEnd('#');
        problem = null;
        vocabularies = bare switch
        {
            "https://json-schema.org/draft/2020-12/schema" or "http://json-schema.org/draft/2020-12/schema" => SchemaVocabularies.Draft202012,
            "http://json-schema.org/draft-07/schema" or "https://json-schema.org/draft-07/schema" => SchemaVocabularies.WholeDraft7,
            _ => SchemaVocabularies.Core,
        };
        if (vocabularies != SchemaVocabularies.Core) return true;
        if (left == 0 || !TryGiven(bare, out var metaschema))
        {
            problem = $"the dialect {SchemaText.Quoted(uri)} is not supported: 2020-12 and draft-07 are, and metaschemas that were given as a resource";
            return false;
        }

        vocabularies = Of(options.Dialect);
        if (metaschema.Text("$schema") is { } above && above.TrimEnd('#') != bare && !TryFind(above, left - 1, out vocabularies, out problem)) return false;
        if (!metaschema.TryGetMember("$vocabulary", out var listed) || listed.ValueKind != JsonValueKind.Object) return true;
        vocabularies = SchemaVocabularies.Core;
        foreach (var entry in listed.EnumerateObject())
        {
            var name = JsonString.NameOf(entry);
            if (Known(name) is { } known)
            {
                vocabularies |= known;
            }
            else if (entry.Value.ValueKind == JsonValueKind.True)
            {
                problem = $"the dialect {SchemaText.Quoted(uri)} requires the vocabulary {SchemaText.Quoted(name)}, which is not supported";
                return false;
            }
        }

        return true;
    }

    private static SchemaVocabularies? Known(string uri) => !uri.StartsWith(Vocabulary, StringComparison.Ordinal) ? null : uri[Vocabulary.Length..] switch
    {
        "core" => SchemaVocabularies.Core,
        "applicator" => SchemaVocabularies.Applicator,
        "unevaluated" => SchemaVocabularies.Unevaluated,
        "validation" => SchemaVocabularies.Validation,
        "meta-data" or "format-annotation" or "content" => SchemaVocabularies.Annotation,
        _ => null,
    };
}
