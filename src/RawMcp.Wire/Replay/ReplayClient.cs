using System.Globalization;
using RawMcp.Framing;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Wire;

/// <summary>
/// The recorded client, for a live server: sends what was sent, each message when the answers are there that the recorded client had by
/// then, answers the server's questions as it did, and compares the answers.
/// </summary>
public sealed class ReplayClient
{
    private static readonly JsonPath Id = JsonPath.Of("id");

    private readonly Recording recording;
    private readonly ReplayOptions options;
    private readonly JsonPath[] ignored;
    private readonly ReplayPen pen;
    private readonly RecordedQuestions questions;
    private readonly CarriedValues carried;
    private readonly Lock gate = new();
    private readonly Dictionary<RequestId, Queue<Expected>> waiting = [];
    private readonly Dictionary<IndexedCall, Expected> expected = new(ReferenceEqualityComparer.Instance);
    private readonly List<ReplayDifference> differences = [];
    private readonly List<string> notes = [];
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> recordedNoise = [];
    private int compared, sent;
    private string? stopped;
    private bool serverGone;

    private ReplayClient(Recording recording, ReplayOptions options, Stream toServer)
    {
        this.recording = recording;
        this.options = options;
        ignored = [Id, .. options.Ignored];
        pen = new ReplayPen(toServer);
        questions = new RecordedQuestions(recording, options);
        carried = new CarriedValues(options.Carried);
        foreach (var frame in recording.Frames.Where(frame => frame.Stream == Pipe.Stdout && frame.Messages.Any(message => message.Kind == MessageKind.Malformed)))
            recordedNoise.Add(Fingerprint(recording.BytesOf(frame)));
    }

