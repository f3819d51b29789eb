using System.Buffers.Binary;
using System.Text;

namespace RawMcp.Wire;

/// <summary>The blocks of a capture as bytes, little-endian. Each is written whole into a span that is large enough.</summary>
internal static class Blocks
{
    // Option header and value for the flags, and the end of the options.
    private const int PacketOptions = 4 + 4 + 4;

    /// <summary>How long the block of a packet with so many bytes is.</summary>
    public static int PacketSize(int bytes) => Pcapng.BlockOverhead + Pcapng.PacketHeader + Pcapng.Padded(bytes) + PacketOptions;

    /// <summary>How long the block of an event is.</summary>
    public static int EventSize(int json) => Pcapng.BlockOverhead + 4 + Pcapng.Padded(json);

    /// <summary>A packet: bytes of a stream as one read gave them.</summary>
    public static int WritePacket(Span<byte> to, Pipe stream, long time, ReadOnlySpan<byte> bytes)
    {
        var size = PacketSize(bytes.Length);
        var body = Begin(to, Pcapng.EnhancedPacket, size);
        U32(body, (uint)stream);
        U32(body[4..], (uint)((ulong)time >> 32));
        U32(body[8..], (uint)(ulong)time);
        U32(body[12..], (uint)bytes.Length);
        U32(body[16..], (uint)bytes.Length);
        bytes.CopyTo(body[Pcapng.PacketHeader..]);
        var rest = body[(Pcapng.PacketHeader + bytes.Length)..];
        rest.Clear();
        var options = body[(Pcapng.PacketHeader + Pcapng.Padded(bytes.Length))..];
        U16(options, Pcapng.PacketFlags);
        U16(options[2..], 4);
        U32(options[4..], stream == Pipe.Stdin ? Pcapng.Inbound : Pcapng.Outbound);
        return size;
    }

    /// <summary>A process event: a custom block with one JSON object, padded with spaces so that it stays JSON.</summary>
    public static int WriteEvent(Span<byte> to, ReadOnlySpan<byte> json)
    {
        var size = EventSize(json.Length);
        var body = Begin(to, Pcapng.CustomCopied, size);
        U32(body, Pcapng.EnterpriseNumber);
        json.CopyTo(body[4..]);
        body[(4 + json.Length)..].Fill((byte)' ');
        return size;
    }

    /// <summary>What every capture begins with: the section's header and its three interfaces.</summary>
    public static byte[] Head(string application)
    {
        var head = new MemoryStream();
        var section = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(section, Pcapng.ByteOrderMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(section.AsSpan(4), 1); // version 1.0
        BinaryPrimitives.WriteInt64LittleEndian(section.AsSpan(8), -1); // the length is not known: the section grows
        Block(head, Pcapng.SectionHeader, section, [(Pcapng.SectionOs, Text(Environment.OSVersion.Platform.ToString())), (Pcapng.SectionApplication, Text(application))]);
        foreach (var stream in Pipes.All)
        {
            var description = new byte[8]; // link type, two reserved bytes, and 0 for "packets are whole"
            BinaryPrimitives.WriteUInt16LittleEndian(description, Pcapng.LinkTypeUser0);
            var text = stream switch
            {
                Pipe.Stdin => "from the client to the server",
                Pipe.Stdout => "from the server to the client",
                _ => "the server's log",
            };
            Block(head, Pcapng.InterfaceDescription, description,
                [(Pcapng.InterfaceName, Text(stream.Name())), (Pcapng.InterfaceText, Text(text)), (Pcapng.InterfaceResolution, [9])]);
        }

        return head.ToArray();
    }

    private static void Block(MemoryStream to, uint type, byte[] fixedPart, (ushort Code, byte[] Value)[] options)
    {
        var size = Pcapng.BlockOverhead + fixedPart.Length + options.Sum(option => 4 + Pcapng.Padded(option.Value.Length)) + 4;
        var block = new byte[size];
        var body = Begin(block, type, size);
        fixedPart.CopyTo(body);
        body = body[fixedPart.Length..];
        foreach (var (code, value) in options)
        {
            U16(body, code);
            U16(body[2..], (ushort)value.Length);
            value.CopyTo(body[4..]);
            body = body[(4 + Pcapng.Padded(value.Length))..];
        }

        to.Write(block);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static Span<byte> Begin(Span<byte> to, uint type, int size)
    {
        U32(to, type);
        U32(to[4..], (uint)size);
        U32(to[(size - 4)..], (uint)size);
        return to[8..(size - 4)];
    }

    private static void U16(Span<byte> to, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(to, value);

    private static void U32(Span<byte> to, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(to, value);
}
