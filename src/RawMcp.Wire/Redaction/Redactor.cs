namespace RawMcp.Wire;

/// <summary>
/// Takes secrets out of what a capture holds, and counts them: values under names such as <c>token</c> or <c>authorization</c>, keys
/// that are known by their look, and what the caller's patterns match. In their place stands <c>[redacted:KIND]</c>. Everything else stays
/// as it is, byte by byte. docs/exports.md has the rules.
/// </summary>
/// <remarks>
/// One for a run over a capture, frame by frame in order: a private key that a program prints line by line is known by its first line.
/// Not for two threads at once.
/// </remarks>
public sealed class Redactor
{
    private const int NamesKept = 4096;
    private static readonly System.Buffers.SearchValues<byte> KeyLine =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=:,- "u8);

    private readonly Dictionary<string, string?> names = new(StringComparer.Ordinal);
    private readonly HashSet<(int Section, Pipe Stream)> insideKey = [];
    private readonly bool isOn;

    private Redactor(IReadOnlyList<RedactionPattern> patterns, bool isOn) => (Patterns, this.isOn) = (patterns, isOn);

    /// <summary>A redactor that knows the common secrets, and those that the patterns match.</summary>
    public Redactor(params IReadOnlyList<RedactionPattern> patterns)
        : this(patterns, isOn: true) => ArgumentNullException.ThrowIfNull(patterns);

    /// <summary>One that lets everything through.</summary>
    public static Redactor Off() => new([], isOn: false);

    /// <summary>False for one that lets everything through.</summary>
    public bool IsOn => isOn;

    /// <summary>What was redacted so far.</summary>
    public RedactionCounts Counts { get; } = new();

    internal IReadOnlyList<RedactionPattern> Patterns { get; }

    /// <summary>
    /// A frame's bytes without secrets: JSON stays JSON of the same structure, anything else is searched as text. The same memory where
    /// there was nothing to do.
    /// </summary>
    public ReadOnlyMemory<byte> Frame(ReadOnlyMemory<byte> bytes)
    {
        if (!isOn || bytes.IsEmpty) return bytes;
        if (JsonRedaction.TryRedact(bytes, this, 0, out var json)) return json;
        var text = AnyBytes.ToText(bytes.Span);
        var redacted = TextRedaction.Redact(text, this);
        return ReferenceEquals(redacted, text) || redacted == text ? bytes : AnyBytes.FromText(redacted);
    }

    /// <summary>The same for a frame in its place: of a stream's lines, those inside a private key are known by the lines before.</summary>
    public ReadOnlyMemory<byte> Frame(IndexedFrame frame, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (!isOn) return bytes;
        if (!PassKey(frame, bytes.Span)) return Frame(bytes);
        Counts.Add("private_key");
        return AnyBytes.FromText(TextEdits.Placeholder("private_key"));
    }

    /// <summary>Takes note of a frame that is not exported: a private key may begin in it.</summary>
    public void Pass(IndexedFrame frame, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (isOn) PassKey(frame, bytes.Span);
    }

    /// <summary>Whether a line is one of a private key's that began in a line before, all of which were shown to this redactor.</summary>
    internal bool IsOfKey(IndexedFrame frame, ReadOnlySpan<byte> line) => isOn && PassKey(frame, line);

    /// <summary>A text without secrets.</summary>
    public string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return isOn ? TextRedaction.Redact(text, this) : text;
    }

    /// <summary>A command line without secrets: also the word behind <c>--token</c>, and the password in <c>--user name:password</c>.</summary>
    public IReadOnlyList<string> Words(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return isOn ? CommandWords.Redact(words, this) : words;
    }

    /// <summary>An event without secrets.</summary>
    public CaptureEvent Event(CaptureEvent what)
    {
        ArgumentNullException.ThrowIfNull(what);
        if (!isOn) return what;
        return what switch
        {
            CaptureEvent.Command it => it with { Arguments = Words(it.Arguments), Directory = Text(it.Directory), Environment = [.. it.Environment.Select(Text)] },
            CaptureEvent.SpawnFailed it => it with { Reason = Text(it.Reason), Searched = [.. it.Searched.Select(Text)] },
            CaptureEvent.Started it => it with { Recorder = Text(it.Recorder) },
            CaptureEvent.Signal it => it with { Name = Text(it.Name) },
            CaptureEvent.Killed it => it with { Name = Text(it.Name) },
            CaptureEvent.Gap it => it with { Reason = Text(it.Reason) },
            CaptureEvent.Watched it => it with
            {
                State = Text(it.State),
                Waiting = it.Waiting is null ? null : Text(it.Waiting),
                Descendants = [.. it.Descendants.Select(one => one with { Name = Text(one.Name) })],
            },
            CaptureEvent.Unknown it => it with { Kind = it.Kind is null ? null : Text(it.Kind), Json = Text(it.Json) },
            _ => what,
        };
    }

    /// <summary>The kind of secret that has that name; null where a name says nothing of the kind.</summary>
    internal string? KindOf(string name)
    {
        if (name.Length > RedactionLimits.MaxName) return null;
        if (names.TryGetValue(name, out var kind)) return kind;
        kind = SecretNames.Find(name.AsSpan().TrimStart('-'));
        if (names.Count < NamesKept) names[name] = kind;
        return kind;
    }

    /// <summary>Whether a line is one of a private key's that began before.</summary>
    private bool PassKey(IndexedFrame frame, ReadOnlySpan<byte> line)
    {
        var place = (frame.Section, frame.Stream);
        if (insideKey.Contains(place))
        {
            var ends = line.IndexOf("-----END "u8) >= 0;
            var isBody = line.Trim(" \t\r|>"u8).IndexOfAnyExcept(KeyLine) < 0 && line.Length < 200;
            if (ends || !isBody) insideKey.Remove(place);
            return isBody && !ends && !frame.IsBlank;
        }

        var begin = line.IndexOf("-----BEGIN "u8);
        if (begin < 0) return false;
        var rest = line[begin..];
        if (rest.IndexOf("PRIVATE KEY-----"u8) is >= 0 and < 60 && rest.IndexOf("-----END "u8) < 0 && frame.Messages is [] or [{ Defect: not null }]) insideKey.Add(place);
        return false;
    }
}
