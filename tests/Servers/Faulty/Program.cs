using System.Globalization;
using Faulty;

if (args is ["--list"])
{
    Wire.Write(Catalogue.Table());
    return 0;
}

var rest = args.ToList();
string? only = null;
if (rest.IndexOf("--only") is var at and >= 0 && at + 1 < rest.Count)
{
    only = rest[at + 1];
    rest.RemoveRange(at, 2);
}

var mode = rest.Count is 1 or 2 ? Catalogue.Modes.FirstOrDefault(mode => mode.Name == rest[0]) : null;
var number = mode?.Default ?? 0;
if (mode is null || (rest.Count == 2 && (mode.Argument is null ||
    !int.TryParse(rest[1], NumberStyles.None, CultureInfo.InvariantCulture, out number))))
{
    Wire.Complain("usage: faulty MODE [NUMBER] [--only METHOD]   or   faulty --list");
    return 2;
}

Watchdog.Start();
try
{
    var server = mode.Server(number);
    server.Only = only;
    server.Run();
    return 0;
}
catch (IOException broken)
{
    // The peer is gone. On Unix the console streams swallow that; elsewhere they throw.
    Wire.Complain(broken.Message);
    return 1;
}
