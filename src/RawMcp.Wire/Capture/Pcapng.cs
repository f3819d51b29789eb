namespace RawMcp.Wire;

/// <summary>
/// The numbers of the pcapng format that a capture uses. Format: draft-ietf-opsawg-pcapng. What we put into it: docs/capture.md.
/// </summary>
internal static class Pcapng
{
    public const uint SectionHeader = 0x0A0D0D0A;
    public const uint InterfaceDescription = 1;
    public const uint EnhancedPacket = 6;

    /// <summary>A custom block that a program which does not know it may copy to a new file.</summary>
    public const uint CustomCopied = 0x00000BAD;

    /// <summary>A custom block that must not be copied; we read it all the same.</summary>
    public const uint CustomNotCopied = 0x40000BAD;

    public const uint ByteOrderMagic = 0x1A2B3C4D;

    /// <summary>LINKTYPE_USER0: what is inside is a private matter between writer and reader.</summary>
    public const ushort LinkTypeUser0 = 147;

    /// <summary>The enterprise number that IANA keeps for documentation and examples: nobody's, so also not somebody else's.</summary>
    public const uint EnterpriseNumber = 32473;

    /// <summary>Type and total length before a block's body, and the total length again after it.</summary>
    public const int BlockOverhead = 12;

    /// <summary>Interface, two halves of a time, captured length, original length.</summary>
    public const int PacketHeader = 20;

    public const ushort EndOfOptions = 0;
    public const ushort Comment = 1;
    public const ushort SectionOs = 3;
    public const ushort SectionApplication = 4;
    public const ushort InterfaceName = 2;
    public const ushort InterfaceText = 3;
    public const ushort InterfaceResolution = 9;
    public const ushort InterfaceOffset = 14;
    public const ushort PacketFlags = 2;

    /// <summary>The two lowest bits of a packet's flags: into the server, out of the server.</summary>
    public const uint Inbound = 1;
    public const uint Outbound = 2;

    /// <summary>Everything starts at a multiple of four.</summary>
    public static int Padded(int length) => (length + 3) & ~3;
}
