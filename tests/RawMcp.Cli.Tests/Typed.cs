using System.Text;

namespace RawMcp.Cli.Tests;

/// <summary>A command line from a document, run without a shell: words, single quotes, a comment, and echo '…' | before it.</summary>
internal static class Typed
{
    public static Task<Launch> RunAsync(string line, string? directory = null)
    {
        var words = Split(line);
        byte[] input = [];
        if (words is ["echo", var said, "|", .. var rest])
        {
            input = Encoding.UTF8.GetBytes(said + "\n");
            words = [.. rest];
        }

        Assert.DoesNotContain("|", words);
        return Launch.RunAsync([.. words.Select(word => word == "rawmcp" ? Repository.Rawmcp : word)], input, directory: directory);
    }

    public static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quoted = false;
        foreach (var c in line + " ")
        {
            if (c == '\'')
            {
                quoted = !quoted;
            }
            else if (c == ' ' && !quoted)
            {
                if (word.Length > 0) words.Add(word.ToString());
                word.Clear();
            }
            else if (c == '#' && !quoted && word.Length == 0)
            {
                break;
            }
            else
            {
                word.Append(c);
            }
        }

        return words;
    }
}
