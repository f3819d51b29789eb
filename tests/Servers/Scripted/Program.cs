using System.Text.Json;

// A server that does what a test wrote down, byte for byte. See ../README.md.
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();

switch (args)
{
    case ["argv", .. var words]:
        foreach (var word in words) output.Write([.. JsonSerializer.SerializeToUtf8Bytes(word), (byte)'\n']);
        input.CopyTo(Stream.Null);
        return 0;

    case ["surroundings", var variable]:
        output.Write([.. JsonSerializer.SerializeToUtf8Bytes(Environment.CurrentDirectory), (byte)'\n']);
        output.Write([.. JsonSerializer.SerializeToUtf8Bytes(Environment.GetEnvironmentVariable(variable)), (byte)'\n']);
        input.CopyTo(Stream.Null);
        return 0;

    case ["copy", var toWrite, var read]:
        output.Write(File.ReadAllBytes(toWrite));
        output.Flush();
        using (var file = File.Create(read)) input.CopyTo(file);
        return 0;

    case ["play", var answers, var words]:
        using (var errors = Console.OpenStandardError()) errors.Write(File.ReadAllBytes(words));
        var groups = File.ReadAllText(answers).Split("\n\n");
        var next = 0;
        using (var requests = new StreamReader(input))
        {
            while (requests.ReadLine() is { } line)
            {
                if (!line.Contains("\"id\":", StringComparison.Ordinal) || next == groups.Length) continue;
                output.Write(System.Text.Encoding.UTF8.GetBytes(groups[next++].TrimEnd('\n') + "\n"));
                output.Flush();
            }
        }

        return 0;

    default:
        Console.Error.WriteLine("scripted: argv WORDS… | surroundings VARIABLE | copy FILE-TO-WRITE FILE-TO-READ-INTO | play ANSWERS STDERR");
        return 2;
}
