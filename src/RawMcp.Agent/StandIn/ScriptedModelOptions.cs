namespace RawMcp.Agent.StandIn;

/// <summary>Choices for a <see cref="ScriptedModel"/>.</summary>
public sealed record ScriptedModelOptions
{
    /// <summary>The port on 127.0.0.1; 0, the default, for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The longest body that is read, in bytes; a longer one is refused with 413. 16 MiB.</summary>
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Told of each exchange before it is answered, on any thread; null for nobody.</summary>
    public Action<ModelExchange>? OnExchange { get; init; }

    /// <summary>What the time is, for the member <c>created</c>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>One request to the scripted model and how it was decided.</summary>
/// <param name="Number">From 1, in the order of arrival.</param>
/// <param name="Request">Method, path and what was in it, in one line.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
/// <param name="Why">The decision in lines for people: words, points, the tool, its arguments and where each is from. Text of strangers is in them.</param>
public sealed record ModelExchange(int Number, string Request, string? Refusal, IReadOnlyList<string> Why);
