using System.Globalization;
using System.Threading.Channels;
using RawMcp.Framing;
using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>
/// The recorded server byte for byte: what it wrote after the client's nth message is written after the live client's nth message, and not
/// one byte else. The live client must say what the recorded one said, with the same ids.
/// </summary>
public sealed class ExactServer
{
    private readonly Recording recording;
    private readonly ReplayOptions options;
    private readonly Stream output;
    private readonly Channel<byte[]> heard = Channel.CreateUnbounded<byte[]>();
    private readonly ReplayNotes notes = new();
    private byte[]? next; // read and not yet taken for a recorded one

    private ExactServer(Recording recording, ReplayOptions options, Stream output)
    {
        this.recording = recording;
        this.options = options;
        this.output = output;
    }

    /// <summary>Serves until the recording ends, the client leaves, or it says something else than the recorded one.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="options">How.</param>
    /// <param name="input">From the client.</param>
    /// <param name="output">To the client.</param>
    /// <exception cref="ReplayException">The capture lacks bytes.</exception>
    public static async Task<ReplayServed> RunAsync(Recording recording, ReplayOptions options, Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(options);
        if (recording.MissingFromClient + recording.MissingFromServer is > 0 and var missing)
            throw new ReplayException(string.Create(CultureInfo.InvariantCulture, $"The capture lacks {missing} bytes of stdin and stdout. --exact needs every byte; without it, what is there can be replayed."));
        var server = new ExactServer(recording, options, output);
        var reading = ReplayEars.Listen(input, server.Hear, () => server.heard.Writer.TryComplete());
        var playing = Task.Run(server.PlayAsync);
        if (await Task.WhenAny(reading, playing).ConfigureAwait(false) == reading) await reading.ConfigureAwait(false);
        return server.notes.Report(await playing.ConfigureAwait(false));
    }

    private void Hear(Frame frame)
    {
        if (frame.IsBlank) return;
        if (heard.Reader.Count >= ReplayLimits.MaxWaitingMessages)
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"The client sends and does not read: {ReplayLimits.MaxWaitingMessages} of its messages wait."));
        heard.Writer.TryWrite(frame.Bytes.ToArray());
    }

    private async Task<TapEnd?> PlayAsync()
    {
        var at = recording.Frames[0].FirstByte;
        var clientEnded = false;
        foreach (var frame in recording.Frames)
        {
            if (frame.Stream == Pipe.Stdout)
            {
                if (!clientEnded && recording.ClientEnd < frame.LastByte && !(clientEnded = await EndsAsync(frame).ConfigureAwait(false))) return null;
                await options.Pause(at, frame.LastByte).ConfigureAwait(false);
                if (!Write(frame)) return null;
            }
            else if (!frame.IsBlank && !await TakeAsync(frame).ConfigureAwait(false))
            {
                return null;
            }

            at = frame.LastByte;
        }

        if (recording.ServerEnd is not { } end)
        {
            await EndsAsync(null).ConfigureAwait(false); // how it ended nobody knows
            return null;
        }

        if (!clientEnded && recording.ClientEnd <= end.Time && !await EndsAsync(null).ConfigureAwait(false)) return null;
        await options.Pause(at, end.Time).ConfigureAwait(false);
        return end is CaptureEvent.Killed killed ? new TapEnd((int)killed.Number, true) : new TapEnd((int)((CaptureEvent.Exited)end).Code, false);
    }

    private bool Write(IndexedFrame frame)
    {
        try
        {
            output.Write(recording.BytesOf(frame));
            if (frame.Ending != FrameEnding.Unterminated) output.WriteByte((byte)'\n');
            output.Flush();
            return true;
        }
        catch (IOException)
        {
            return false; // the client is gone
        }
    }

    private async Task<byte[]?> NextAsync()
    {
        if (next is null && await heard.Reader.WaitToReadAsync().ConfigureAwait(false)) heard.Reader.TryRead(out next);
        return next;
    }

    /// <summary>Waits for the live message in the place of a recorded one. False when it does not come.</summary>
    private async Task<bool> TakeAsync(IndexedFrame frame)
    {
        var recorded = recording.BytesOf(frame);
        while (await NextAsync().ConfigureAwait(false) is { } live)
        {
            if (recorded.AsSpan().SequenceEqual(live) || IsSame(recorded, live))
            {
                next = null;
                return true;
            }

            // Clients differ in what they tell beside the requests: a recorded one may be missing, and there may be others.
            if (IsNotification(recorded)) return true;
            if (!IsNotification(live))
            {
                notes.Problem(string.Create(CultureInfo.InvariantCulture, $"The client's message is not that of frame {frame.Number}, and --exact cannot go on. ") + Difference(recorded, live)
                    + " Without --exact, answers are found by method and parameters and get the ids of the live client.");
                return false;
            }

            notes.Note($"The client sent a notification that was not recorded: {CallMatcher.Shown(System.Text.Encoding.UTF8.GetString(live))}");
            next = null;
        }

        return false;
    }

    /// <summary>Waits for the end of the client's stream. False when there is another message instead.</summary>
    private async Task<bool> EndsAsync(IndexedFrame? before)
    {
        while (await NextAsync().ConfigureAwait(false) is { } live)
        {
            if (!IsNotification(live))
            {
                notes.Problem($"The recorded client had ended its stream{(before is null ? "" : string.Create(CultureInfo.InvariantCulture, $" before frame {before.Number}"))}; this one goes on: {CallMatcher.Shown(System.Text.Encoding.UTF8.GetString(live))}");
                return false;
            }

            next = null;
        }

        return true;
    }

    private static bool IsNotification(byte[] bytes) => MessageReader.Read(bytes) is Message.Notification;

    private bool IsSame(ReadOnlyMemory<byte> recorded, ReadOnlyMemory<byte> live)
    {
        if (Batch.TrySplit(recorded, out var ours) && Batch.TrySplit(live, out var theirs))
            return ours.Count == theirs.Count && ours.Zip(theirs).All(pair => IsSame(pair.First, pair.Second));
        return (MessageReader.Read(recorded), MessageReader.Read(live)) switch
        {
            (Message.Request one, Message.Request other) => one.Id == other.Id && one.Method == other.Method && SameParameters(one, other),
            (Message.Notification one, Message.Notification other) => one.Method == other.Method,
            (Message.Result or Message.Failure, Message.Result { Id: var id }) => IdOf(recorded) == id,
            (Message.Result or Message.Failure, Message.Failure { Id: var id }) => IdOf(recorded) == id,
            (Message.Malformed, Message.Malformed) => true,
            _ => false,
        };
    }

    private bool SameParameters(Message.Request one, Message.Request other)
    {
        var (ours, theirs) = (RequestKeys.Of(one.Method, one.Params, options.Ignored), RequestKeys.Of(other.Method, other.Params, options.Ignored));
        return ours.Plain == theirs.Plain || (ours.Loose is not null && ours.Loose == theirs.Loose);
    }

    private static RequestId? IdOf(ReadOnlyMemory<byte> bytes) => MessageReader.Read(bytes) switch
    {
        Message.Result it => it.Id,
        Message.Failure it => it.Id,
        _ => null,
    };

    private string Difference(byte[] recorded, byte[] live) =>
        string.Join("; ", JsonDifference.Between(new RawJson(recorded), new RawJson(live), [JsonPath.Of("params", "_meta"), .. options.Ignored], out _).Take(3)
            .Select(one => $"{(one.Path.Length == 0 ? "It" : one.Path)} is {CallMatcher.Shown(one.Recorded)} in the capture and {CallMatcher.Shown(one.Now)} now")) + ".";
}
