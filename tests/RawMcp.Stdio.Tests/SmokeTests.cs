namespace RawMcp.Stdio.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Runs() => Assert.True(Environment.Version.Major >= 10);
}
