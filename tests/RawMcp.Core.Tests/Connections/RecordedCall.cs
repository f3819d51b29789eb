using RawMcp.Connections;
using RawMcp.JsonRpc;

namespace RawMcp.Core.Tests.Connections;

/// <summary>A call that counts how often it ended.</summary>
internal sealed class RecordedCall(RequestId id, TimeSpan sent, TimeSpan timeout) : Call(id, "m", sent, timeout)
{
    public int TimesSettled { get; private set; }

    protected override void OnSettled(Outcome outcome) => TimesSettled++;
}
