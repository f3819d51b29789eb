using System.Globalization;

namespace RawMcp.Cli.Chat;

/// <summary>Shows the bodies of HTTP requests and responses as they pass; an event stream line by line, as it comes.</summary>
internal sealed class HttpWire(HttpMessageHandler inner, WireView view) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        view.Http(sent: true, $"{request.Method} {request.RequestUri}");
        if (request.Content is { } body) view.Http(sent: true, await body.ReadAsByteArrayAsync(cancellationToken));
        var response = await base.SendAsync(request, cancellationToken);
        view.Http(sent: false, string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.ReasonPhrase}"));

        var shown = new StreamContent(new Seen(await response.Content.ReadAsStreamAsync(cancellationToken), view));
        foreach (var (name, values) in response.Content.Headers) shown.Headers.TryAddWithoutValidation(name, values);
        response.Content = shown;
        return response;
    }

    /// <summary>A body that shows each line once it has been read.</summary>
    private sealed class Seen(Stream body, WireView view) : Stream
    {
        private const int MaxLine = 1_000_000; // a longer one is shown in pieces
        private readonly MemoryStream line = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Show(buffer.AsMemory(offset, body.Read(buffer, offset, count)));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Show(buffer[..await body.ReadAsync(buffer, cancellationToken)]);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        private int Show(ReadOnlyMemory<byte> read)
        {
            foreach (var one in read.Span)
            {
                if (one != (byte)'\n') line.WriteByte(one);
                if (one == (byte)'\n' || line.Length == MaxLine) End();
            }

            if (read.IsEmpty) End();
            return read.Length;
        }

        private void End()
        {
            view.Http(sent: false, line.GetBuffer().AsSpan(0, (int)line.Length));
            line.SetLength(0);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                End();
                body.Dispose();
            }

            base.Dispose(disposing);
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
