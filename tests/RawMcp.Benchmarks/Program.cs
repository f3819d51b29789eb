using Benchmarks.Micro;
using Benchmarks.Peers;
using Benchmarks.Roles;
using Benchmarks.Run;

return args switch
{
    ["peers", .. var words] when Plan.Parse(words) is { } plan => await PeersRun.RunAsync(plan),
    ["micro", .. var words] => MicroRun.Run(words),
    ["role", .. var words] => await Role.RunAsync(words, AllRoles.Clients, AllRoles.Servers),
    ["ping" or "pong", .. var words] => BlockingPing.Run(args[0], words),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        benchmarks peers [--rounds N] [--only SUBSTRING] [--json]   our client and server beside their peers, each pair two processes
        benchmarks micro [BENCHMARKDOTNET-OPTIONS]                  framing, envelope, messages
        """);
    return 2;
}
