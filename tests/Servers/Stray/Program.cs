using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RawMcp.Stdio;

return args switch
{
    ["serve"] => Serve(),
    ["child"] => Child(),
    ["numbers", var last] => Numbers(int.Parse(last, CultureInfo.InvariantCulture)),
    ["tell", var variable, .. var rest] => Tell(variable, rest),
    _ => 2,
};

// Gives each line back, and before each does everything a careless server does to its standard streams.
static int Serve()
{
    var stdio = OwnStdio.Take();
    using var wire = new StreamReader(stdio.Input, Encoding.UTF8);
    while (wire.ReadLine() is { } line)
    {
        Console.WriteLine("stray: Console.WriteLine");
        Console.OpenStandardOutput().Write("stray: a second handle of stdout\n"u8);
        if (Console.ReadLine() is { } stolen) line = "stolen: " + stolen;
        using (var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["child"]))!) child.WaitForExit();
        stdio.Output.Write(Encoding.UTF8.GetBytes(line + "\n"));
        stdio.Output.Flush();
    }

    return 0;
}

// Inherits the streams of the server that starts it, reads all there is and writes what it read.
static int Child()
{
    Console.WriteLine("stray: child read " + Console.In.ReadToEnd().Length.ToString(CultureInfo.InvariantCulture));
    return 0;
}

// The numbers from 1, a line each, on stderr: a text of which every part can be told from every other.
static int Numbers(int last)
{
    var text = new StringBuilder();
    for (var number = 1; number <= last; number++) text.Append(CultureInfo.InvariantCulture, $"{number}\n");
    Console.OpenStandardError().Write(Encoding.UTF8.GetBytes(text.ToString()));
    return 0;
}

// One line of JSON: its arguments, one of its variables, its directory.
static int Tell(string variable, string[] rest)
{
    using var line = new MemoryStream();
    using (var writer = new Utf8JsonWriter(line))
    {
        writer.WriteStartObject();
        writer.WriteStartArray("arguments");
        foreach (var argument in rest) writer.WriteStringValue(argument);
        writer.WriteEndArray();
        writer.WriteString("variable", Environment.GetEnvironmentVariable(variable));
        writer.WriteString("directory", Environment.CurrentDirectory);
        writer.WriteEndObject();
    }

    Console.OpenStandardOutput().Write(line.ToArray());
    return 0;
}
