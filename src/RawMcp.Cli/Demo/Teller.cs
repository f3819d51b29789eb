using System.Threading.Channels;
using RawMcp.Cli.Output;
using RawMcp.Stdio;

namespace RawMcp.Cli.Demo;

/// <summary>
/// Hands what happens, on whatever thread, to a story in one order, so that telling never holds up the wire.
/// </summary>
internal sealed class Teller : IAsyncDisposable
{
    private readonly Channel<Action<IStory>> events = Channel.CreateUnbounded<Action<IStory>>(new() { SingleReader = true });
    private readonly Explainer explainer = new();
    private readonly StderrLines stderr;
    private readonly Task telling;
    private TimeSpan last;
    private int number;

    public Teller(IStory story)
    {
        stderr = new StderrLines(line => Say(it => it.Stderr(line)));
        telling = Task.Run(async () =>
        {
            await foreach (var one in events.Reader.ReadAllAsync()) one(story);
        });
    }

    public void Say(Action<IStory> what) => events.Writer.TryWrite(what);

    public void Take(Crossing crossing) => Say(story =>
    {
        var since = number == 0 ? TimeSpan.Zero : crossing.At - last;
        last = crossing.At;
        story.Frame(++number, crossing, since < TimeSpan.Zero ? TimeSpan.Zero : since, explainer.Explain(crossing));
    });

    public void TakeStderr(ReadOnlyMemory<byte> chunk) => stderr.Take(chunk);

    /// <summary>Waits until all that was said so far is told.</summary>
    public Task FlushAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Say(_ => told.TrySetResult());
        return told.Task;
    }

    public async ValueTask DisposeAsync()
    {
        stderr.End();
        events.Writer.TryComplete();
        await telling;
    }
}
