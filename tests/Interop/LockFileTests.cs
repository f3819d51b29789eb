namespace RawMcp.Interop;

/// <summary>What the lock file of the npm peers promises.</summary>
public sealed class LockFileTests
{
    [Fact]
    public void It_records_hashes_and_no_download_addresses()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Interop", "peers", "package-lock.json"));
        Assert.Contains("\"integrity\"", text);
        Assert.DoesNotContain("\"resolved\"", text);
    }
}
