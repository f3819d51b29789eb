using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Faulty.Modes;

/// <summary>Processes that end too early, too late, or not alone.</summary>
internal static class Ends
{
    /// <summary>Longest sleep: a grandchild has nobody to end it.</summary>
    private const int LongestSleep = 60;

    private static PosixSignalRegistration? deafness;

    public static readonly Mode[] Modes =
    [
        new("half-frame", "writes half of the answer to `tools/call`, without an LF, and exits with 0", () => new Honest
        {
            Write = bytes =>
            {
                if (bytes.AsSpan().IndexOf("\"content\":"u8) < 0)
                {
                    Wire.Write(bytes);
                    return;
                }

                Wire.Write(bytes.AsSpan(0, bytes.Length / 2));
                Environment.Exit(0);
            },
        }),

        new("dies-in-call", "on `tools/call` writes a line on stderr and exits with CODE", code => new Honest
        {
            On =
            {
                ["tools/call"] = _ =>
                {
                    Wire.Complain("faulty: fatal: the tool brought the server down");
                    Environment.Exit(code);
                    return null;
                },
            },
        }, "CODE", 70),

        new("exit-after-answers", "exits with 0 after N answers", count => new Honest
        {
            Answered = answered =>
            {
                if (answered >= count)
                    Environment.Exit(0);
            },
        }, "N", 2),

        new("closes-stdout", "closes stdout on `tools/call` and lives on until the end of stdin", () => new Honest
        {
            On =
            {
                ["tools/call"] = _ =>
                {
                    Wire.CloseOutput();
                    return null;
                },
            },
        }),

        new("ignores-eof", "stays at the end of stdin; dies on SIGTERM", () => new Honest { End = Stay }),

        new("never-exits", "stays at the end of stdin and ignores SIGTERM", () => new Honest
        {
            Start = () => deafness = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true),
            End = Stay,
        }),

        new("grandchild",
            "starts `faulty sleep SECONDS`, which inherits all three streams and outlives it; says `grandchild PID` on stderr",
            seconds => new Honest { Start = () => StartGrandchild(seconds) }, "SECONDS", 20),

        new("sleep", "no server: sleeps for SECONDS, at most 60, reads and writes nothing", seconds => new Honest
        {
            Start = () =>
            {
                Thread.Sleep(TimeSpan.FromSeconds(Math.Min(seconds, LongestSleep)));
                Environment.Exit(0);
            },
        }, "SECONDS", 20),
    ];

    private static void Stay() => Thread.Sleep(Timeout.Infinite);

    private static void StartGrandchild(int seconds)
    {
        // Started as `dotnet faulty.dll`, the program needs the path of its assembly once more.
        var self = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        using var child = Process.Start(new ProcessStartInfo(self, [.. program, "sleep", $"{seconds}"]))!;
        Wire.Complain($"grandchild {child.Id}");
    }
}
