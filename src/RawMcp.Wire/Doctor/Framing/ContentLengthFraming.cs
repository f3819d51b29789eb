using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>MT203: one side frames its messages as the Language Server Protocol does.</summary>
internal static class ContentLengthFraming
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        foreach (var frames in new[] { facts.FromServer, facts.ToServer })
        {
            var headers = frames.Where(IsHeader).ToList();
            if (headers.Count == 0) continue;
            var fromServer = headers[0].Stream == Pipe.Stdout;
            var who = fromServer ? "server" : "client";
            yield return new Finding(Faults.ContentLength, Severity.Error,
                $"The {who} puts a Content-Length header before its messages ({Amounts.Times(headers.Count)}, first at byte "
                    + $"{headers[0].Offset} of {headers[0].Stream.Name()}); MCP over pipes has one JSON message a line and no headers, "
                    + "so the other side cannot read them.",
                facts.Show(headers),
                $"In the {who}, use the newline framing of MCP's stdio transport instead of that of LSP (vscode-jsonrpc and most "
                    + "LSP libraries have Content-Length as their default).");
        }
    }

    internal static bool IsHeader(IndexedFrame frame) => frame.Messages.Any(message => message.Defect is { Kind: DefectKind.ContentLengthHeader });
}
