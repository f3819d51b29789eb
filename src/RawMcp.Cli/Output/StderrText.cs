using System.Text;

namespace RawMcp.Cli.Output;

/// <summary>A server's stderr on ours as it comes, without what a terminal would obey.</summary>
internal sealed class StderrText
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

    public void Show(ReadOnlyMemory<byte> chunk)
    {
        var text = new char[Encoding.UTF8.GetMaxCharCount(chunk.Length)];
        var length = decoder.GetChars(chunk.Span, text, flush: false);
        Stderr.Text(Plain.Text(new string(text, 0, length).Replace("\r\n", "\n", StringComparison.Ordinal)));
    }
}
