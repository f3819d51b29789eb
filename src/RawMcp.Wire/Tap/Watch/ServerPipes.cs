namespace RawMcp.Wire;

/// <summary>The server's three pipes as Linux names them, to be found again in what a process has open.</summary>
/// <param name="names">By stream; null where it is not known.</param>
internal sealed class ServerPipes(string?[] names)
{
    /// <summary>Those of a child whose streams are ours.</summary>
    public static ServerPipes Of(TapChild child) => new([Name(child.Input), Name(child.Output), Name(child.Errors)]);

    private static string? Name(Stream stream) => stream is DescriptorStream { Target: { } target } && target.StartsWith("pipe:", StringComparison.Ordinal) ? target : null;

    /// <summary>Which of them a descriptor leads to.</summary>
    public Pipe? At(string? target) => target is null ? null : Pipes.All.Where(stream => names[(int)stream] == target).Select(stream => (Pipe?)stream).FirstOrDefault();

    /// <summary>Which of them a process has open.</summary>
    public List<Pipe> HeldBy(int process) =>
        [.. LinuxProcess.Descriptors(process).Select(one => At(one.Target)).OfType<Pipe>().Distinct().Order()];
}
