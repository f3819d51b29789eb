using Benchmarks.Micro;
using Benchmarks.Peers;
using Benchmarks.Roles;
using Benchmarks.Run;
using Benchmarks.Tap;

return args switch
{
    ["peers", .. var words] when Plan.Parse(words) is { } plan => await PeersRun.RunAsync(plan),
    ["micro", .. var words] => MicroRun.Run(words),
    ["tap", .. var words] when TapPlan.Parse(words) is { } plan => await TapBenchmark.RunAsync(plan),
    ["pipe", .. var words] => PipeRole.Run(words),
    ["schema", .. var words] => SchemaRole.Run(words),
    ["role", .. var words] => await Role.RunAsync(words, AllRoles.Clients, AllRoles.Servers),
    ["ping" or "pong", .. var words] => BlockingPing.Run(args[0], words),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        benchmarks peers [--rounds N] [--only SUBSTRING] [--json]   our client and server beside their peers, each pair two processes
        benchmarks tap [--rounds N]                                 the tap beside cat: latency, throughput, start-up
        benchmarks micro [BENCHMARKDOTNET-OPTIONS]                  framing, envelope, messages
        """);
    return 2;
}
