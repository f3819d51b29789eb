using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.WireDictionary;

namespace RawMcp.Cli.Explain;

/// <summary>What the messages of one connection say about the others: the revision, and the method of a response.</summary>
/// <param name="forced">The revision that the caller wants; null to find it.</param>
/// <param name="method">What a response without a request answers.</param>
/// <param name="say">Takes what is to be said about a guess, once each.</param>
internal sealed class ExplainSession(Revision? forced, string? method, Action<string> say)
{
    private readonly Dictionary<(bool? FromClient, RequestId Id), (string Method, Revision Revision)> requests = [];
    private (bool? FromClient, RequestId Id)? opening;
    private Revision? offered, agreed, modern;

    /// <summary>Looks at a message for the handshake, before any is explained.</summary>
    public void Scan(ReadOnlyMemory<byte> bytes, bool? fromClient)
    {
        if (bytes.Length > MessageExplanation.MaxBytes) return;
        switch (MessageReader.Read(bytes))
        {
            case Message.Request { Method: "initialize" } it:
                opening = (fromClient, it.Id);
                offered ??= Known(it.Params.Find("protocolVersion"u8).Text());
                break;
            case Message.Result it when opening == (fromClient is { } from ? !from : null, it.Id):
                agreed ??= Known(it.Value.Find("protocolVersion"u8).Text());
                break;
            case Message.Request it:
                modern ??= Own(it.Params);
                break;
        }
    }

    /// <summary>Explains a message, which the next ones may refer to.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="fromClient">Who sent it; null where nobody knows.</param>
    /// <param name="joined">The method of the request that it answers, where the source knows.</param>
    /// <param name="opensBatch">It is the first of a batch, and bears what is to be said of all of it.</param>
    public MessageExplanation Explain(ReadOnlyMemory<byte> bytes, bool? fromClient, string? joined, bool opensBatch)
    {
        var message = bytes.Length > MessageExplanation.MaxBytes ? null : MessageReader.Read(bytes);
        var (of, revision) = message switch
        {
            Message.Request it => (it.Method, forced ?? Own(it.Params) ?? OfMessage(it, it.Method)),
            Message.Notification it => (it.Method, forced ?? OfMessage(it, it.Method)),
            _ => Answered(message, fromClient, joined),
        };
        if (message is Message.Request request) requests[(fromClient, request.Id)] = (request.Method, revision);
        return MessageExplanation.Of(bytes, revision, of, fromClient, opensBatch);
    }

    private (string? Method, Revision Revision) Answered(Message? message, bool? fromClient, string? joined)
    {
        var id = message switch { Message.Result it => it.Id, Message.Failure it => it.Id, Message.Malformed it => it.Id, _ => null };
        if (id is { } known && requests.TryGetValue((fromClient is { } from ? !from : null, known), out var request)) return (joined ?? request.Method, forced ?? request.Revision);
        return (joined ?? method, forced ?? OfMessage(message, joined ?? method));
    }

    private Revision OfMessage(Message? message, string? of)
    {
        if (of == "initialize" || modern is null) return agreed ?? offered ?? modern ?? Guess(message, of);
        return agreed ?? modern;
    }

    private static Revision? Own(RawJson @params) => Revision.Find(@params.Find("_meta"u8).Find("io.modelcontextprotocol/protocolVersion"u8).Text());

    private Revision? Known(string? date)
    {
        var found = Revision.Find(date);
        if (date is not null && found is null && forced is null) say($"The input names revision '{date}', which is not known here. There are {string.Join(", ", Revision.All)}.");
        return found;
    }

    // Without a word about the revision: a modern request carries it, a modern result its kind.
    private Revision Guess(Message? message, string? of)
    {
        var known = Vocabulary.Method(of);
        var isModern = known is not null && !known.In.Contains(Revision.LatestLegacy) ? known.In.Contains(Revision.Latest)
            : message is Message.Result result && !result.Value.Find("resultType"u8).IsAbsent;
        var revision = isModern ? Revision.Latest : Revision.LatestLegacy;
        if (message is not (null or Message.Malformed)) say($"Nothing in the input says its revision; explained as {revision}, the latest of its era. --revision says another.");
        return revision;
    }
}
