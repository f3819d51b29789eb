using System.Text;
using static RawMcp.Wire.Tests.Captures;

namespace RawMcp.Wire.Tests;

/// <summary>A capture written line by line, as a session would have been.</summary>
internal sealed class Played
{
    private readonly List<byte> file = [];
    private ulong time;

    public Played() => Section();

    /// <summary>What the client wrote.</summary>
    public string Client { get; private set; } = "";

    /// <summary>What the server wrote.</summary>
    public string Server { get; private set; } = "";

    public Played Section()
    {
        file.AddRange([.. SectionBlock(), .. InterfaceBlock("stdin"), .. InterfaceBlock("stdout"), .. InterfaceBlock("stderr")]);
        return this;
    }

    /// <summary>A line of the client, a millisecond later.</summary>
    public Played C(string line, string end = "\n")
    {
        Client += line + end;
        return Add(0, line + end);
    }

    /// <summary>A line of the server, a millisecond later.</summary>
    public Played S(string line, string end = "\n")
    {
        Server += line + end;
        return Add(1, line + end);
    }

    /// <summary>A request of the client and the server's result.</summary>
    public Played Call(int id, string method, string parameters, string result) =>
        C($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""").S($$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""");

    public Played Stderr(string text) => Add(2, text);

    public Played Event(string members)
    {
        file.AddRange(EventBlock($$"""{"ns":"{{time += 1_000_000}}",{{members}}}"""));
        return this;
    }

    /// <summary>Nothing happens for so long.</summary>
    public Played Wait(TimeSpan length)
    {
        time += (ulong)length.Ticks * 100;
        return this;
    }

    /// <summary>The client closes stdin.</summary>
    public Played Eof() => Event("\"rawmcp\":\"end-of-stream\",\"stream\":\"stdin\",\"bytes\":1");

    public Played Exit(int code) => Event($"\"rawmcp\":\"exit\",\"code\":{code}");

    public Played Closed() => Event("\"rawmcp\":\"closed\"");

    public Played Gap(string stream, int bytes) => Event($"\"rawmcp\":\"gap\",\"stream\":\"{stream}\",\"bytes\":{bytes}");

    private Played Add(uint stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        time += 1_000_000;
        for (var at = 0; at < bytes.Length; at += CaptureLimits.MaxPacketBytes)
            file.AddRange(PacketBlock(stream, time, bytes[at..Math.Min(bytes.Length, at + CaptureLimits.MaxPacketBytes)]));
        return this;
    }

    public byte[] Bytes => [.. file];

    public Recording Recording(int? section = null) => Wire.Recording.Read(new MemoryStream(Bytes), section);

    /// <summary>The capture as a file.</summary>
    public string In(Folder folder)
    {
        var path = folder.File("played.pcapng");
        File.WriteAllBytes(path, Bytes);
        return path;
    }
}
