using System.Runtime.CompilerServices;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Schema;

/// <summary>
/// From a schema's JSON to nodes. First every subschema is read and its URI and anchors noted; then the references are resolved,
/// which may bring in further resources, until none is left.
/// </summary>
internal sealed partial class SchemaCompiler(SchemaOptions options)
{
    private readonly SchemaDialects dialects = new(options);
    private readonly Dictionary<string, SchemaResource> resources = [];
    private readonly Queue<(SchemaReference Reference, SchemaPlace From)> unresolved = [];
    private int subschemas;
    private int depth;
    private int patternSteps;

    /// <summary>What is wrong first; null where nothing is.</summary>
    public SchemaProblem? Problem { get; private set; }

    /// <summary>Some <c>$dynamicRef</c> looks at where the evaluation came from.</summary>
    public bool HasDynamicScope { get; private set; }

    /// <summary>Compiles a whole schema; null where there is a problem.</summary>
    public SchemaNode? Compile(JsonElement schema)
    {
        var root = AddDocument(schema, UriReference.Resolve("", options.BaseUri).Document);
        while (Problem is null && unresolved.TryDequeue(out var next)) Resolve(next.Reference, next.From);
        return Problem is null ? root : null;
    }

    private SchemaNode? AddDocument(JsonElement json, string uri)
    {
        var document = new SchemaDocument(json);
        var vocabularies = SchemaDialects.Of(options.Dialect);
        var resource = new SchemaResource(uri, document, vocabularies) { Json = json };
        var root = Node(json, new SchemaPlace(resource, JsonPointer.Root), isDocument: true);

        // A document is found by where it was given as well as by the $id it has.
        if (root is not null) resources.TryAdd(uri, root.Place.Resource);
        return root;
    }

    private SchemaNode? Node(JsonElement json, SchemaPlace place, bool isDocument = false)
    {
        if (Problem is not null) return null;
        if (place.Resource.Document.TryFind(json, out var known)) return known;
        if (++subschemas > options.Limits.MaxSubschemas)
            return Fail(place, $"more than {options.Limits.MaxSubschemas} subschemas", nameof(SchemaLimits.MaxSubschemas));
        if (depth >= options.Limits.MaxSchemaDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return Fail(place, $"more than {options.Limits.MaxSchemaDepth} subschemas inside one another", nameof(SchemaLimits.MaxSchemaDepth));
        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
            return Fail(place, $"{SchemaText.Kind(json)} where a schema is expected (an object, true or false)");
        depth++;
        if (json.ValueKind == JsonValueKind.Object) place = Located(json, place, isDocument);
        var node = new SchemaNode(place);
        place.Resource.Document.Add(json, node);
        if (place.Pointer.Parent is null && place.Resource.Root is null) (place.Resource.Root, place.Resource.Json) = (node, json);
        if (json.ValueKind == JsonValueKind.Object) Read(json, node);
        else node.Always = json.ValueKind == JsonValueKind.True;
        depth--;
        return node;
    }

    // An $id starts a resource of its own, and a $schema there says how it is read.
    private SchemaPlace Located(JsonElement json, SchemaPlace place, bool isDocument)
    {
        var outer = place.Resource;
        var vocabularies = outer.Vocabularies;
        var id = json.Text("$id");
        if (vocabularies.HasFlag(SchemaVocabularies.Draft7) && !isDocument && (id?.StartsWith('#') == true || json.Text("$ref") is not null)) id = null;
        if (isDocument || id is not null)
        {
            if (json.Text("$schema") is { } dialect && !dialects.TryFind(dialect, out vocabularies, out var problem)) Fail(place.Down("$schema"), problem);
            if (vocabularies.HasFlag(SchemaVocabularies.Draft7) && (id?.StartsWith('#') == true || json.Text("$ref") is not null)) id = null;
        }

        if (id is null) return isDocument && vocabularies != outer.Vocabularies ? place with { Resource = new(outer.Uri, outer.Document, vocabularies) } : place;
        var uri = UriReference.Resolve(outer.Uri, id);
        if (uri.Fragment is { Length: > 0 })
        {
            Fail(place.Down("$id"), $"{SchemaText.Quoted(id)} has a fragment, which names a place inside a schema and not a schema");
            return place;
        }

        var resource = new SchemaResource(uri.Document, outer.Document, vocabularies);
        if (!resources.TryAdd(resource.Uri, resource)) Fail(place.Down("$id"), $"two schemas have the URI {SchemaText.Quoted(resource.Uri)}");
        return new SchemaPlace(resource, JsonPointer.Root);
    }

    private void Resolve(SchemaReference reference, SchemaPlace from)
    {
        var uri = UriReference.Resolve(from.Resource.Uri, reference.Text);
        if (Find(uri.Document, from) is not { } resource) return;
        var fragment = UriReference.Unescape(uri.Fragment ?? "");
        if (fragment.Length == 0)
        {
            reference.Target = resource.Root;
        }
        else if (fragment[0] == '/')
        {
            reference.Target = Pointed(resource, fragment, reference, from);
        }
        else if (resource.Anchors.TryGetValue(fragment, out var anchored))
        {
            reference.Target = anchored;
            if (from.Keyword != "$dynamicRef" || !resource.DynamicAnchors.ContainsKey(fragment)) return;
            reference.DynamicName = fragment;
            HasDynamicScope = true;
        }
        else
        {
            Fail(from, $"{SchemaText.Quoted(reference.Text)} refers to an anchor that is not there");
        }
    }

    private SchemaResource? Find(string uri, SchemaPlace from)
    {
        if (resources.TryGetValue(uri, out var known)) return known;
        if (!dialects.TryGiven(uri, out var json) && !Metaschemas.TryGet(uri, out json))
        {
            Fail(from, $"refers to {SchemaText.Quoted(uri)}, which is not among the resources that were given; nothing is fetched");
            return null;
        }

        if (json.ValueKind == JsonValueKind.Undefined) return null;
        return AddDocument(json, uri)?.Place.Resource;
    }

    // A pointer may lead anywhere, into keywords that are not known too: what lies there is read when it is referred to.
    private SchemaNode? Pointed(SchemaResource resource, string pointer, SchemaReference reference, SchemaPlace from)
    {
        var (json, place) = (resource.Json, resource.Root!.Place);
        foreach (var escaped in pointer[1..].Split('/'))
        {
            var step = escaped.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (!TryStep(resource.Document, ref json, step)) return Fail(from, $"{SchemaText.Quoted(reference.Text)} refers to a place that is not there");
            place = place.Resource.Document.TryFind(json, out var node) ? node.Place : place.Down(step);
        }

        return Node(json, place);
    }

    private static bool TryStep(SchemaDocument document, ref JsonElement json, string step)
    {
        if (json.ValueKind == JsonValueKind.Object) return document.TryMember(json, step, out json);
        if (json.ValueKind != JsonValueKind.Array || step.Length is 0 or > 9 || !step.All(char.IsAsciiDigit)) return false;
        var index = int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);
        if (index >= json.GetArrayLength()) return false;
        json = json[index];
        return true;
    }

    private SchemaNode? Fail(SchemaPlace place, string why, string? limit = null)
    {
        Problem ??= new SchemaProblem(place.ToString(), why) { Limit = limit };
        return null;
    }
}
