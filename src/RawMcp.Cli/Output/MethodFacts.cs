using RawMcp.Mcp;

namespace RawMcp.Cli.Output;

/// <summary>What there is to say about a method of any of the five revisions: who may send it, since when, what for, and what is due then.</summary>
/// <param name="Name">The method.</param>
/// <param name="Client">The first and the last revision in which clients send it.</param>
/// <param name="Server">The first and the last revision in which servers send it.</param>
/// <param name="Due">What the side that gets it has to do; a sentence.</param>
internal sealed partial record MethodFacts(string Name, (Revision First, Revision Last)? Client, (Revision First, Revision Last)? Server, string Due)
{
    private string purpose = "";

    private static readonly Dictionary<string, MethodFacts> Known = Table().ToDictionary(facts => facts.Name);

    /// <summary>All of them.</summary>
    public static IEnumerable<MethodFacts> All => Known.Values;

    /// <summary>What a message of that method is for; a sentence.</summary>
    public string Purpose => Methods.Purpose(Name) ?? purpose;

    /// <summary>The facts; null for a method that no revision has.</summary>
    public static MethodFacts? Find(string method) => Known.GetValueOrDefault(method);

    /// <summary>In which revisions that side may send it, in words.</summary>
    /// <param name="fromClient">The client sends it.</param>
    public string Since(bool fromClient)
    {
        if ((fromClient ? Client : Server) is not var (first, last)) return $"no revision has a {(fromClient ? "client" : "server")} send it";
        if (first == Revision.V20241105 && last == Revision.Latest) return "both eras, all revisions";
        var eras = first.Era == last.Era ? (first.Era == Era.Modern ? "modern era" : "legacy era") : "both eras";
        if (first == Revision.V20241105 && last == Revision.LatestLegacy) return eras + ", all its revisions";
        return first == last ? $"{eras}, {first} alone" : last == Revision.Latest ? $"{eras}, since {first}" : $"{eras}, {first} to {last}";
    }
}
