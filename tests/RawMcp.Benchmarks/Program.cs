using Benchmarks.Roles;
using Benchmarks.Run;

return args switch
{
    ["peers", ..] => await PeersRun.RunAsync(3, null),
    ["role", .. var rest] => await Role.RunAsync(rest, OurRoles.Clients, OurRoles.Servers),
    ["ping" or "pong", .. var rest] => BlockingPing.Run(args[0], rest),
    _ => 2,
};
