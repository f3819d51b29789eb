namespace RawMcp.Stdio.Tests;

/// <summary>A program that cannot be started: the sentence says why, and what to do.</summary>
public sealed class ChildProcessStartTests : IDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("rawmcp-");

    [Fact]
    public void A_name_that_is_nowhere_in_PATH() => Fails("no-such-program-here", "no program 'no-such-program-here' in PATH", "Check the spelling");

    [Fact]
    public void A_path_that_leads_to_no_file() => Fails(Path.Combine(place.FullName, "nothing"), "There is no file");

    [Fact]
    public void A_relative_path_is_told_where_it_starts() => Fails(Path.Combine(".", "nothing-here"), "There is no file", Environment.CurrentDirectory);

    [Fact]
    public void No_name_at_all() => Fails("", "could not be started");

    [Fact]
    public void A_directory()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has another error for it");
        Fails(place.FullName, "is a directory");
    }

    [Fact]
    public void A_file_without_the_right_to_be_executed() => Fails(Script("#!/bin/sh\n", executable: false), "not executable", "chmod +x");

    [Fact]
    public void A_script_whose_interpreter_is_missing() => Fails(Script("#!/no/such/interpreter\n"), "exists but its interpreter");

    [Fact]
    public void A_text_without_an_interpreter() => Fails(Script("echo hello\n"), "not a program this system can run", "first line");

    [Fact]
    public void A_working_directory_that_is_missing()
    {
        var command = new ServerCommand(Programs.Stray, "tell", "X") { WorkingDirectory = Path.Combine(place.FullName, "gone") };
        Fails(command, "The directory", "gone", "does not exist");
    }

    [Fact]
    public void A_working_directory_that_is_a_file()
    {
        var command = new ServerCommand(Programs.Stray, "tell", "X") { WorkingDirectory = Programs.Stray };
        Fails(command, "The directory", "does not exist");
    }

    private string Script(string text, bool executable = true)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no executable bit, no #! line");
        var path = Path.Combine(place.FullName, "script");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows() && executable) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    private static void Fails(string file, params string[] parts) => Fails(new ServerCommand(file, "an argument"), parts);

    private static void Fails(ServerCommand command, params string[] parts)
    {
        var failure = Assert.Throws<ServerStartException>(() => ChildProcess.Start(command));
        Assert.Same(command, failure.Command);
        Assert.All(parts, part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }

    public void Dispose() => place.Delete(recursive: true);
}
