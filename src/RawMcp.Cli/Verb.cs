using System.CommandLine;

namespace RawMcp.Cli;

/// <summary>A verb: a command with examples, which its own help shows and the list of verbs does not.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">One sentence.</param>
/// <param name="examples">Command lines that work as printed.</param>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>What stands at the end of the verb's help.</summary>
    public string Ending => (Name == "serve" ? "" : $"Server:\n  rawmcp {Name} … -- COMMAND ARGS…   everything behind -- is the server's command, passed on untouched;\n  {' ',8}{new string(' ', Name.Length)}                    without it, the embedded server (rawmcp serve)\n\n")
        + "Examples:\n" + string.Concat(examples.Select(example => $"  {example}\n"));
}
