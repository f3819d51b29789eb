using System.Globalization;
using System.Text;

namespace RawMcp;

/// <summary>What is wrong with a value, each with its path: <c>people[1].age: expected an integer, got "x"</c>.</summary>
internal sealed class Problems
{
    /// <summary>How many problems are told. A model that made more has misunderstood something larger than an argument.</summary>
    public const int MaxTold = 20;

    /// <summary>How many characters of a name or a value are repeated.</summary>
    public const int MaxRepeated = 60;

    private readonly List<string> lines = [];
    private readonly List<object> path = [];

    /// <summary>How many there are so far.</summary>
    public int Count => lines.Count;

    /// <summary>Nothing more will be told, so there is no use in looking further.</summary>
    public bool IsFull => lines.Count > MaxTold;

    /// <summary>Goes down to a member.</summary>
    public void Enter(string name) => path.Add(name);

    /// <summary>Goes down to an item.</summary>
    public void Enter(int index) => path.Add(index);

    /// <summary>Goes back up.</summary>
    public void Leave() => path.RemoveAt(path.Count - 1);

    /// <summary>Something is wrong here.</summary>
    public void Add(string sentence)
    {
        if (IsFull) return;
        lines.Add(path.Count == 0 ? sentence : $"{Path()}: {sentence}");
    }

    /// <summary>Something is wrong with a member of what is here.</summary>
    public void Add(string member, string sentence)
    {
        Enter(member);
        Add(sentence);
        Leave();
    }

    /// <summary>A line for each problem.</summary>
    public override string ToString() =>
        string.Join('\n', lines.Take(MaxTold)) + (IsFull ? "\n(and more)" : "");

    /// <summary>The beginning of a text, if it is long.</summary>
    public static string Clip(string text)
    {
        if (text.Length <= MaxRepeated) return text;
        var length = char.IsHighSurrogate(text[MaxRepeated - 1]) ? MaxRepeated - 1 : MaxRepeated;
        return string.Concat(text.AsSpan(0, length), "…");
    }

    private string Path()
    {
        var text = new StringBuilder();
        foreach (var step in path)
        {
            if (step is int index) text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else if (step is string name && IsPlain(name)) text.Append(text.Length == 0 ? "" : ".").Append(Clip(name));
            else text.Append(CultureInfo.InvariantCulture, $"[\"{Clip(step.ToString()!.ReplaceLineEndings(" "))}\"]");
        }

        return text.ToString();
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '$' or '-');
}
