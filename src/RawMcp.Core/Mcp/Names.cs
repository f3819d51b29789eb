using System.Text.Json;

namespace RawMcp.Mcp;

/// <summary>Names of members that every call writes, encoded once.</summary>
internal static class Names
{
    public static readonly JsonEncodedText Arguments = JsonEncodedText.Encode("arguments");
    public static readonly JsonEncodedText Content = JsonEncodedText.Encode("content");
    public static readonly JsonEncodedText Meta = JsonEncodedText.Encode("_meta");
    public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    public static readonly JsonEncodedText ResultType = JsonEncodedText.Encode("resultType");
    public static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
}
