using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RawMcp.JsonRpc;
using RawMcp.Mcp;
using RawMcp.Schema;
using RawMcp.WireDictionary;

namespace Benchmarks.Micro;

/// <summary>A list of 350 tools held against the dictionary's schema of it (2025-11-25): the verdict, all that is said of it, and from the bytes on; a call's arguments.</summary>
public class SchemaBenchmark
{
    private readonly Revision revision = Revision.V20251125;
    private readonly RawJson bytes = ToolList.Result();
    private readonly RawJson text = Vocabulary.Of(Revision.V20251125).ResultSchema("tools/list");
    private readonly JsonElement list;
    private readonly JsonElement arguments = JsonElement.Parse("""{"a":1,"b":2.5}""");
    private readonly JsonSchema ofList;
    private readonly JsonSchema ofArguments;

    public SchemaBenchmark()
    {
        list = JsonElement.Parse(bytes.Utf8.Span);
        ofList = Compiled(text);
        ofArguments = Compiled(RawJson.From("""{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"]}"""));
        if (!ofList.Evaluate(list).IsValid) throw new InvalidOperationException(ofList.Evaluate(list).ToString());
    }

    [Benchmark]
    public RawJson Project() => Vocabulary.Of(revision).ResultSchema("tools/list");

    [Benchmark]
    public object Compile() => Compiled(text);

    [Benchmark]
    public bool VerdictOnList() => ofList.IsValid(list);

    [Benchmark]
    public bool EvaluateList() => ofList.Evaluate(list).IsValid;

    [Benchmark]
    public bool VerdictOnListFromBytes() => bytes.TryParse(out var json) && ofList.IsValid(json);

    [Benchmark]
    public bool VerdictOnArguments() => ofArguments.IsValid(arguments);

    private static JsonSchema Compiled(RawJson schema) =>
        JsonSchema.TryCompile(schema, null, out var compiled, out var problem) ? compiled : throw new InvalidOperationException(problem.ToString());
}
