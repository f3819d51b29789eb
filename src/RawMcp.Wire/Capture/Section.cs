using System.Buffers.Binary;
using System.Text;

namespace RawMcp.Wire;

/// <summary>The section that is being read: its byte order, its interfaces, and what that makes of a block's body.</summary>
internal sealed class Section(bool littleEndian)
{
    private readonly List<Interface> interfaces = [];

    public bool LittleEndian => littleEndian;

    public uint U32(ReadOnlySpan<byte> bytes) =>
        littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private ushort U16(ReadOnlySpan<byte> bytes) =>
        littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>Reads a whole block that is no section header.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="type">Its type.</param>
    /// <param name="body">What stands between the two lengths.</param>
    /// <returns>Null for a block that only prepares others.</returns>
    public CaptureRecord? Read(long offset, uint type, ReadOnlyMemory<byte> body)
    {
        switch (type)
        {
            case Pcapng.InterfaceDescription:
                if (interfaces.Count == CaptureLimits.MaxInterfaces) return Skip($"the section has more than {CaptureLimits.MaxInterfaces} interfaces");
                interfaces.Add(body.Length < 8 ? default : ReadInterface(body.Span));
                return body.Length < 8 ? Skip("it is too short for an interface") : null;
            case Pcapng.EnhancedPacket:
                if (body.Length < Pcapng.PacketHeader) return Skip("it is too short for a packet");
                var number = U32(body.Span);
                var length = U32(body.Span[12..]);
                if (length > body.Length - Pcapng.PacketHeader) return Skip("its packet is longer than the block");
                if (number >= interfaces.Count || interfaces[(int)number] is not { Stream: { } stream } place)
                    return Skip("its interface is none of a server's three streams");
                var ticks = ((ulong)U32(body.Span[4..]) << 32) | U32(body.Span[8..]);
                var missing = Math.Max(0L, U32(body.Span[16..]) - (long)length);
                return new CaptureRecord.Chunk(offset, stream, place.Nanoseconds(ticks), body.Slice(Pcapng.PacketHeader, (int)length), missing);
            case Pcapng.CustomCopied or Pcapng.CustomNotCopied:
                if (body.Length < 4 || U32(body.Span) != Pcapng.EnterpriseNumber) return Skip("a custom block of somebody else");
                return EventJson.Read(body.Span[4..]) is { } what ? new CaptureRecord.Happened(offset, what) : Skip("a custom block that is no event of ours");
            default:
                return Skip("a kind of block that says nothing about a session");
        }

        CaptureRecord.Skipped Skip(string why) => new(offset, type, body.Length + Pcapng.BlockOverhead, why);
    }

    private Interface ReadInterface(ReadOnlySpan<byte> body)
    {
        if (U16(body) != Pcapng.LinkTypeUser0) return default;
        var name = (string?)null;
        var resolution = (byte)6; // microseconds, where nothing is said
        var secondsLater = 0L;
        var options = body[8..];
        while (options.Length >= 4 && U16(options) is not Pcapng.EndOfOptions and var code)
        {
            int length = U16(options[2..]);
            if (length > options.Length - 4) break;
            var value = options.Slice(4, length);
            switch (code)
            {
                case Pcapng.InterfaceName: name = Encoding.UTF8.GetString(value).TrimEnd('\0'); break;
                case Pcapng.InterfaceResolution when length >= 1: resolution = value[0]; break;
                case Pcapng.InterfaceOffset when length >= 8:
                    secondsLater = littleEndian ? BinaryPrimitives.ReadInt64LittleEndian(value) : BinaryPrimitives.ReadInt64BigEndian(value);
                    break;
            }

            options = options[Math.Min(options.Length, 4 + Pcapng.Padded(length))..];
        }

        // Without a name the number decides: that is what the three numbers mean everywhere else.
        var stream = name is null ? (interfaces.Count < Pipes.All.Count ? Pipes.All[interfaces.Count] : null) : Pipes.Named(name);
        return new Interface(stream, resolution, secondsLater);
    }

    /// <summary>One interface: which stream it is, and what its times mean.</summary>
    private readonly record struct Interface(Pipe? Stream, byte Resolution, long SecondsLater)
    {
        /// <summary>A time as nanoseconds since 1970; the nearest that can be told where it is beyond the years 1677 to 2262.</summary>
        public long Nanoseconds(ulong ticks)
        {
            var power = Resolution & 0x7F;
            Int128 time = ticks;
            if ((Resolution & 0x80) != 0)
            {
                time = power < 64 ? (time * 1_000_000_000) >> power : 0; // units of 2^-power seconds
            }
            else
            {
                for (var i = power; i < 9; i++) time *= 10;
                for (var i = 9; i < power; i++) time /= 10;
            }

            time += (Int128)SecondsLater * 1_000_000_000;
            return time > long.MaxValue ? long.MaxValue : time < long.MinValue ? long.MinValue : (long)time;
        }
    }
}
