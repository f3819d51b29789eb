using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>What a schema says of a value without judging it: a <c>title</c>, a <c>format</c>, a <c>default</c>, any keyword that is not known.</summary>
public sealed class SchemaAnnotation
{
    private readonly JsonPointer instance;
    private readonly JsonPointer path;
    private readonly SchemaPlace place;

    internal SchemaAnnotation(JsonPointer instance, JsonPointer path, SchemaPlace place, JsonElement value)
    {
        this.instance = instance;
        this.path = path;
        this.place = place;
        Value = value;
    }

    /// <summary>The keyword.</summary>
    public string Keyword => place.Keyword;

    /// <summary>What stands there in the schema.</summary>
    public JsonElement Value { get; }

    /// <summary>The value that is spoken of, as a JSON pointer into the instance.</summary>
    public string InstanceLocation => instance.ToString();

    /// <summary>Where in the schema, through its references.</summary>
    public string KeywordLocation => path.ToString();

    /// <summary>Where in the schema, without references.</summary>
    public string AbsoluteKeywordLocation => place.ToString();
}
