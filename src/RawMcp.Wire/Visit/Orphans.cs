namespace RawMcp.Wire;

/// <summary>
/// The processes that a server leaves behind. On Linux they are made to come to us, since nobody else knows of them; elsewhere they go
/// their ways.
/// </summary>
internal sealed class Orphans
{
    private const int SetChildSubreaper = 36; // PR_SET_CHILD_SUBREAPER
    private const int Rounds = 10;            // a process may start another one while we look

    private readonly HashSet<int> own = []; // what we had started before

    public Orphans()
    {
        if (!OperatingSystem.IsLinux()) return;
        Posix.ProcessControl(SetChildSubreaper, 1, 0, 0, 0);
        own = [.. Below().Select(one => one.Id)];
    }

    /// <summary>Kills those that are still there.</summary>
    /// <returns>How many there were.</returns>
    public unsafe int End()
    {
        var killed = new HashSet<int>();
        for (var round = 0; round < Rounds && OperatingSystem.IsLinux(); round++)
        {
            var left = Below().Where(one => !own.Contains(one.Id)).ToList();
            foreach (var one in left)
            {
                int status;
                if (one.State == 'Z') _ = Posix.WaitPid(one.Id, &status, 0); // as its parent: nobody else will
                else if (Posix.Kill(one.Id, Posix.SigKill) == 0) killed.Add(one.Id);
            }

            if (left.Count == 0) break;
            Thread.Sleep(1); // dying takes a moment
        }

        return killed.Count;
    }

    private static List<LinuxProcess> Below() => LinuxProcess.Below(Environment.ProcessId, LinuxProcess.All());
}
