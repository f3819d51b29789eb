namespace Faulty.Modes;

/// <summary>What can go wrong before the first answer.</summary>
internal static class Starts
{
    public static readonly Mode[] Modes =
    [
        new("exits-at-once", "writes three lines on stderr and exits with CODE before it reads anything", code => new Honest
        {
            Start = () =>
            {
                Wire.Complain("faulty: starting");
                Wire.Complain("faulty: cannot open settings.json");
                Wire.Complain("faulty: giving up");
                Environment.Exit(code);
            },
        }, "CODE", 3),

        new("exits-on-probe", "exits with 1 when `server/discover` arrives", () => new Honest
        {
            On =
            {
                ["server/discover"] = _ =>
                {
                    Wire.Complain("faulty: server/discover before initialize");
                    Environment.Exit(1);
                    return null;
                },
            },
        }),

        new("silent-probe", "never answers `server/discover`", () => new Honest { On = { ["server/discover"] = _ => null } }),

        new("silent", "answers nothing", () => new Honest
        {
            On =
            {
                ["initialize"] = _ => null,
                ["tools/list"] = _ => null,
                ["tools/call"] = _ => null,
                ["ping"] = _ => null,
            },
            Otherwise = _ => null,
        }),

        new("never-reads", "reads nothing, writes nothing, does not see the end of stdin, dies on SIGTERM", () => new Honest
        {
            Start = () => Thread.Sleep(Timeout.Infinite),
        }),
    ];
}
