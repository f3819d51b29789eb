using System.Globalization;

namespace RawMcp.Wire.Tests;

/// <summary>The state directory: one file a run, for the owner only, and the oldest make way.</summary>
public sealed class CaptureStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("rawmcp-");

    private string Captures => Path.Combine(place.FullName, "a", "b");

    private string[] Names => [.. Directory.EnumerateFiles(Captures).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void A_run_is_a_file_named_for_its_time_that_only_its_owner_can_read()
    {
        using (var file = new CaptureStore(Captures).Create(Noon, 17)) file.Write([1]);
        Assert.Equal(["20261123T120000.000Z-17.pcapng"], Names);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Captures, Names[0])));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Captures));
    }

    [Fact]
    public void One_too_many_and_the_oldest_goes()
    {
        var store = new CaptureStore(Captures) { MaxCaptures = 3 };
        for (var run = 1; run <= 3; run++) Make(store, run, 10);
        Assert.Equal(3, Names.Length);
        Make(store, 4, 10);
        Assert.Equal([Name(2), Name(3), Name(4)], Names);
    }

    [Fact]
    public void A_byte_too_many_and_the_oldest_goes()
    {
        var store = new CaptureStore(Captures) { MaxBytes = 20 };
        Make(store, 1, 10);
        Make(store, 2, 10);
        Make(store, 3, 1); // twenty were there: just what may be
        Assert.Equal(3, Names.Length);
        Make(store, 4, 1); // twenty-one
        Assert.Equal([Name(2), Name(3), Name(4)], Names);
    }

    [Fact]
    public void What_is_being_written_stays()
    {
        var store = new CaptureStore(Captures) { MaxCaptures = 1 };
        using (store.Create(Noon.AddSeconds(1), 0))
        {
            Make(store, 2, 10);
            Assert.Equal([Name(1), Name(2)], Names);
        }

        Make(store, 3, 10);
        Assert.Equal([Name(3)], Names);
    }

    [Fact]
    public void Other_people_s_files_stay()
    {
        var store = new CaptureStore(Captures) { MaxCaptures = 1 };
        Make(store, 1, 10);
        File.WriteAllText(Path.Combine(Captures, "notes.txt"), "mine");
        Make(store, 2, 10);
        Assert.Equal([Name(2), "notes.txt"], Names);
    }

    [Fact]
    public void A_named_capture_is_replaced_and_becomes_its_owner_s()
    {
        var path = Path.Combine(place.FullName, "x.pcapng");
        File.WriteAllText(path, "an older, longer one");
        using (var file = CaptureStore.CreateNamed(path, 5, Assert.Fail)) file.Write([1, 2]);
        Assert.Equal([1, 2], File.ReadAllBytes(path));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_named_capture_in_use_is_left_alone()
    {
        var path = Path.Combine(place.FullName, "x.pcapng");
        var said = new List<string>();
        using (var first = CaptureStore.CreateNamed(path, 5, Assert.Fail))
        {
            first.Write([1]);
            using var second = CaptureStore.CreateNamed(path, 6, said.Add);
            second.Write([2]);
        }

        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal([2], File.ReadAllBytes(Path.Combine(place.FullName, "x.6.pcapng")));
        Assert.Contains("x.6.pcapng", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void A_capture_can_be_read_while_it_is_written()
    {
        var path = Path.Combine(place.FullName, "x.pcapng");
        using var file = CaptureStore.CreateNamed(path, 5, Assert.Fail);
        file.Write([1]);
        using var reader = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Assert.Equal(1, reader.ReadByte());
    }

    [Theory]
    [InlineData("xdg", "XDG_STATE_HOME", "/state", "/state/rawmcp/captures")]
    [InlineData("xdg", "XDG_STATE_HOME", "relative", "/home/me/.local/state/rawmcp/captures")]
    [InlineData("xdg", "", "", "/home/me/.local/state/rawmcp/captures")]
    [InlineData("macos", "", "", "/home/me/Library/Application Support/rawmcp/captures")]
    [InlineData("windows", "LOCALAPPDATA", "/local", "/local/rawmcp/captures")]
    public void Where_it_is(string platform, string variable, string value, string expected) =>
        Assert.Equal(expected, CaptureStore.DefaultDirectory(platform, name => name == variable ? value : null, "/home/me").Replace('\\', '/'));

    private static string Name(int run) => string.Create(CultureInfo.InvariantCulture, $"20261123T1200{run:00}.000Z-0.pcapng");

    private static void Make(CaptureStore store, int run, int bytes)
    {
        using var file = store.Create(Noon.AddSeconds(run), 0);
        file.Write(new byte[bytes]);
    }

    public void Dispose() => place.Delete(recursive: true);
}
