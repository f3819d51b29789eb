using System.Globalization;

namespace RawMcp.Agent;

/// <summary>The model gave no answer that can be used. The history is as good as before; the question can be asked again.</summary>
public sealed class ModelException : Exception
{
    internal ModelException(string message, Exception? inner = null) : base(message, inner) { }
}

/// <summary>The model went on asking for calls until <see cref="AgentOptions.MaxRounds"/> was reached.</summary>
public sealed class TooManyRoundsException : Exception
{
    internal TooManyRoundsException(int rounds)
        : base(string.Create(CultureInfo.InvariantCulture, $"The model was asked {rounds} {(rounds == 1 ? "time" : "times")} and still wants to call tools instead of answering; its last calls were not made.")) => Rounds = rounds;

    /// <summary>How often it was asked.</summary>
    public int Rounds { get; }
}
