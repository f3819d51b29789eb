using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>The name and version of a program, as it gives them itself: for display, never for decisions.</summary>
/// <param name="Name">Short and stable.</param>
/// <param name="Version">Free text.</param>
public sealed record Implementation(string Name, string Version)
{
    /// <summary>For people. From 2025-06-18 on.</summary>
    public string? Title { get; init; }

    /// <summary>For people. From 2025-11-25 on.</summary>
    public string? Description { get; init; }

    /// <summary>From 2025-11-25 on.</summary>
    public string? WebsiteUrl { get; init; }

    /// <summary>Reads the member of that name; null when it is not an object with a text name and a text version.</summary>
    public static Implementation? Read(JsonElement parent, string member) =>
        parent.TryGetMember(member, out var info) && info.Text("name") is { } name && info.Text("version") is { } version
            ? new Implementation(name, version)
            {
                Title = info.Text("title"),
                Description = info.Text("description"),
                WebsiteUrl = info.Text("websiteUrl"),
            }
            : null;

    /// <summary>Writes the object, with the members that the revision has.</summary>
    public void Write(Utf8JsonWriter writer, Revision revision)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        writer.WriteString("version", Version);
        if (revision.HasTitles) writer.WriteOptional("title", Title);
        if (revision.HasIcons)
        {
            writer.WriteOptional("description", Description);
            writer.WriteOptional("websiteUrl", WebsiteUrl);
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}
