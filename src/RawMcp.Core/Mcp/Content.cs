using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>
/// A block of a tool's result. A closed choice, but for <see cref="Unknown"/>: a block of a type nobody here knows is kept
/// as it came. Spec: server/tools#tool-result.
/// </summary>
public abstract record Content
{
    private Content() { }

    // Most blocks have neither annotations nor a _meta, and there are many blocks: so these do not take room in each.
    private readonly Margin? margin;

    private sealed record Margin(RawJson Annotations, RawJson Meta)
    {
        public static Margin? Of(RawJson annotations, RawJson meta) => annotations.IsAbsent && meta.IsAbsent ? null : new(annotations, meta);
    }

    /// <summary>Who it is for and how much it matters (<c>annotations</c>), as it came; absent where there is nothing.</summary>
    public RawJson Annotations
    {
        get => margin?.Annotations ?? default;
        init => margin = Margin.Of(value, Meta);
    }

    /// <summary>The block's <c>_meta</c>, as it came. From 2025-06-18 on.</summary>
    public RawJson Meta
    {
        get => margin?.Meta ?? default;
        init => margin = Margin.Of(Annotations, value);
    }

    /// <summary>The block's <c>type</c> on the wire.</summary>
    public abstract string Type { get; }

    /// <summary>Words.</summary>
    /// <param name="Value">The words.</param>
    public sealed record Text(string Value) : Content
    {
        /// <inheritdoc/>
        public override string Type => "text";
    }

    /// <summary>A picture.</summary>
    /// <param name="Data">Its bytes as base64.</param>
    /// <param name="MimeType">Its media type.</param>
    public sealed record Image(string Data, string MimeType) : Content
    {
        /// <inheritdoc/>
        public override string Type => "image";
    }

    /// <summary>A sound. From 2025-03-26 on.</summary>
    /// <param name="Data">Its bytes as base64.</param>
    /// <param name="MimeType">Its media type.</param>
    public sealed record Audio(string Data, string MimeType) : Content
    {
        /// <inheritdoc/>
        public override string Type => "audio";
    }

    /// <summary>A resource the client may read later. From 2025-06-18 on.</summary>
    /// <param name="Uri">Where it is.</param>
    /// <param name="Name">What it is called.</param>
    public sealed record ResourceLink(string Uri, string Name) : Content
    {
        /// <summary>What it is, for the model.</summary>
        public string? Description { get; init; }

        /// <summary>Its media type.</summary>
        public string? MimeType { get; init; }

        /// <inheritdoc/>
        public override string Type => "resource_link";
    }

    /// <summary>A resource's contents, in place: text or, base64, bytes.</summary>
    /// <param name="Uri">Where it is.</param>
    /// <param name="MimeType">Its media type, if said.</param>
    /// <param name="TextValue">Its text; null where it is bytes.</param>
    /// <param name="Blob">Its bytes as base64; null where it is text.</param>
    public sealed record Resource(string Uri, string? MimeType, string? TextValue, string? Blob) : Content
    {
        /// <inheritdoc/>
        public override string Type => "resource";
    }

    /// <summary>A block of an unknown type, or of a known one without what it needs.</summary>
    /// <param name="Kind">Its type as written; empty where there is none.</param>
    /// <param name="Raw">The block as it came.</param>
    public sealed record Unknown(string Kind, RawJson Raw) : Content
    {
        /// <inheritdoc/>
        public override string Type => Kind;
    }

    /// <summary>Reads an array of blocks; anything else has none. Null when a block is nested deeper than a tree may be.</summary>
    internal static IReadOnlyList<Content>? ReadAll(RawJson array)
    {
        Content? first = null;
        List<Content>? all = null;
        var elements = new ElementReader(array);
        while (elements.Read())
        {
            var block = ReadText(elements.Value) ?? (elements.Value.TryParse(out var tree) ? Read(tree) : null);
            if (block is null) return null;
            if (first is null) first = block;
            else (all ??= [first]).Add(block);
        }

        return all ?? (IReadOnlyList<Content>)(first is null ? [] : new[] { first });
    }

