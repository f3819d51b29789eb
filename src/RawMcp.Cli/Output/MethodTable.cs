using RawMcp.Mcp;
using static RawMcp.Mcp.Revision;

namespace RawMcp.Cli.Output;

internal sealed partial record MethodFacts
{
    private static (Revision, Revision) Always => (V20241105, Latest);

    private static (Revision, Revision) Legacy => (V20241105, LatestLegacy);

    private static (Revision, Revision) Modern => (V20260728, V20260728);

    private static (Revision, Revision) Tasks => (V20251125, V20251125);

    private static IEnumerable<MethodFacts> Table() =>
    [
        .. Opening(), .. Features(), .. FromServers(), .. TaskMethods(), .. Notices(),
    ];

    private static IEnumerable<MethodFacts> Opening() =>
    [
        new(Methods.Initialize, Legacy, null, "The server must answer with a revision it speaks, its capabilities and its name, and must wait with requests of its own."),
        new(Methods.Discover, Modern, null, "The server must answer with the revisions it speaks and its capabilities; a legacy server refuses with -32601."),
        new(Methods.Ping, Legacy, Legacy, "The other side must answer at once, with an empty result."),
        new(Methods.SetLevel, Legacy, null, "The server must answer with an empty result, and from then on send only messages of that level or above."),
        new(Methods.Listen, Modern, null, "The server must acknowledge with a notification, and answer only when the subscription ends."),
    ];

    private static IEnumerable<MethodFacts> Features() =>
    [
        new(Methods.ListTools, Always, null, "The server must answer with a page of tools, and with nextCursor if there are more."),
        new(Methods.CallTool, Always, null, "The server must run it and answer once: with content, with isError when the tool failed, or with an error when there is no such tool."),
        new("resources/list", Always, null, "The server must answer with a page of resources, and with nextCursor if there are more.") { purpose = "Asks which resources there are: things a host can read by their URI." },
        new("resources/templates/list", Always, null, "The server must answer with a page of templates, and with nextCursor if there are more.") { purpose = "Asks for the patterns from which URIs of resources can be made." },
        new("resources/read", Always, null, "The server must answer with the contents, or with an error when there is no such resource.") { purpose = "Asks for what a resource holds." },
        new("resources/subscribe", Legacy, null, "The server must answer with an empty result, and tell when the resource changes.") { purpose = "Asks to be told when one resource changes." },
        new("resources/unsubscribe", Legacy, null, "The server must answer with an empty result, and stop telling.") { purpose = "Wants to hear no more of one resource's changes." },
        new("prompts/list", Always, null, "The server must answer with a page of prompts, and with nextCursor if there are more.") { purpose = "Asks which prompts there are: prepared messages that a person picks." },
        new("prompts/get", Always, null, "The server must answer with the prompt's messages, filled in.") { purpose = "Asks for one prompt, filled in with these arguments." },
        new("completion/complete", Always, null, "The server must answer with values that fit, at most 100.") { purpose = "Asks how an argument that is being typed could go on." },
    ];

    private static IEnumerable<MethodFacts> FromServers() =>
    [
        new("sampling/createMessage", null, Legacy, "The client must ask its person and its model, and answer with the model's message or refuse.") { purpose = "Asks the client's model to write something." },
        new("roots/list", null, Legacy, "The client must answer with its roots.") { purpose = "Asks which directories the server may work in." },
        new("elicitation/create", null, (V20250618, LatestLegacy), "The client must show it to its person, and answer accept, decline or cancel.") { purpose = "Asks the person at the client for something." },
    ];

    private static IEnumerable<MethodFacts> TaskMethods() =>
    [
        new("tasks/get", Tasks, Tasks, "The other side must answer with the task's state.") { purpose = "Asks how a task stands." },
        new("tasks/result", Tasks, Tasks, "The other side must answer when the task has ended, with what the original request would have got.") { purpose = "Waits for what a task came to." },
        new("tasks/list", Tasks, Tasks, "The other side must answer with a page of tasks.") { purpose = "Asks which tasks there are." },
        new("tasks/cancel", Tasks, Tasks, "The other side must stop it, and answer with its state.") { purpose = "Wants a task to be given up." },
    ];

    private static IEnumerable<MethodFacts> Notices() =>
    [
        new(Methods.Initialized, Legacy, null, "From here on the server may send requests of its own."),
        new(Methods.Cancelled, Always, Always, "Whoever works on it should stop; an answer that comes all the same is passed over."),
        new(Methods.Progress, Legacy, Always, "Nothing is due: show it, and perhaps wait longer. It belongs to the request that gave this progressToken."),
        new(Methods.LogMessage, null, Always, "Nothing is due: show it or keep it."),
        new(Methods.Acknowledged, null, Modern, "Nothing is due: changes of these kinds will be told from here on."),
        new(Methods.ToolsChanged, null, Always, "The client should list the tools again."),
        new("notifications/resources/list_changed", null, Always, "The client should list the resources again.") { purpose = "The list of resources is no longer what it was." },
        new("notifications/resources/updated", null, Always, "The client may read it again.") { purpose = "A resource has changed." },
        new("notifications/prompts/list_changed", null, Always, "The client should list the prompts again.") { purpose = "The list of prompts is no longer what it was." },
        new("notifications/roots/list_changed", Legacy, null, "The server should ask for the roots again.") { purpose = "The client's directories are no longer what they were." },
        new("notifications/elicitation/complete", null, Tasks, "The client may go on with what waited for it.") { purpose = "What a person was sent to a web page for is done." },
        new("notifications/tasks/status", Tasks, Tasks, "Nothing is due; tasks/get tells the same.") { purpose = "A task's state has changed." },
    ];
}
