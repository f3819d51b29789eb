using System.CommandLine;

namespace RawMcp.Cli;

/// <summary>A verb: a command with examples, which its own help shows and the list of verbs does not.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">One sentence.</param>
/// <param name="examples">Command lines that work as printed.</param>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>What stands at the end of the verb's help.</summary>
    public string Ending => (Name is "serve" or "model" or "show" or "export" or "diff" or "doctor" or "schema" or "explain" ? "" : Server) + "Examples:\n" + string.Concat(examples.Select(example => $"  {example}\n"));

    private string Server
    {
        get
        {
            var form = $"  rawmcp {Name} … -- COMMAND ARGS…   ";
            return $"Server:\n{form}what stands behind -- is the server's command, untouched;\n{new string(' ', form.Length)}without it, the embedded server (rawmcp serve)\n\n";
        }
    }
}
