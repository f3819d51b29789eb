namespace RawMcp.Wire.Tests;

using static Story;

/// <summary>Faults MT101 to MT109, and what is nearly one of them.</summary>
public sealed class LaunchTests
{
    private static Story Asked(params string[] command) => new Story().Start(command).In(10, Request("1", "initialize", """{"protocolVersion":"2025-11-25"}"""));

    [Theory]
    [InlineData(2, "There is no program 'npx' in any directory of the PATH that the host gave.")]
    [InlineData(13, "'npx' is there but may not be executed.")]
    [InlineData(8, "'npx' is there but is no program for this machine.")]
    [InlineData(99, "The command 'npx' could not be started (error 99).")]
    public void MT101_the_command_is_not_there(int error, string cause)
    {
        var story = new Story().Command(["npx", "-y", "x"], "/", "PATH", "HOME").SpawnFailed(error);
        Assert.Equal(cause, story.First(Faults.CommandNotFound, Severity.Error).Cause);
        Assert.Equal("MT101", story.Codes);
        Assert.True(story.Examine().HasSession);
    }

    [Fact]
    public void MT101_a_path_that_is_not_there() =>
        Assert.Contains("looked for from the directory /srv", new Story().Command(["./server"], "/srv", "PATH").SpawnFailed(2).First(Faults.CommandNotFound).Cause);

    [Theory]
    [InlineData("npx", 2, "C:\\Users\\a")]
    [InlineData("server.cmd", 193, "/")]
    [InlineData("C:\\tools\\server.bat", 22, "C:\\")]
    public void MT102_a_script_of_Windows(string file, int error, string directory) =>
        Assert.Equal("MT102", Own(new Story().Command([file], directory, "PATH").SpawnFailed(error)));

    [Theory]
    [InlineData("npx", 2, "/home")]
    [InlineData("server.exe", 2, "C:\\Users\\a")]
    [InlineData("server.cmd", 2, "/home")]
    public void MT102_is_not_every_missing_program(string file, int error, string directory) =>
        Assert.Equal("MT101", Own(new Story().Command([file], directory, "PATH").SpawnFailed(error)));

    private static string Own(Story story) => story.Codes;

    [Fact]
    public void MT103_a_path_cut_at_its_space()
    {
        Asked("cmd", "/c", "C:\\Program Files\\nodejs\\npx.cmd").Err(30, "'C:\\Program' is not recognized as an internal or external command,", "operable program or batch file.").Exit(40, 1).First(Faults.WindowsQuoting, Severity.Error);
        Asked("cmd", "/c", "D:\\my tools\\x.exe").Err(30, "'D:\\my' is not recognized as an internal or external command,").Exit(40, 1).First(Faults.WindowsQuoting);
        Asked("cmd", "/c", "npx").Err(30, "'npx' is not recognized as an internal or external command,").Exit(40, 1).Without(Faults.WindowsQuoting).First(Faults.StrippedEnvironment);
    }

    [Theory]
    [InlineData("SyntaxError: Cannot use import statement outside a module")]
    [InlineData("ERROR: npm v10.9.0 does not run on Node.js v14.21.3.")]
    [InlineData("You must install or update .NET to run this application.")]
    [InlineData("/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by ./server)")]
    public void MT104_a_runtime_that_does_not_fit(string line)
    {
        var story = Asked("node", "x.js").Err(30, "file:///x.js:1", line).Exit(40, 1).Closed(50);
        Assert.IsType<Evidence.Stderr>(story.First(Faults.WrongRuntime, Severity.Error).Evidence[0]);
        Assert.Equal("MT104", story.Codes);
    }

    [Theory]
    [InlineData("SyntaxError: Unexpected token o in JSON at position 1")]
    [InlineData("npm WARN EBADENGINE Unsupported engine {")]
    public void MT104_is_not_every_mention(string line) => Asked().Err(30, line).Exit(40, 1).Without(Faults.WrongRuntime).First(Faults.ExitedFirst);

    [Fact]
    public void MT104_not_where_the_server_answers() => new Story().Start().Open().Err(30, "SyntaxError: in a template").Call(40, "1", 50).Bye(60).Without(Faults.WrongRuntime);

    [Theory]
    [InlineData("/usr/bin/env: ‘node’: No such file or directory", 127, "'node'")]
    [InlineData("sh: 1: uvx: not found", 127, "'uvx'")]
    [InlineData("bash: line 1: uvx: command not found", 127, "'uvx'")]
    [InlineData("Error: spawn python3 ENOENT", 1, "'python3'")]
    public void MT105_a_program_missing_from_PATH(string line, int code, string named)
    {
        var story = Asked("sh", "-c", "x").Err(30, line).Exit(40, code).Closed(50);
        Assert.Contains(named, story.First(Faults.StrippedEnvironment, Severity.Error).Cause);
        Assert.Equal("MT105", story.Codes);
    }

    [Fact]
    public void MT105_a_variable_that_the_host_did_not_give()
    {
        Assert.Contains("GITHUB_TOKEN", Asked().Err(30, "Error: GITHUB_TOKEN environment variable is required").Exit(40, 1).First(Faults.StrippedEnvironment).Cause);
        // given, and bad for another reason
        new Story().Start(["server"], "PATH", "GITHUB_TOKEN").In(10, Request("1", "initialize")).Err(30, "Error: GITHUB_TOKEN environment variable is required").Exit(40, 1).Without(Faults.StrippedEnvironment).First(Faults.ExitedFirst);
    }

