using RawMcp.Cli.Output;
using RawMcp.Stdio;

namespace RawMcp.Cli.Chat;

/// <summary>Both wires on stderr, a line each, in the order in which they were seen. Headers are never shown: the key is in one.</summary>
internal sealed class WireView(Secret secret)
{
    /// <summary>A frame between this program and a server.</summary>
    /// <param name="server">The server's name; empty where there is only one.</param>
    /// <param name="crossing">The frame.</param>
    public void Frame(string server, Crossing crossing) =>
        Line(server.Length == 0 ? "server" : Plain.Line(server), crossing.Direction == Direction.Sent, Plain.Frame(crossing.Frame.Bytes.Span));

    /// <summary>A line of the HTTP exchange with the model.</summary>
    public void Http(bool sent, ReadOnlySpan<byte> line)
    {
        if (!line.TrimEnd((byte)'\r').IsEmpty) Line("model", sent, Plain.Frame(line.TrimEnd((byte)'\r')));
    }

    /// <summary>The same as text.</summary>
    public void Http(bool sent, string line) => Line("model", sent, Plain.Line(line));

    private void Line(string peer, bool sent, string text) => Stderr.Line($"{peer} {(sent ? '>' : '<')} {secret.Hide(text)}");
}
