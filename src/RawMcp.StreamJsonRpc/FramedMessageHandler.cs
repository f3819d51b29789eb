using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using RawMcp.Stdio;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;
using StreamJsonRpc.Reflection;

namespace RawMcp.StreamJsonRpc;

/// <summary>
/// A StreamJsonRpc message handler on RawMcp's framing, that shows every frame of both directions to an observer. It goes where a
/// program has <see cref="NewLineDelimitedMessageHandler"/> (MCP) or <see cref="HeaderDelimitedMessageHandler"/> (LSP).
/// </summary>
/// <remarks>
/// Reading throws what ends a connection of StreamJsonRpc with a reason: <see cref="EndOfStreamException"/> for half a frame at the
/// end, <see cref="BadRpcHeaderException"/>, and <see cref="InvalidDataException"/> for an over-long frame. The observer has
/// seen the frame by then. A blank line is shown and skipped.
/// </remarks>
public sealed class FramedMessageHandler : MessageHandlerBase, IJsonRpcMessageBufferManager
{
    private readonly Wire wire;
    private readonly FrameReader? reader;
    private readonly FrameWriter? writer;

    /// <summary>A handler over two streams, which it disposes of.</summary>
    /// <param name="sending">Where to; null to receive only.</param>
    /// <param name="receiving">Where from; null to send only. May be the same stream.</param>
    /// <param name="formatter">Messages to bytes and back. In <see cref="FramingStyle.Lines"/> it has to write JSON in UTF-8.</param>
    /// <param name="options">The framing, <see cref="FramingStyle.Lines"/> by default; the observer, the longest frame, the clock.</param>
    public FramedMessageHandler(Stream? sending, Stream? receiving, IJsonRpcMessageFormatter formatter, DriverOptions? options = null)
        : base(formatter)
    {
        options ??= new DriverOptions();
        var encoding = (formatter as IJsonRpcMessageTextFormatter)?.Encoding;
        if (encoding is null ? options.Framing == FramingStyle.Lines : encoding.WebName != Encoding.UTF8.WebName)
            throw new ArgumentException("The frames are text in UTF-8, and this formatter writes something else.", nameof(formatter));
        if (sending is { CanWrite: false }) throw new ArgumentException("The stream cannot be written to.", nameof(sending));
        if (receiving is { CanRead: false }) throw new ArgumentException("The stream cannot be read from.", nameof(receiving));

        wire = new Wire(options, DisposalToken);
        if (receiving is not null) reader = new FrameReader(receiving, ownsStream: receiving != sending, wire); // the last write may outlast the reads
        if (sending is not null) writer = new FrameWriter(sending, wire);
    }

    /// <summary>The same with a <see cref="SystemTextJsonFormatter"/>.</summary>
    /// <inheritdoc cref="FramedMessageHandler(Stream, Stream, IJsonRpcMessageFormatter, DriverOptions)"/>
    [RequiresDynamicCode("StreamJsonRpc's formatters use reflection."), RequiresUnreferencedCode("StreamJsonRpc's formatters use reflection.")]
    public FramedMessageHandler(Stream? sending, Stream? receiving, DriverOptions? options = null)
        : this(sending, receiving, new SystemTextJsonFormatter(), options)
    {
    }

    /// <inheritdoc/>
    public override bool CanRead => reader is not null;

    /// <inheritdoc/>
    public override bool CanWrite => writer is not null;

    /// <inheritdoc/>
    protected override async ValueTask<JsonRpcMessage?> ReadCoreAsync(CancellationToken cancellationToken) =>
        await reader!.ReadAsync(cancellationToken).ConfigureAwait(false) is { } frame
            ? Formatter.Deserialize(new ReadOnlySequence<byte>(frame.Bytes))
            : null;

    /// <inheritdoc/>
    protected override ValueTask WriteCoreAsync(JsonRpcMessage content, CancellationToken cancellationToken)
    {
        // A message that cannot be written throws here, before a byte of it has crossed.
        Formatter.Serialize(writer!.NewFrame(), content);
        var body = writer.Body;
        (Formatter as IJsonRpcFormatterTracingCallbacks)?.OnSerializationComplete(content, new ReadOnlySequence<byte>(body));

        // Half a frame would be the end of the connection: from here on only disposal stops it.
        return writer.SendAsync();
    }

    /// <inheritdoc/>
    protected override ValueTask FlushAsync(CancellationToken cancellationToken) => default; // each frame is flushed as it is written

    /// <inheritdoc/>
    void IJsonRpcMessageBufferManager.DeserializationComplete(JsonRpcMessage message) =>
        (message as IJsonRpcMessageBufferManager)?.DeserializationComplete(message);

    /// <inheritdoc/>
    protected override void DisposeReader()
    {
        reader?.Dispose();
        base.DisposeReader();
    }

    /// <inheritdoc/>
    protected override void DisposeWriter()
    {
        writer?.Dispose();
        base.DisposeWriter();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) wire.Dispose();
        base.Dispose(disposing);
    }
}