    [Fact]
    public void MT105_no_PATH_at_all() => Assert.Equal("MT105", new Story().Command(["npx"], "/", "HOME").SpawnFailed(2).Codes);

    [Fact]
    public void MT106_the_host_gave_up_while_npx_installed()
    {
        var story = Asked("npx", "-y", "some-server").Err(500, "npm warn exec The following package was not found and will be installed: some-server@1.0.0").HostCloses(30_000).Killed(30_100, 15, "SIGTERM").Closed(30_200);
        Assert.Contains("after 30.0 s", story.First(Faults.ColdStart, Severity.Error).Cause);
    }

    [Fact]
    public void MT106_the_first_byte_came_too_late()
    {
        var story = Asked("server").HostCloses(10_000).Out(14_000, Result("1")).Exit(14_010).Closed(14_020);
        Assert.Contains("that came 4.0 s too late", story.First(Faults.ColdStart, Severity.Error).Cause);
        // nearly: it answered in time
        Asked("npx", "-y", "x").Err(500, "added 3 packages").Out(9_000, Result("1")).Bye(10_000).Without(Faults.ColdStart);
        // a host that looked in and left at once
        Asked("npx", "-y", "x").HostCloses(200).Exit(300).Without(Faults.ColdStart);
    }

    [Fact]
    public void MT107_a_prompt_on_stderr()
    {
        var story = Asked("npx", "x").Chunk(Pipe.Stderr, 30, "Need to install the following packages:\nx\nOk to proceed? (y) ").Exit(40, 1).Closed(50);
        var finding = story.First(Faults.Prompt, Severity.Error);
        Assert.Contains("reads the client's initialize as the answer", finding.Cause);
        Assert.Equal("MT107", story.Codes);
    }

    [Fact]
    public void MT107_a_prompt_on_stdout_that_waits() => Asked("ssh", "host").Chunk(Pipe.Stdout, 30, "Password: ").Look(5_000, waiting: "read stdin").HostCloses(20_000).Exit(20_010).First(Faults.Prompt);

    [Fact]
    public void MT107_not_where_nobody_waited_for_the_answer() =>
        new Story().Start("npx", "-y", "x").In(10, Request("0", "initialize")).Err(11, "Ok to proceed? (y) ").Out(20, Result("0")).Bye(30).Without(Faults.Prompt);

    [Fact]
    public void MT108_a_container_for_a_terminal()
    {
        Asked("docker", "run", "-it", "image").Err(30, "the input device is not a TTY").Exit(40, 1).First(Faults.ContainerStdio, Severity.Error);
        Asked("docker", "run", "--rm", "image").Exit(40).First(Faults.ContainerStdio);
        Asked("sh", "-c", "server &").Exit(40).First(Faults.ContainerStdio);
        Asked("docker", "run", "-t", "-i", "image").Chunk(Pipe.Stdout, 12, Request("1", "initialize", """{"protocolVersion":"2025-11-25"}""") + "\r\n").HostCloses(30_000).Exit(30_100).First(Faults.ContainerStdio);
    }

    [Fact]
    public void MT108_not_with_its_stdin()
    {
        Asked("docker", "run", "-i", "--rm", "image").Exit(40, 1).Without(Faults.ContainerStdio).First(Faults.ExitedFirst);
        Asked("docker", "run", "--interactive", "image").Exit(40, 1).Without(Faults.ContainerStdio);
        Asked("sh", "-c", "a && b").Exit(40, 1).Without(Faults.ContainerStdio);
    }

    [Fact]
    public void MT109_exited_before_the_first_response()
    {
        var finding = Asked().Err(30, "boom").Exit(40, 3).Closed(50).First(Faults.ExitedFirst, Severity.Error);
        Assert.Equal("The server exited with code 3 before it had answered initialize; its last words on stderr: boom.", finding.Cause);
        Assert.Equal(new Evidence.Exit(At(41), 3, null), finding.Evidence[0]);
        Asked().Killed(40, 11, "SIGSEGV").First(Faults.ExitedFirst);
        Asked().HostCloses(11).Exit(40, 1).First(Faults.ExitedFirst); // a script fed it
        new Story().Start().Exit(40).First(Faults.ExitedFirst);       // nobody had asked yet
    }

    [Fact]
    public void MT109_not_where_the_host_ended_it_or_bytes_are_missing()
    {
        Asked().Signal(30).Killed(40, 15, "SIGTERM").Without(Faults.ExitedFirst);
        Asked().Gap(Pipe.Stdout, 20, 100).Exit(40, 1).Without(Faults.ExitedFirst);
        Asked().Out(20, Result("1")).Exit(40, 1).Without(Faults.ExitedFirst);
    }

    [Fact]
    public void MT109_what_it_said_on_stdout_instead_is_a_consequence() => Assert.StartsWith("MT109", Asked().Out(30, "Error: no licence").Exit(40, 1).Codes);
}
