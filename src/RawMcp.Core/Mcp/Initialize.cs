using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>The params of <c>initialize</c>. Legacy revisions. Spec: basic/lifecycle#initialization.</summary>
/// <param name="ProtocolVersion">The revision the client wants, as it stands on the wire.</param>
/// <param name="Capabilities">What the client can do; an object.</param>
/// <param name="ClientInfo">Who the client is.</param>
public sealed record InitializeParams(string ProtocolVersion, RawJson Capabilities, Implementation ClientInfo)
{
    /// <summary>Reads params; all three members are required.</summary>
    public static Reading<InitializeParams> Read(RawJson json)
    {
        if (!Reading.TryObject(json, "params", out var root, out var problem)) return new(null, problem);
        if (root.Text("protocolVersion") is not { } version) return Reading.Failed<InitializeParams>("params.protocolVersion", "expected a string");
        if (!root.TryGetMember("capabilities", out var capabilities) || capabilities.ValueKind != JsonValueKind.Object)
            return Reading.Failed<InitializeParams>("params.capabilities", "expected an object");
        if (Implementation.Read(root, "clientInfo") is not { } info)
            return Reading.Failed<InitializeParams>("params.clientInfo", "expected an object with a text name and a text version");
        return new InitializeParams(version, RawJson.From(capabilities), info);
    }

    /// <summary>The params as JSON.</summary>
    public RawJson Write(Revision revision) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("protocolVersion", ProtocolVersion);
        writer.WriteOptional("capabilities", Capabilities.IsAbsent ? RawJson.EmptyObject : Capabilities);
        writer.WritePropertyName("clientInfo");
        ClientInfo.Write(writer, revision);
        writer.WriteEndObject();
    });
}

/// <summary>The result of <c>initialize</c>. Legacy revisions. Spec: basic/lifecycle#initialization.</summary>
/// <param name="ProtocolVersion">The revision the server will speak, as it stands on the wire.</param>
/// <param name="Capabilities">What the server can do.</param>
/// <param name="ServerInfo">Who the server is.</param>
/// <param name="Instructions">How a model should use the server; optional.</param>
public sealed record InitializeResult(string ProtocolVersion, ServerCapabilities Capabilities, Implementation ServerInfo, string? Instructions)
{
    /// <summary>Reads a result; all but <see cref="Instructions"/> is required.</summary>
    public static Reading<InitializeResult> Read(RawJson json)
    {
        if (!Reading.TryObject(json, "result", out var root, out var problem)) return new(null, problem);
        if (root.Text("protocolVersion") is not { } version) return Reading.Failed<InitializeResult>("result.protocolVersion", "expected a string");
        if (!root.TryGetMember("capabilities", out var capabilities) || capabilities.ValueKind != JsonValueKind.Object)
            return Reading.Failed<InitializeResult>("result.capabilities", "expected an object");
        if (Implementation.Read(root, "serverInfo") is not { } info)
            return Reading.Failed<InitializeResult>("result.serverInfo", "expected an object with a text name and a text version");
        return new InitializeResult(version, ServerCapabilities.Read(capabilities), info, root.Text("instructions"));
    }

    /// <summary>The result as JSON.</summary>
    public RawJson Write(Revision revision) => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("protocolVersion", ProtocolVersion);
        writer.WritePropertyName("capabilities");
        Capabilities.Write(writer);
        writer.WritePropertyName("serverInfo");
        ServerInfo.Write(writer, revision);
        writer.WriteOptional("instructions", Instructions);
        writer.WriteEndObject();
    });
}
