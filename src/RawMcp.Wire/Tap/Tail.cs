namespace RawMcp.Wire;

/// <summary>The rest of a stream after the server exited: everything it wrote is forwarded, however slowly the host reads.</summary>
internal static class Tail
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until the stream has ended, or until nothing of the server's is left in it although somebody else holds it open.</summary>
    /// <remarks>
    /// Without us the host would see the exit at once, whoever holds the pipe. So we must not wait for a process that the server
    /// left behind, which may stay for hours; only for bytes.
    /// </remarks>
    /// <param name="pump">The stream.</param>
    /// <param name="before">Bytes that had been read when the server exited.</param>
    /// <param name="hurry">Set when there is no time.</param>
    /// <returns>True when the stream ended.</returns>
    public static bool Drained(Pump pump, long before, WaitHandle hurry)
    {
        if (pump.HasEnded(TapLimits.TailGrace)) return true;
        while (!hurry.WaitOne(0) && pump.Bytes - before <= TapLimits.MaxTailBytes)
        {
            // The order matters: nothing in the pipe, and after that nothing in the pump's hands. What comes now is not the server's.
            if (!pump.HasInput && pump.IsWaiting) break;
            if (pump.HasEnded(Look)) return true;
        }

        return pump.HasEnded(TimeSpan.Zero);
    }
}
