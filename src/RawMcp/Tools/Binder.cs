using System.Buffers;
using System.Text.Json;
using RawMcp.JsonRpc;

namespace RawMcp;

/// <summary>From the arguments of a call to the values of a method's parameters.</summary>
internal sealed class Binder(ToolParameter[] parameters)
{
    private readonly Dictionary<string, int> places = parameters.Index()
        .Where(one => !one.Item.IsInjected)
        .ToDictionary(one => one.Item.Name, one => one.Index);

    /// <summary>The values, in the order of the parameters; of no use when problems were noted.</summary>
    public object?[] Bind(ToolCall call, Problems problems, CancellationToken cancellation)
    {
        var values = new object?[parameters.Length];
        var given = new bool[parameters.Length];
        if (!call.Arguments.IsAbsent) BindMembers(call.Arguments, values, given, problems);
        for (var i = 0; i < parameters.Length; i++)
        {
            if (given[i]) continue;
            if (parameters[i].IsRequired) problems.Add(parameters[i].Name, "required, but missing");
            else values[i] = parameters[i].WithoutArgument(call, cancellation);
        }

        return values;
    }

    private void BindMembers(RawJson arguments, object?[] values, bool[] given, Problems problems)
    {
        if (!arguments.TryParse(out var root) || root.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"arguments: expected an object no deeper than {RawJson.MaxTreeDepth} levels");
            Array.Fill(given, true);
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions);
        var check = new Check(problems, isLenient: true, writer);
        foreach (var member in root.EnumerateObject())
        {
            if (problems.IsFull) break;
            if (Check.Name(member) is not { } name) problems.Add("an argument's name holds half a surrogate pair");
            else if (!places.TryGetValue(name, out var place)) problems.Add(name, "unknown argument" + Nearest.Hint(name, places.Keys));
            else if (given[place]) problems.Add(name, "given more than once");
            else
            {
                given[place] = true;
                var before = problems.Count;
                buffer.ResetWrittenCount();
                writer.Reset();
                problems.Enter(name);
                check.Value(Unwrapped(member.Value, parameters[place].Shape!), parameters[place].Shape!);
                problems.Leave();
                writer.Flush();
                if (problems.Count == before) values[place] = parameters[place].Read(buffer.WrittenSpan, problems);
            }
        }
    }

    // Models send an object or an array as a string that holds it now and then. Where no string is meant, it can mean nothing else.
    private static JsonElement Unwrapped(JsonElement value, Shape shape)
    {
        if (value.ValueKind != JsonValueKind.String || shape.Allows(JsonTypes.String) || !shape.Allows(JsonTypes.Array | JsonTypes.Object)) return value;
        return value.Text() is { } text && RawJson.From(text).TryParse(out var inner) && inner.ValueKind is JsonValueKind.Array or JsonValueKind.Object
            ? inner
            : value;
    }
}
