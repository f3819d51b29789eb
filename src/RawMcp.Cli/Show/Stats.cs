using RawMcp.Wire;

namespace RawMcp.Cli.Show;

/// <summary>A capture, or what a filter chooses of it, counted by method and direction.</summary>
internal sealed class Stats
{
    /// <summary>So many methods and directions have a row of their own; all further ones share one: 500.</summary>
    public const int MaxRows = 500;

    /// <summary>So many of the slowest calls, and so many of those in flight, are named.</summary>
    public const int Named = 10;

    private readonly Dictionary<(string What, Pipe From, bool IsCall), StatsRow> rows = [];
    private readonly PriorityQueue<IndexedCall, (long Duration, int Number)> slowest = new();
    private readonly List<IndexedCall> inFlight = [];

    private Stats(FrameIndex index) => Index = index;

    /// <summary>The capture.</summary>
    public FrameIndex Index { get; }

    /// <summary>By method and direction, the most frequent first.</summary>
    public IEnumerable<StatsRow> Rows => rows.Values.OrderByDescending(row => row.IsCall).ThenByDescending(row => row.Count).ThenBy(row => row.What, StringComparer.Ordinal).ThenBy(row => row.From);

    /// <summary>The calls that took longest, the slowest first.</summary>
    public IEnumerable<IndexedCall> Slowest => slowest.UnorderedItems.OrderByDescending(item => item.Priority.Duration).ThenBy(item => item.Element.Request.Number).Select(item => item.Element);

    /// <summary>The first calls without an answer.</summary>
    public IReadOnlyList<IndexedCall> InFlight => inFlight;

    /// <summary>How many messages, stderr lines and blank lines were counted.</summary>
    public int Chosen { get; private set; }

    /// <summary>
    /// Counts. A call is counted whole when the filter chooses its request or its response.
    /// </summary>
    public static Stats Of(FrameIndex index, Stream capture, Filter? filter)
    {
        var stats = new Stats(index);
        foreach (var frame in index.Frames)
        {
            var view = filter is null ? null : new FilterFrame(index, frame, capture);
            if (frame.Messages.Count == 0)
            {
                if (view is null || filter!.Matches(view)) stats.Other(frame.Stream == Pipe.Stderr ? "(stderr lines)" : "(blank lines)", frame, frame.Length);
                continue;
            }

            for (var i = 0; i < frame.Messages.Count; i++)
            {
                var message = frame.Messages[i];
                var chosen = view is null || filter!.Matches(view, i);
                if (message.Kind == MessageKind.Request)
                {
                    if (chosen || stats.ChoosesAnswer(message.Call!, capture, filter!)) stats.Call(message.Call!);
                }
                else if (chosen && message.Call is null)
                {
                    stats.Other(message.Method ?? (message.Defect is null ? "(answers to nothing)" : "(malformed)"), frame, frame.Length / frame.Messages.Count);
                }
            }
        }

        return stats;
    }

    private bool ChoosesAnswer(IndexedCall call, Stream capture, Filter filter) =>
        call.Response is { } response && Place(call, response) is >= 0 and var at && filter.Matches(new FilterFrame(Index, response, capture), at);

    private static int Place(IndexedCall call, IndexedFrame response)
    {
        for (var i = 0; i < response.Messages.Count; i++) if (response.Messages[i].Call == call) return i;
        return -1;
    }

    private void Call(IndexedCall call)
    {
        Chosen++;
        var row = Row(call.Method, call.Request.Stream, isCall: true);
        row.Count++;
        row.Bytes += call.Request.Length / call.Request.Messages.Count;
        if (call.Response is not { } response)
        {
            row.InFlight++;
            if (inFlight.Count < Named) inFlight.Add(call);
            return;
        }

        row.AnswerBytes += response.Length / response.Messages.Count;
        var answer = response.Messages[Math.Max(0, Place(call, response))];
        if (answer.Kind != MessageKind.Result) row.Errors++;
        if (answer.IsToolError) row.ToolErrors++;
        row.Took.Add(call.Duration!.Value);
        slowest.Enqueue(call, (call.Duration.Value, -call.Request.Number));
        if (slowest.Count > Named) slowest.Dequeue();
    }

    private void Other(string what, IndexedFrame frame, long bytes)
    {
        Chosen++;
        var row = Row(what, frame.Stream, isCall: false);
        row.Count++;
        row.Bytes += bytes;
    }

    private StatsRow Row(string what, Pipe from, bool isCall)
    {
        if (rows.TryGetValue((what, from, isCall), out var row)) return row;
        if (rows.Count >= MaxRows) what = "(others)";
        if (!rows.TryGetValue((what, from, isCall), out row)) rows[(what, from, isCall)] = row = new StatsRow(what, from, isCall);
        return row;
    }
}

/// <summary>What was counted of one method in one direction.</summary>
/// <param name="what">The method, or in parentheses what has none.</param>
/// <param name="from">The stream of the side that asks or tells.</param>
/// <param name="isCall">Requests and their answers; otherwise what gets no answer.</param>
internal sealed class StatsRow(string what, Pipe from, bool isCall)
{
    public string What => what;

    public Pipe From => from;

    public bool IsCall => isCall;

    public int Count { get; set; }

    public int InFlight { get; set; }

    /// <summary>Answers that are errors, or malformed.</summary>
    public int Errors { get; set; }

    public int ToolErrors { get; set; }

    /// <summary>Of the frames that ask or tell; of a batch each message has an equal share.</summary>
    public long Bytes { get; set; }

    /// <summary>Of the answers.</summary>
    public long AnswerBytes { get; set; }

    public Durations Took { get; } = new();
}
