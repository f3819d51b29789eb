using RawMcp.Mcp;

namespace RawMcp;

/// <summary>
/// A tool as a server runs it: its arguments are held against its input schema before, and what it returns against its output
/// schema after. A tool from a method does both by itself, and takes more than the schema says.
/// </summary>
internal sealed class ServedTool
{
    private readonly SchemaCheck? input;
    private readonly SchemaCheck? output;

    public ServedTool(ServerTool tool)
    {
        Tool = tool;
        if (tool.ChecksItself) return;
        input = new SchemaCheck(tool.Description.InputSchema);
        output = tool.Description.OutputSchema.IsAbsent ? null : new SchemaCheck(tool.Description.OutputSchema);
    }

    public ServerTool Tool { get; }

    /// <summary>
    /// Runs a call. What does not fit is a tool error in every revision: the model reads it and can do better, and the older ones,
    /// which speak of "invalid arguments" and of "invalid input data", leave the choice.
    /// </summary>
    public ValueTask<CallToolResult> Run(ToolCall call, CancellationToken cancellation)
    {
        if (input is null) return Tool.Handler(call, cancellation);
        if (input.Problem is { } unusable) return new(CallToolResult.Error($"The tool's input schema cannot be used: {unusable}"));
        if (input.Misfit(call.Arguments, "/arguments") is { } misfit) return new(CallToolResult.Error(misfit));
        var atWork = Tool.Handler(call, cancellation);
        if (output is null || !call.Revision.HasStructuredContent) return atWork;
        return atWork.IsCompletedSuccessfully ? new(Checked(atWork.Result)) : CheckedAsync(atWork);
    }

    private async ValueTask<CallToolResult> CheckedAsync(ValueTask<CallToolResult> atWork) => Checked(await atWork.ConfigureAwait(false));

    // A client may refuse a result that breaks the schema it was promised; the model can do more with the reason.
    private CallToolResult Checked(CallToolResult result) =>
        MisfitOf(result, output!) is { } misfit ? CallToolResult.Error($"The tool's result does not fit its output schema:\n{misfit}") : result;

    /// <summary>What is wrong with a result's structured content; null where nothing is, or where there need be none.</summary>
    public static string? MisfitOf(CallToolResult result, SchemaCheck output)
    {
        if (result.IsError || result.ResultType != ResultMeta.Complete) return null;
        if (output.Problem is { } unusable) return $"outputSchema cannot be used: {unusable}";
        return result.StructuredContent.IsAbsent
            ? "/structuredContent: missing, though the tool has an output schema"
            : output.Misfit(result.StructuredContent, "/structuredContent");
    }
}
