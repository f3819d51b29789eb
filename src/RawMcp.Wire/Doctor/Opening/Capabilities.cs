using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>MT403: what a side declared and what it then did not know, or was asked for without having declared it.</summary>
internal static class Capabilities
{
    private static readonly (string Method, string Capability)[] OfServer =
    [
        ("tools/list", "tools"), ("tools/call", "tools"), ("prompts/list", "prompts"), ("prompts/get", "prompts"), ("resources/list", "resources"), ("resources/read", "resources"),
        ("resources/templates/list", "resources"), ("logging/setLevel", "logging"), ("completion/complete", "completions"),
    ];

    private static readonly (string Method, string Capability)[] OfClient = [("sampling/createMessage", "sampling"), ("roots/list", "roots"), ("elicitation/create", "elicitation")];

    public static IEnumerable<Finding> Find(Facts facts)
    {
        var refused = facts.Calls.OfClient.Where(call => Session.Refusal(call) == JsonRpcErrors.MethodNotFound).GroupBy(call => call.Method).Select(group => group.First());
        foreach (var call in refused)
        {
            if (OfServer.FirstOrDefault(pair => pair.Method == call.Method) is not { Capability: { } capability } || facts.Session.Declares(capability) is not { } declared) continue;
            List<Evidence> evidence = [facts.Show(call.Request), facts.Show(call.Response!)];
            if (declared)
            {
                yield return new Finding(Faults.Capability, call.Method is "tools/list" or "tools/call" ? Severity.Error : call.Method is "resources/templates/list" or "completion/complete" ? Severity.Info : Severity.Warning,
                    $"The server declares the capability '{capability}' and does not know {call.Method} (error -32601).", evidence,
                    $"In the server, implement {call.Method}, or do not declare '{capability}'.");
            }
            else
            {
                yield return new Finding(Faults.Capability, Severity.Info,
                    $"The client asked for {call.Method} although the server does not declare '{capability}'; the server refused it, as it should (error -32601).", evidence,
                    "Nothing need be done. A client can spare the question by looking at the server's capabilities first; a host "
                        + "that shows this as a failure is wrong.");
            }
        }

        foreach (var call in facts.Calls.OfServer.Where(call => Session.Refusal(call) is not null).GroupBy(call => call.Method).Select(group => group.First()))
        {
            if (OfClient.FirstOrDefault(pair => pair.Method == call.Method) is not { Capability: { } capability } || facts.Session.ClientDeclares(capability) is not false) continue;
            yield return new Finding(Faults.Capability, Severity.Warning,
                $"The server sent {call.Method} although the client does not declare '{capability}'; the client refused it (error {Session.Refusal(call)}).",
                [facts.Show(call.Request), facts.Show(call.Response!)], $"In the server, look whether the client declared '{capability}' before using it, and do without where it did not.");
        }
    }
}
