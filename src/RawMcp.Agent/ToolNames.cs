using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace RawMcp.Agent;

/// <summary>
/// The names that models know tools by, and the way back. A model takes <c>[a-zA-Z0-9_-]{1,64}</c>; MCP names may hold dots
/// and be longer, and two servers may have tools of one name. The same additions in the same order give the same names.
/// Not for several threads at once.
/// </summary>
public sealed class ToolNames
{
    /// <summary>The longest name a model takes, in characters.</summary>
    public const int MaxLength = 64;

    private const string Between = "__"; // server and tool

    // Eight hexadecimal digits tell apart what replacing and cutting made equal; the underscore in front is one more.
    private const int MarkLength = 9;

    private readonly Dictionary<(string Server, string Tool), string> names = [];
    private readonly Dictionary<string, (string Server, string Tool)> originals = new(StringComparer.Ordinal);

    /// <summary>The names given so far, in no order.</summary>
    public IReadOnlyCollection<string> All => originals.Keys;

    /// <summary>Whether a model takes this name.</summary>
    public static bool IsValid([NotNullWhen(true)] string? name) => name is { Length: > 0 and <= MaxLength } && name.All(IsAllowed);

    /// <summary>The name for a tool; the same one whenever it is asked for. A name that a model takes stays as it is.</summary>
    /// <param name="server">Which server has the tool. Empty where there is only one: then names have no prefix.</param>
    /// <param name="tool">What the server calls it.</param>
    public string Add(string server, string tool)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(tool);
        if (names.TryGetValue((server, tool), out var known)) return known;

        var plain = server.Length == 0 ? tool : server + Between + tool;
        var name = plain;
        for (var attempt = 0; !IsValid(name) || originals.ContainsKey(name); attempt++) name = Marked(plain, $"{server}\0{tool}\0{attempt}");
        names.Add((server, tool), name);
        originals.Add(name, (server, tool));
        return name;
    }

    /// <summary>What a model's name stands for. False for a name that was never given.</summary>
    /// <param name="name">The name as the model said it.</param>
    /// <param name="server">The server that was given to <see cref="Add"/>.</param>
    /// <param name="tool">The tool that was given to <see cref="Add"/>.</param>
    public bool TryFind(string name, out string server, out string tool)
    {
        var found = originals.TryGetValue(name, out var original);
        (server, tool) = found ? original : ("", "");
        return found;
    }

    /// <summary>A name that a model takes for one it may not: where a model makes a name up, the history has to be valid all the same.</summary>
    internal static string Spell(string name) => IsValid(name) ? name : Marked(name, name);

    // The attempt is part of what is hashed: another tool may be called exactly like the first mark.
    private static string Marked(string plain, string hashed)
    {
        var allowed = new StringBuilder();
        foreach (var rune in plain.EnumerateRunes()) allowed.Append(rune.IsAscii && IsAllowed((char)rune.Value) ? (char)rune.Value : '_');
        if (allowed.Length > MaxLength - MarkLength) allowed.Length = MaxLength - MarkLength;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(hashed));
        return $"{allowed}_{Convert.ToHexStringLower(hash.AsSpan(0, 4))}";
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
