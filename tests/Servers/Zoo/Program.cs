using Zoo;
using Zoo.Faults;

Specimen[] all =
[
    MT103.Specimen, MT104.Specimen, MT105.Specimen, MT106.Specimen, MT107.Specimen, MT108.Specimen, MT109.Specimen,
    MT201.Specimen, MT202.Specimen, MT203.Specimen, MT204.Specimen, MT205.Specimen, MT206.Specimen, MT207.Specimen, MT208.Specimen, MT209.Specimen,
    MT301.Specimen, MT302.Specimen, MT303.Specimen, MT304.Specimen, MT305.Specimen,
    MT401.Specimen, MT402.Specimen, MT403.Specimen, MT404.Specimen,
    MT501.Specimen, MT502.Specimen, MT503.Specimen, MT504.Specimen, MT505.Specimen, MT506.Specimen, MT507.Specimen,
    MT601.Specimen, MT602.Specimen,
    MT701.Specimen, MT702.Specimen, MT703.Specimen, MT704.Specimen, MT705.Specimen, MT706.Specimen,
    new("none", () => new Honest()),
];

if (args is ["--list"])
{
    foreach (var one in all) Wire.Write($"{one.Code} {(one.Host is null ? "server" : "host")}\n");
    return 0;
}

var specimen = args is [var code, ..] ? Array.Find(all, one => one.Code == code) : null;
if (specimen is null || (args is [_, "--host", ..] && (args is not [_, _, "--", _, ..] || specimen.Host is null)))
{
    Wire.Complain("usage: zoo CODE   or   zoo CODE --host -- COMMAND…   or   zoo --list");
    return 2;
}

Watchdog.Start();
if (args is [_, "--host", "--", .. var command])
{
    using var host = Host.Start(command);
    specimen.Host!(host);
}
else
{
    specimen.Server(args[1..]);
}

return 0;
