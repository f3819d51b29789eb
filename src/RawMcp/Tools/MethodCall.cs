using RawMcp.Mcp;

namespace RawMcp;

/// <summary>The way of one call through a method: arguments in, method run, result out. Made once for a tool, used for every call.</summary>
internal sealed class MethodCall(Binder binder, ReturnedValue returned, ToolResult result)
{
    /// <summary>The tool's handler. Whatever goes wrong is a tool error; only the cancellation that was asked for gets out.</summary>
    public async ValueTask<CallToolResult> Handle(ToolCall call, CancellationToken cancellation)
    {
        try
        {
            var problems = new Problems();
            var arguments = binder.Bind(call, problems, cancellation);
            return problems.Count > 0
                ? CallToolResult.Error(problems.ToString())
                : result.Of(await returned.Of(arguments));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The author's code may throw anything, and a server outlives it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return CallToolResult.Error(e is ToolException ? e.Message : $"{e.GetType().Name}: {e.Message}");
        }
    }
}
