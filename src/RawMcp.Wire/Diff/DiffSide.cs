using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>One of the two captures of a comparison: how it opened, which tools it saw, and its calls by what they ask.</summary>
public sealed class DiffSide
{
    private readonly ExportSource source;
    private readonly Dictionary<string, RawJson> opening = new(StringComparer.Ordinal);

    private DiffSide(ExportSource source) => this.source = source;

    /// <summary>The eras it has calls of: none, one, or both.</summary>
    public IReadOnlyList<Era> Eras { get; private set; } = [];

    /// <summary>How the connection opened: revision, who is who, what each can do. An object.</summary>
    public JsonElement Opening { get; private set; }

    /// <summary>The tools that the server listed, all pages, by name; null where no list was answered.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Tools => tools;

    private Dictionary<string, JsonElement>? tools;

    /// <summary>The calls by what they ask, in order.</summary>
    internal Dictionary<string, List<IndexedCall>> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>How many calls are compared.</summary>
    public int CallCount { get; private set; }

    /// <summary>How many frames the capture has.</summary>
    public int FrameCount => source.Index.Frames.Count;

    internal ExportSource Source => source;

    /// <summary>Reads a capture.</summary>
    public static DiffSide Read(ExportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var side = new DiffSide(source);
        foreach (var call in source.Index.Calls) side.Learn(call);
        side.Opening = side.OpeningJson();
        foreach (var call in source.Calls())
        {
            var key = CallKey.Of(call, source.RequestOf(call));
            if (!side.Calls.TryGetValue(key, out var same)) side.Calls[key] = same = [];
            same.Add(call);
            side.CallCount++;
        }

        return side;
    }

    private void Learn(IndexedCall call)
    {
        if (call.Request.Stream != Pipe.Stdin) return;
        var isOpening = call.Method is Methods.Initialize or Methods.Discover;
        var isList = call.Method == Methods.ListTools;
        if (!isOpening && !isList && Eras.Count > 0 && opening.ContainsKey("client")) return; // all that a plain call can tell is known
        var @params = new RawJson(source.RequestOf(call)).Find("params"u8);
        var result = isOpening || isList ? new RawJson(source.ResponseOf(call)).Find("result"u8) : default;
        var meta = @params.Find("_meta"u8);
        if (call.Method == Methods.Initialize && !result.IsAbsent) Legacy(@params, result);
        else if (call.Method == Methods.Discover ? !result.IsAbsent : !meta.Find("io.modelcontextprotocol/protocolVersion"u8).IsAbsent) Modern(meta, result);
        if (isList && result.TryParse(out var page) && page.TryGetMember("tools", out var list) && list.ValueKind == JsonValueKind.Array) Listed(list, @params.Find("cursor"u8).IsAbsent);
    }

    private void Legacy(RawJson @params, RawJson result)
    {
        Add(Era.Legacy);
        Note("revision", result.Find("protocolVersion"u8));
        Note("client", @params.Find("clientInfo"u8));
        Note("clientCapabilities", @params.Find("capabilities"u8));
        Server(result, result.Find("serverInfo"u8));
    }

    private void Modern(RawJson meta, RawJson result)
    {
        Add(Era.Modern);
        Note("revision", meta.Find("io.modelcontextprotocol/protocolVersion"u8));
        Note("client", meta.Find("io.modelcontextprotocol/clientInfo"u8));
        Note("clientCapabilities", meta.Find("io.modelcontextprotocol/clientCapabilities"u8));
        if (result.Find("capabilities"u8).IsAbsent) return;
        Note("supportedVersions", result.Find("supportedVersions"u8));
        var info = result.Find("serverInfo"u8);
        Server(result, info.IsAbsent ? result.Find("_meta"u8).Find("io.modelcontextprotocol/serverInfo"u8) : info);
    }

    private void Server(RawJson result, RawJson info)
    {
        Note("server", info);
        Note("capabilities", result.Find("capabilities"u8));
        Note("instructions", result.Find("instructions"u8));
    }

    // The first to say it: what a later connection says in the same file is another matter.
    private void Note(string name, RawJson value)
    {
        if (!value.IsAbsent) opening.TryAdd(name, value);
    }

    private void Add(Era era)
    {
        if (!Eras.Contains(era)) Eras = [.. Eras, era];
    }

    // A list from its beginning replaces the one before: what counts is what the server offered last.
    private void Listed(JsonElement list, bool fromTheBeginning)
    {
        if (tools is null || fromTheBeginning) tools = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var tool in list.EnumerateArray())
        {
            if (tool.Text("name") is { } name) tools[name] = tool;
        }
    }

    private JsonElement OpeningJson()
    {
        var json = RawJson.Build(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("era", string.Join(" and ", Eras.Select(era => era == Era.Legacy ? "legacy" : "modern")));
            foreach (var (name, value) in opening)
            {
                writer.WritePropertyName(name);
                if (value.TryParse(out _)) writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
                else writer.WriteStringValue("(nested too deep to be compared)");
            }

            writer.WriteEndObject();
        });
        return json.TryParse(out var element) ? element : default;
    }
}
