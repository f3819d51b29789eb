using RawMcp.JsonRpc;

namespace RawMcp.Agent.StandIn;

/// <summary>A request that is refused, as providers say it: <c>{"error":{"message","type","param","code"}}</c>.</summary>
/// <param name="Message">What is wrong, where, and what was expected.</param>
/// <param name="Param">The place in the request, such as <c>messages[2].tool_call_id</c>; null where there is none.</param>
/// <param name="Code">A word for programs.</param>
/// <param name="Status">The HTTP status.</param>
internal sealed record Refusal(string Message, string? Param = null, string? Code = null, int Status = 400)
{
    public static Refusal Missing(string path, string what) => new($"Missing {path}: {what}.", path, "missing_required_parameter");

    public static Refusal Type(string path, string expected) => new($"Wrong type at {path}: expected {expected}.", path, "invalid_type");

    public static Refusal Value(string path, string sentence) => new($"Invalid {path}: {sentence}.", path, "invalid_value");

    public RawJson Body => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("message", Message);
        writer.WriteString("type", "invalid_request_error");
        writer.WriteString("param", Param);
        writer.WriteString("code", Code);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
