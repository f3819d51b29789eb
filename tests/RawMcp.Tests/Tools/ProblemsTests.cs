using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using static RawMcp.Tests.Tools.Calling;

namespace RawMcp.Tests.Tools;

public sealed class ProblemsTests
{
    private static readonly Delegate Add = (int a, int b) => a + b;

    public static TheoryData<Delegate, string?, string> AllAtOnce => new()
    {
        { Add, null, "a: required, but missing\nb: required, but missing" },
        { Add, "{}", "a: required, but missing\nb: required, but missing" },
        { Add, """{"a":"x","b":null}""", "a: expected an integer, got \"x\"\nb: expected an integer, got null" },
        { Add, """{"a":1,"b":2,"c":3}""", "c: unknown argument" },
        { Add, """{"A":1,"b":2}""", "A: unknown argument; did you mean \"a\"?\na: required, but missing" },
        { Add, """{"a":1,"a":1,"b":2}""", "a: given more than once" },
        { Add, """{"a":1,"b":2,"\ud800":3}""", "an argument's name holds half a surrogate pair" },
        { (string city) => city, """{"ciyt":"x"}""", "ciyt: unknown argument; did you mean \"city\"?\ncity: required, but missing" },
        {
            (Person[] people) => people.Length, """{"people":[{"name":"a","age":1},{"name":2,"age":"x"},{"nick":3},4]}""",
            "people[1].name: expected a string, got 2\npeople[1].age: expected an integer, got \"x\"\npeople[2].nick: expected a string or null, got 3\n"
            + "people[2].name: required, but missing\npeople[2].age: required, but missing\npeople[3]: expected an object, got 4"
        },
        { (Person p) => p.Name, """{"p":{"name":"a","age":1,"age":2}}""", "p.age: given more than once" },
        {
            (Dictionary<string, int[]> d) => d.Count, """{"d":{"x":[1,"q"],"a key":[null],"":1}}""",
            "d.x[1]: expected an integer, got \"q\"\nd[\"a key\"][0]: expected an integer, got null\nd[\"\"]: expected an array, got 1"
        },
        { (Dictionary<string, int> d) => d.Count, """{"d":{"\udc00":1}}""", "d: a member's name holds half a surrogate pair" },
        {
            (Node n) => n.Value, """{"n":{"value":1,"next":{"value":"x","next":null,"kids":[{"value":1.5,"next":1,"kids":[]}]},"kids":[{"value":2,"next":null,"kids":null}]}}""",
            "n.next.value: expected an integer, got \"x\"\nn.next.kids[0].value: expected an integer, got 1.5\n"
            + "n.next.kids[0].next: expected an object or null, got 1\nn.kids[0].kids: expected an array, got null"
        },
        { (Figure f) => "", """{"f":{"$type":"circle","radius":"x"}}""", "f.radius: expected a number, got \"x\"" },
        { (Figure f) => "", """{"f":{"$type":"cube"}}""", "f.$type: expected one of \"circle\", \"square\", got \"cube\"" },
        { (Figure f) => "", """{"f":{}}""", "f.$type: required, but missing" },
        { ([Range(1, 10)] int a, [Range(0.5, 1.0, MinimumIsExclusive = true)] double b) => 1, """{"a":11,"b":0.5}""", "a: expected at most 10, got 11\nb: expected more than 0.5, got 0.5" },
        { ([StringLength(3, MinimumLength = 2)] string a, [StringLength(3)] string b) => 1, """{"a":"x","b":"four"}""", "a: expected at least 2 characters, got 1\nb: expected at most 3 characters, got 4" },
        { ([MinLength(1)] int[] a, [MaxLength(1)] Dictionary<string, int> d) => 1, """{"a":[],"d":{"x":1,"y":2}}""", "a: expected at least 1 item, got 0\nd: expected at most 1 member, got 2" },
        { ([RegularExpression("[a-z]+")] string a) => a, """{"a":"abc\n"}""", "a: expected text that matches ^(?:[a-z]+)$, got \"abc\\n\"" },
        { (Place p) => "", """{"p":{"lat":91,"lon":0,"label":"x"}}""", "p.lat: expected at most 90, got 91\np.label: expected at least 2 characters, got 1" },
        { (byte a, uint b) => 1, """{"a":256,"b":-1}""", "a: expected at most 255, got 256\nb: expected at least 0, got -1" },
        { (Guid g, byte[] b, DateOnly d, TimeOnly t, TimeSpan s) => 1, """{"g":"1","b":"?","d":"2026-02-30","t":"25:00:00","s":"soon"}""",
            "g: expected a UUID such as 123e4567-e89b-12d3-a456-426614174000, got \"1\"\nb: expected base64, got \"?\"\n"
            + "d: expected a date such as 2026-07-28, got \"2026-02-30\"\nt: expected a time such as 12:30:00, got \"25:00:00\"\ns: expected a duration such as 00:01:30, got \"soon\"" },
        { (Picky p) => "", """{"p":1}""", "p: never pleased" },
        { (float f, decimal d) => 1, """{"f":1e39,"d":1e30}""", "f: expected a number that fits Single, got 1e39\nd: expected a number that fits Decimal, got 1e30" },
        { (Version v, int a) => 1, """{"v":"1.99999999999","a":"x"}""", "v: The JSON value could not be converted to System.Version.\na: expected an integer, got \"x\"" },
        { (Dictionary<int, string> d) => 1, """{"d":{"x":"y"}}""", "d.x: The JSON value could not be converted to System.Int32." },
    };