    /// <summary>Sends and compares; returns when all recorded answers are there, or one does not come. The server's stdin stays open.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="options">How.</param>
    /// <param name="toServer">The server's stdin.</param>
    /// <param name="fromServer">The server's stdout.</param>
    /// <exception cref="ReplayException">The capture lacks what would have to be sent first.</exception>
    public static async Task<ReplayCompared> RunAsync(Recording recording, ReplayOptions options, Stream toServer, Stream fromServer)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(options);
        if (recording.Frames.FirstOrDefault(frame => frame.Stream == Pipe.Stdin) is not { IsBesideGap: false })
            throw new ReplayException(recording.MissingFromClient > 0
                ? string.Create(CultureInfo.InvariantCulture, $"The capture lacks {recording.MissingFromClient} bytes of stdin from its beginning on: there is nothing that could be sent first.")
                : "The client sent nothing in this recording.");
        var client = new ReplayClient(recording, options, toServer);
        _ = ReplayEars.Listen(fromServer, client.Hear, () => client.gone.TrySetResult())
            .ContinueWith(_ => client.gone.TrySetResult(), TaskScheduler.Default);
        await client.PlayAsync().ConfigureAwait(false);
        client.pen.Close();
        return client.Report();
    }

    private async Task PlayAsync()
    {
        var due = new List<Expected>();
        var at = recording.Frames[0].LastByte;
        foreach (var frame in recording.Frames)
        {
            if (frame.Stream == Pipe.Stdout)
            {
                foreach (var message in frame.Messages)
                {
                    if (message is { Kind: not MessageKind.Request, Call: { } call } && expected.TryGetValue(call, out var one)) due.Add(one);
                }
            }
            else if (CannotBeSent(frame) is { } why)
            {
                lock (gate) notes.Add(why);
                break;
            }
            else
            {
                if (!await AllCome(due).ConfigureAwait(false)) return;
                due.Clear();
                await options.Pause(at, frame.LastByte).ConfigureAwait(false);
                if (!await SayAsync(frame).ConfigureAwait(false)) return;
            }

            at = frame.LastByte;
        }

        await AllCome([.. expected.Values.Where(one => one.Call.Response is not null)]).ConfigureAwait(false);
    }

    private string? CannotBeSent(IndexedFrame frame) =>
        frame.IsBesideGap
            ? string.Create(CultureInfo.InvariantCulture, $"At frame {frame.Number} the capture lacks bytes of stdin. What follows was not sent.")
        : frame.Ending == FrameEnding.Unterminated && (recording.ClientEnd is null || recording.IsCutOff)
            ? string.Create(CultureInfo.InvariantCulture, $"The capture was cut off in frame {frame.Number}, which was not sent.")
        : null;

    /// <summary>Sends a frame, or waits for the question that it answers. False when the replay cannot go on.</summary>
    private async Task<bool> SayAsync(IndexedFrame frame)
    {
        if (frame.Messages.Count > 0 && frame.Messages.All(message => message.Call is not null && message.Kind != MessageKind.Request))
        {
            foreach (var message in frame.Messages) await Asked(questions.Of(message.Call!)).ConfigureAwait(false);
            return true;
        }

        var bytes = carried.Put(recording.BytesOf(frame));
        foreach (var message in frame.Messages.Where(message => message.Kind == MessageKind.Request && message.Call is not null)) Expect(message.Call!);
        var written = pen.Send(bytes, frame.Ending != FrameEnding.Unterminated);
        if (await Within(written, options.AnswerTimeout).ConfigureAwait(false) == written && await written.ConfigureAwait(false))
        {
            sent++;
            return true;
        }

        serverGone = gone.Task.IsCompleted || written.IsCompleted;
        var what = string.Create(CultureInfo.InvariantCulture, $"frame {frame.Number} ({Describe(frame)}, {frame.Length} bytes)");
        stopped = serverGone ? $"The server was gone before it had read {what}." : $"The server has not read {what} within {Limit}.";
        return false;
    }

    private string Limit => string.Create(CultureInfo.InvariantCulture, $"{options.AnswerTimeout.TotalSeconds} s");

    private static string Describe(IndexedFrame frame) => frame.Messages.Count == 0 ? "no message" : frame.Messages[0].Method ?? "an answer";

    private void Expect(IndexedCall call)
    {
        var one = new Expected(call);
        expected[call] = one;
        lock (gate)
        {
            if (!waiting.TryGetValue(call.Id, out var same)) waiting[call.Id] = same = new();
            same.Enqueue(one);
        }
    }

    // A new build need not ask. It will not any more when the call that it asked in is answered.
    private async Task Asked(RecordedQuestion? question)
    {
        if (question is null) return;
        var during = question.During is { } call && expected.TryGetValue(call, out var one) ? one : null;
        var wait = during is null ? ReplayLimits.ServerRequestGrace : options.AnswerTimeout;
        await Within(Task.WhenAny(question.Came.Task, during?.Answer.Task ?? question.Came.Task), wait < options.AnswerTimeout ? wait : options.AnswerTimeout).ConfigureAwait(false);
    }

    private async Task<bool> AllCome(List<Expected> due)
    {
        foreach (var one in due.Where(one => !one.IsCompared))
        {
            await Within(one.Answer.Task, options.AnswerTimeout).ConfigureAwait(false);
            if (one.Answer.Task.IsCompleted)
            {
                Compare(one, await one.Answer.Task.ConfigureAwait(false));
                continue;
            }

            serverGone = gone.Task.IsCompleted;
            var sentence = serverGone
                ? "The server ended before it had answered."
                : $"No answer within {Limit}.";
            if (!serverGone) Differs(one.Call, sentence, [], 0);
            stopped = string.Create(CultureInfo.InvariantCulture, $"{What(one.Call)} (frame {one.Call.Request.Number}): {sentence} What the recorded client sent afterwards was not sent.");
            return false;
        }

        return true;
    }

    private async Task<Task> Within(Task task, TimeSpan limit)
    {
        var first = await Task.WhenAny(task, gone.Task, Task.Delay(limit, options.Time)).ConfigureAwait(false);
        return task.IsCompleted ? task : first;
    }

    private void Compare(Expected one, byte[] now)
    {
        one.IsCompared = true;
        var frame = one.Call.Response!;
        if (frame.IsBesideGap && frame.Messages.All(message => message.Defect is not null))
        {
            lock (gate) notes.Add($"{What(one.Call)}: the capture has only a piece of the answer; not compared.");
            return;
        }

        var recorded = new RawJson(recording.BytesOf(frame, Math.Max(0, frame.Messages.ToList().FindIndex(message => message.Call == one.Call))));
        compared++;
        carried.Learn(recorded, new RawJson(now));
        var places = JsonDifference.Between(recorded, new RawJson(now), ignored, out var count);
        if (count > 0) Differs(one.Call, null, places, count);
    }

    private void Differs(IndexedCall call, string? sentence, IReadOnlyList<JsonDifference> places, long count)
    {
        lock (gate) differences.Add(new ReplayDifference(call.Request.Number, What(call), call.Method, call.Id.Json, sentence, places, count));
    }

    private static string What(IndexedCall call) => $"{call.Method}{(call.Target is { } target ? " " + target : "")} with id {call.Id.Json}";

    private void Hear(Frame frame)
    {
        if (frame.IsBlank) return;
        if (frame.Ending == FrameEnding.Unterminated)
        {
            lock (gate) notes.Add(string.Create(CultureInfo.InvariantCulture, $"The server ended in the middle of a line, after {frame.Length} bytes of it."));
            return;
        }

        if (frame.Ending == FrameEnding.Complete && Batch.TrySplit(frame.Bytes, out var elements))
        {
            foreach (var element in elements) Hear(MessageReader.Read(element), element);
            return;
        }

        Hear(MessageReader.Read(frame), frame.Bytes);
    }

    private void Hear(Message message, ReadOnlyMemory<byte> bytes)
    {
        switch (message)
        {
            case Message.Result result: Answered(result.Id, bytes); break;
            case Message.Failure { Id: { } id }: Answered(id, bytes); break;
            case Message.Malformed { LooksLikeResponse: true, Id: { } id }: Answered(id, bytes); break;
            case Message.Request request: Answer(request, bytes); break;
            case Message.Malformed malformed when !recordedNoise.Contains(Fingerprint(bytes.Span)):
                Noise($"The server wrote a line that is no message, and that was not recorded: {malformed.Defect.Sentence}", bytes.Span);
                break;
        }
    }

    private void Noise(string sentence, ReadOnlySpan<byte> bytes)
    {
        var shown = System.Text.Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, ReplayLimits.MaxShownBytes)]);
        lock (gate)
        {
            if (differences.Count < ReplayLimits.MaxListed) differences.Add(new ReplayDifference(0, "stdout", "", null, sentence, [new JsonDifference("", null, shown)], 1));
        }
    }

    private void Answered(RequestId id, ReadOnlyMemory<byte> bytes)
    {
        Expected? one = null;
        lock (gate)
        {
            if (waiting.TryGetValue(id, out var same)) same.TryDequeue(out one);
        }

        if (one is null) Noise($"The server answered a request that was not made, id {id.Json}.", bytes.Span);
        else one.Answer.TrySetResult(bytes.ToArray());
    }

    private void Answer(Message.Request request, ReadOnlyMemory<byte> bytes)
    {
        RecordedQuestion? question;
        lock (gate) question = questions.Take(request);
        if (question is null)
        {
            var reply = new FrameBuffer();
            if (request.Method == Methods.Ping) MessageWriter.Result(reply, request.Id, RawJson.EmptyObject);
            else MessageWriter.Failure(reply, request.Id, JsonRpcErrors.MethodNotFound, $"replay: the recorded server did not ask {request.Method}{(questions.Knows(request.Method) ? " so often" : "")}");
            if (request.Method != Methods.Ping) Noise($"The server asks {request.Method}, which the recorded one did not{(questions.Knows(request.Method) ? " so often" : "")}.", bytes.Span);
            pen.Send(reply.Detach().ToArray(), lineEnd: false);
            return;
        }

        var places = JsonDifference.Between(questions.Asked(question), new RawJson(bytes), ignored, out var count);
        if (count > 0) Differs(question.Call, "The server asks for something else.", places, count);
        if (questions.Answer(question, request.Id) is { } answer) pen.Send(answer);
        question.Came.TrySetResult();
    }

    private ReplayCompared Report()
    {
        lock (gate)
        {
            if (stopped is null)
            {
                foreach (var question in questions.Missing)
                    differences.Add(new ReplayDifference(question.Call.Request.Number, What(question.Call), question.Call.Method, question.Call.Id.Json, "The server no longer asks for this.", [], 0));
            }

            var late = expected.Values.Count(one => one.Call.Response is null && one.Answer.Task.IsCompleted);
            if (late > 0) notes.Add(string.Create(CultureInfo.InvariantCulture, $"{late} requests without an answer in the capture have one now; not compared."));
            return new ReplayCompared(compared, sent, [.. differences], [.. notes], stopped, serverGone);
        }
    }

    private static string Fingerprint(ReadOnlySpan<byte> bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));

    /// <summary>A request that was sent.</summary>
    private sealed class Expected(IndexedCall call)
    {
        public IndexedCall Call => call;

        public bool IsCompared { get; set; }

        public TaskCompletionSource<byte[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
