namespace RawMcp.Wire.Tests;

public sealed class LinuxProcessTests
{
    [Fact]
    public void A_line_of_stat_is_read_whatever_the_name_holds()
    {
        var found = LinuxProcess.Parse(7, "7 (a) S (b) R 3 7 7 0 -1 4194304 1 2 3 4 10 20 30 40 20 0 1 0 555 1 2 3\n");
        Assert.Equal(new LinuxProcess(7, 3, "a) S (b", 'R', 1_000_000_000, 555), found);
        Assert.Equal("running", found!.StateName);
    }

    [Theory, InlineData(""), InlineData("7"), InlineData("7 (x"), InlineData("7 (x) R 1 2"), InlineData(")(")]
    public void What_is_no_such_line_is_nothing(string line) => Assert.Null(LinuxProcess.Parse(7, line));

    [Fact]
    public void Below_are_children_and_theirs_nearest_first()
    {
        static LinuxProcess One(int id, int parent) => new(id, parent, "x", 'S', 0, 0);
        var all = new List<LinuxProcess> { One(1, 0), One(5, 2), One(2, 1), One(3, 1), One(4, 3), One(9, 8), One(8, 9) };
        Assert.Equal([2, 3, 5, 4], LinuxProcess.Below(1, all).Select(one => one.Id));
        Assert.Equal([9], LinuxProcess.Below(8, all).Select(one => one.Id)); // a ring, as two looks at different moments could give
    }

    [Fact]
    public void This_process_is_found()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        Assert.Contains(LinuxProcess.All(), one => one.Id == Environment.ProcessId);
        Assert.Null(LinuxProcess.Find(int.MaxValue));
        Assert.Null(LinuxProcess.Target(int.MaxValue, 0));
        Assert.Empty(LinuxProcess.Descriptors(int.MaxValue));
    }
}
