using System.Runtime.InteropServices;

namespace RawMcp.Wire;

/// <summary>
/// A file descriptor as a stream without a buffer: a read is one read, a write goes on until all is written. Where somebody made
/// the descriptor non-blocking, it waits instead.
/// </summary>
/// <param name="descriptor">The descriptor.</param>
/// <param name="owner">Closes it; null for one of our own standard streams, which is put out of the way instead.</param>
internal sealed unsafe class DescriptorStream(int descriptor, SafeHandle? owner = null) : Stream
{
    private bool closed;

    /// <summary>
    /// Waits until there is something to read, or until nobody reads <paramref name="to"/> any more: then what is written here
    /// has nowhere to go, and its writer should learn that now, as it would from the pipe itself.
    /// </summary>
    /// <returns>False when nobody reads <paramref name="to"/>.</returns>
    public bool WaitFor(DescriptorStream to)
    {
        var both = stackalloc Posix.PollDescriptor[2];
        both[0] = new Posix.PollDescriptor { Descriptor = descriptor, Events = Posix.PollIn };
        both[1] = new Posix.PollDescriptor { Descriptor = to.Descriptor };
        while (Posix.Poll(both, 2, -1) < 0)
        {
            if (Posix.LastError != Posix.ErrorInterrupted) return true; // poll cannot; the read will say why
        }

        return (both[1].Returned & Posix.PollBroken) == 0;
    }

    /// <summary>A read would not have to wait for bytes.</summary>
    public bool HasInput
    {
        get
        {
            var one = new Posix.PollDescriptor { Descriptor = descriptor, Events = Posix.PollIn };
            return !closed && Posix.Poll(&one, 1, 0) == 1 && (one.Returned & Posix.PollIn) != 0;
        }
    }

    /// <summary>What Linux calls that which the descriptor leads to, such as <c>pipe:[1234]</c>; null elsewhere.</summary>
    public string? Target { get; } = OperatingSystem.IsLinux() && owner is not null ? OpenFiles.Target(descriptor) : null;

    /// <summary>How many bytes lie in the pipe; null when it is closed, is none, or the system is not Linux.</summary>
    public long? InPipe
    {
        get
        {
            if (!OperatingSystem.IsLinux() || owner is null) return null;
            var held = false;
            try
            {
                owner.DangerousAddRef(ref held); // or the number may lead to another file by now
                return Unread(descriptor);
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            finally
            {
                if (held) owner.DangerousRelease();
            }
        }
    }

    /// <summary>How many bytes lie in a pipe that is found by a path; null when that cannot be seen.</summary>
    public static long? Unread(string path)
    {
        var opened = Posix.Open(path, Posix.OpenToLook);
        if (opened < 0) return null;
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(opened, ownsHandle: true);
        return Unread(opened);
    }

    private static long? Unread(int opened)
    {
        int count;
        return Posix.Control(opened, Posix.UnreadBytes, &count) == 0 ? count : null;
    }

    private int Descriptor => descriptor;

    public override int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = Posix.Read(descriptor, start, (nuint)buffer.Length);
                if (count >= 0) return (int)count;
                Await(Posix.PollIn);
            }
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var written = 0;
            while (written < buffer.Length)
            {
                var count = Posix.Write(descriptor, start + written, (nuint)(buffer.Length - written));
                if (count >= 0) written += (int)count;
                else Await(Posix.PollOut);
            }
        }
    }

    private void Await(short what)
    {
        var error = Posix.LastError;
        if (error == Posix.ErrorInterrupted) return;
        if (error != Posix.ErrorAgain) throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        var one = new Posix.PollDescriptor { Descriptor = descriptor, Events = what };
        Posix.Poll(&one, 1, -1);
    }

    protected override void Dispose(bool disposing)
    {
        if (!closed && disposing)
        {
            closed = true;
            if (owner is not null) owner.Dispose();
            else PutAway();
        }

        base.Dispose(disposing);
    }

    // A closed standard descriptor would be given to the next file that is opened, and whoever writes to "stdout" would write there.
    private void PutAway()
    {
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        foreach (var copy in OpenFiles.PrivateCopies(descriptor)) Posix.Replace((int)nothing.DangerousGetHandle(), copy);
        Posix.Replace((int)nothing.DangerousGetHandle(), descriptor);
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
        // Nothing is kept back.
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
