using System.Runtime.CompilerServices;

namespace RawMcp.Schema;

/// <summary>What one evaluation may still do. Once it is stopped every part of it returns, and nothing that it says counts.</summary>
internal sealed class SchemaWork(long units)
{
    /// <summary>The limit that was reached, by its name; null while there is none.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Takes units. False when they are used up.</summary>
    public bool Spend(long cost)
    {
        units -= cost;
        if (units < 0) Stop(nameof(SchemaLimits.MaxWork));
        return Stopped is null;
    }

    public void Stop(string limit) => Stopped ??= limit;

    /// <summary>Whether there is stack for one more level; a thread may have less of it than the limits allow for.</summary>
    public bool HasStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) Stop(nameof(SchemaLimits.MaxDepth));
        return Stopped is null;
    }
}