    [Theory]
    [MemberData(nameof(AllAtOnce), DisableDiscoveryEnumeration = true)]
    public async Task All_problems_are_told_at_once_with_their_paths(Delegate method, string? arguments, string expected) =>
        Assert.Equal(expected, await ProblemsAsync(method, arguments));

    [Fact]
    public async Task More_than_twenty_problems_are_not_told()
    {
        var text = await ProblemsAsync((int[] a) => 1, $$"""{"a":[{{string.Join(',', Enumerable.Repeat("null", 100_000))}}]}""");
        var lines = text.Split('\n');
        Assert.Equal(Problems.MaxTold + 1, lines.Length);
        Assert.Equal("a[19]: expected an integer, got null", lines[^2]);
        Assert.Equal("(and more)", lines[^1]);
        Assert.Equal(20, (await ProblemsAsync((int[] a) => 1, $$"""{"a":[{{string.Join(',', Enumerable.Repeat("null", 20))}}]}""")).Split('\n').Length);
    }

    [Fact]
    public async Task Long_names_and_values_are_clipped()
    {
        var text = await ProblemsAsync(Add, $$"""{"a":"{{new string('x', 1_000_000)}}","{{new string('y', 1_000_000)}}":1,"b":1}""");
        Assert.InRange(text.Length, 100, 300);
    }

    public static TheoryData<string> Hostile =>
    [
        "[]", "null", "1", "\"x\"", "{", "",
        "{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}",
        "{\"a\":" + new string('[', 250) + new string(']', 250) + "}",
        "{\"a\":\"\\ud800\",\"b\":\"\\udfff\\ud800\"}", "{\"a\":{\"\\ud800\":1},\"b\":[\"\\ud800\"]}",
        "{\"a\":" + new string('9', 1_000_000) + ",\"b\":-" + new string('9', 1_000_000) + "." + new string('0', 1000) + "}",
        "{\"a\":1e-99999999999999999999,\"b\":1e+99999999999999999999}", "{\"a\":\"" + new string(' ', 1000) + "\",\"b\":\"-\"}",
        "{\"a\":\"[[[[\",\"b\":\"{\"}", "{\"\":1,\"\\u0000\":2}",
    ];

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public async Task Nothing_that_is_sent_throws(string arguments)
    {
        Delegate[] methods =
        [
            Add, (string a, string b) => "", (double a, decimal b) => "", (bool a, DateTime b) => "", (int[] a, Person b) => "", (Node a, Figure b) => "",
            (Dictionary<string, int> a, Color b) => "", (Int128 a, UInt128 b) => "", (TimeSpan a, byte[] b) => "", (Guid a, Uri b) => "",
        ];
        foreach (var method in methods)
        {
            var result = await MethodTool.From("tool", null, method).CallAsync(arguments);
            Assert.InRange(TextOf(result).Length, result.IsError ? 1 : 0, 3000);
        }
    }

    [Fact]
    public async Task Anything_at_all_is_taken_where_anything_is_meant()
    {
        var deep = new string('[', 200) + new string(']', 200);
        var tool = MethodTool.From("tool", null, (JsonElement a, object b) => a.ValueKind + " " + ((JsonElement)b).ValueKind);
        Assert.Equal("Array Object", TextOf(await tool.CallAsync($$$"""{"a":{{{deep}}},"b":{"\ud800":1,"x":1,"x":2}}""")));
    }

    [Fact]
    public async Task A_pattern_that_never_ends_is_a_problem_and_no_hang()
    {
        var text = await ProblemsAsync(([RegularExpression("(a+)+")] string a) => a, $$"""{"a":"{{new string('a', 60)}}!"}""");
        Assert.StartsWith("a: expected text that matches", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mutated_arguments_never_throw()
    {
        var seed = Encoding.UTF8.GetBytes("""{"a":[{"name":"x","age":1.0}],"b":{"value":1,"next":null,"kids":[]},"c":"Red","d":"7","e":{"$type":"circle","radius":1e3}}""");
        var tool = MethodTool.From("tool", null, (Person[] a, Node b, Color c, int d, Figure e) => 1);
        var random = new Random(20260728);
        const string letters = "{}[]\",:0123456789eE+-.\\ud8ntrfalsAZ ";
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = seed.ToArray();
            for (var edits = random.Next(1, 4); edits > 0; edits--) bytes[random.Next(bytes.Length)] = (byte)letters[random.Next(letters.Length)];
            var result = await tool.CallAsync(Encoding.UTF8.GetString(bytes));
            Assert.NotEmpty(TextOf(result));
        }
    }
}