    /// <summary>By far the most common block, a text with nothing else in it, is read without a tree.</summary>
    private static Text? ReadText(RawJson block)
    {
        RawJson type = default, text = default;
        var members = new MemberReader(block);
        while (members.Read())
        {
            if (members.IsNamed("type"u8)) type = members.Value();
            else if (members.IsNamed("text"u8)) text = members.Value();
            else return null;
        }

        return type.Utf8.Span.SequenceEqual("\"text\""u8) && text.Text() is { } words ? new Text(words) : null;
    }

    /// <summary>Reads a block; never fails, see <see cref="Unknown"/>.</summary>
    public static Content Read(JsonElement item)
    {
        var block = item.Text("type") switch
        {
            "text" when item.Text("text") is { } text => new Text(text),
            "image" when (item.Text("data"), item.Text("mimeType")) is ({ } data, { } mime) => new Image(data, mime),
            "audio" when (item.Text("data"), item.Text("mimeType")) is ({ } data, { } mime) => new Audio(data, mime),
            "resource_link" when (item.Text("uri"), item.Text("name")) is ({ } uri, { } name) =>
                new ResourceLink(uri, name) { Description = item.Text("description"), MimeType = item.Text("mimeType") },
            "resource" => ReadResource(item),
            _ => (Content?)null,
        };
        return block is null
            ? new Unknown(item.Text("type") ?? "", RawJson.From(item))
            : block with { Annotations = item.Raw("annotations"), Meta = item.Raw("_meta") };
    }

    private static Resource? ReadResource(JsonElement item) =>
        item.TryGetMember("resource", out var resource) && resource.Text("uri") is { } uri
        && (resource.Text("text") ?? resource.Text("blob")) is not null
            ? new Resource(uri, resource.Text("mimeType"), resource.Text("text"), resource.Text("blob"))
            : null;

    /// <summary>Writes the block. One that the revision does not know becomes text that says what was left out.</summary>
    public void Write(Utf8JsonWriter writer, Revision revision)
    {
        if (this is Unknown unknown)
        {
            writer.WriteRawValue(unknown.Raw.Utf8.Span, skipInputValidation: true);
            return;
        }

        if ((this is Audio && !revision.HasAudio) || (this is ResourceLink && !revision.HasResourceLinks))
        {
            var named = this is ResourceLink link ? $"{link.Name} {link.Uri}" : ((Audio)this).MimeType;
            new Text($"[{Type}: {named}; revision {revision} has no such block]").Write(writer, revision);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(Names.Type, Type);
        WriteMembers(writer);
        writer.WriteOptional("annotations", Annotations);
        if (revision.HasTitles) writer.WriteOptional("_meta", Meta);
        writer.WriteEndObject();
    }

    private void WriteMembers(Utf8JsonWriter writer)
    {
        switch (this)
        {
            case Text text:
                writer.WriteString(Names.Text, text.Value);
                break;
            case Image image:
                writer.WriteString("data", image.Data);
                writer.WriteString("mimeType", image.MimeType);
                break;
            case Audio audio:
                writer.WriteString("data", audio.Data);
                writer.WriteString("mimeType", audio.MimeType);
                break;
            case ResourceLink link:
                writer.WriteString("uri", link.Uri);
                writer.WriteString("name", link.Name);
                writer.WriteOptional("description", link.Description);
                writer.WriteOptional("mimeType", link.MimeType);
                break;
            case Resource resource:
                writer.WriteStartObject("resource");
                writer.WriteString("uri", resource.Uri);
                writer.WriteOptional("mimeType", resource.MimeType);
                writer.WriteOptional("text", resource.TextValue);
                writer.WriteOptional("blob", resource.Blob);
                writer.WriteEndObject();
                break;
        }
    }
}
