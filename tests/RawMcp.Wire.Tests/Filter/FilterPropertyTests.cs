using System.Text;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>Random expressions over random sessions say what plain C# says.</summary>
public sealed class FilterPropertyTests
{
    private const int Sessions = 60;
    private const int Expressions = 200;

    [Fact]
    public void Printed_and_read_an_expression_means_the_same()
    {
        for (var seed = 0; seed < Sessions; seed++)
        {
            var random = new Random(seed);
            var (frames, facts) = Session(random);
            using var session = new FilterSession([.. frames]);
            var oracle = new FilterOracle(random);
            for (var i = 0; i < Expressions; i++)
            {
                var expression = oracle.Tree(random.Next(4));
                var expected = string.Join(' ', facts.Select((one, at) => (one, at)).Where(it => expression.Holds(it.one)).Select(it => it.at + 1));
                Assert.True(expected == session.Chosen(expression.Text), $"seed {seed}: {expression.Text}\nexpected {expected}\nchosen   {session.Chosen(expression.Text)}");
            }
        }
    }

    /// <summary>Calls from both sides, answered or not, notifications, stderr, nonsense; and what is true of each.</summary>
    private static (List<(Pipe, ulong, string)> Frames, List<FilterOracle.Facts> Facts) Session(Random random)
    {
        var frames = new List<(Pipe Stream, ulong Time, string Line)>();
        var facts = new List<FilterOracle.Facts>();
        var open = new List<(Pipe From, string Id, string Method, int Fact)>();
        var time = 5_000_000_000UL;
        var number = 0;
        for (var i = 0; i < 24; i++)
        {
            time += One<ulong>([1, 1_000, 2_500_000, 1_000_000_000, 100_000_000_000]);
            var from = random.Next(2) == 0 ? Pipe.Stdin : Pipe.Stdout;
            switch (random.Next(6))
            {
                case 0 or 1:
                    // Each id once, as number or as text: 7 and "7" may both be under way.
                    var id = One([$"{++number}", $"\"{number}\"", $"\"a{number}\""]);
                    var method = One(["ping", "tools/call", "a"]);
                    Add(from, $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{Object()}}}""", ("kind", "request"), ("id", Element(id)), ("method", method), ("answered", false), ("in flight", true));
                    open.Add((from, id, method, facts.Count - 1));
                    break;
                case 2 when open.Count > 0:
                    var call = One(open);
                    open.Remove(call);
                    var duration = (decimal)(time - frames[call.Fact].Time);
                    (string, object)[] ofCall = [("id", Element(call.Id)), ("method", call.Method), ("dur", duration)];
                    var side = call.From == Pipe.Stdin ? Pipe.Stdout : Pipe.Stdin;
                    var asked = facts[call.Fact].Fields;
                    (asked["dur"], asked["answered"], asked["in flight"]) = (duration, true, false);
                    if (random.Next(2) == 0) Add(side, $$"""{"jsonrpc":"2.0","id":{{call.Id}},"result":{{Object()}}}""", [("kind", "result"), .. ofCall]);
                    else Add(side, $$$"""{"jsonrpc":"2.0","id":{{{call.Id}}},"error":{"code":-32602,"message":"ping a","data":{{{Value(2)}}}}}""", [("kind", "failure"), ("error.code", -32602m), ("error.message", "ping a"), .. ofCall]);
                    break;
                case 3:
                    Add(from, $$"""{"jsonrpc":"2.0","method":"a","params":{{Object()}}}""", ("kind", "notification"), ("method", "a"));
                    break;
                case 4:
                    Add(Pipe.Stderr, One(["ping", "a", "tools/call é"]));
                    break;
                default:
                    Add(from, One(["ping", "7é"]), ("kind", "malformed"));
                    break;
            }
        }

        return (frames, facts);

        void Add(Pipe stream, string line, params (string Name, object Value)[] known)
        {
            frames.Add((stream, time, line));
            var fields = new Dictionary<string, object>
            {
                ["frame"] = (decimal)frames.Count,
                ["dir"] = stream == Pipe.Stdin ? "c2s" : stream == Pipe.Stdout ? "s2c" : "stderr",
                ["time"] = (decimal)(time - frames[0].Time),
                ["length"] = (decimal)Encoding.UTF8.GetByteCount(line),
                ["text"] = line,
                ["answered"] = true,
                ["in flight"] = false,
            };
            foreach (var (name, value) in known) fields[name] = value;
            facts.Add(new(fields, line[0] == '{' ? Element(line) : null));
        }

        T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

        string Object() => $$"""{"a":{{Value(2)}},"b":[{{Value(1)}},{"a":{{Value(1)}}}],"x y":{{Value(0)}}}""";

        string Value(int depth) => random.Next(depth > 0 ? 9 : 7) switch
        {
            0 => One(["0", "1", "2.50", "-1", "7.0", "1e2"]),
            1 => One(["2", "100", "-32602"]),
            2 => "\"" + One(["ping", "tools\\/call", "\\u0061", "é\\n", "7", ""]) + "\"",
            3 => "true",
            4 => "false",
            5 => "null",
            6 => "\"a\"",
            7 => $"[{Value(depth - 1)}]",
            _ => $$"""{"a":{{Value(depth - 1)}}}""",
        };
    }

    private static JsonElement Element(string json) => JsonElement.Parse(json);
}
