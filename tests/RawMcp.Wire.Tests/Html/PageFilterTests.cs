using System.Globalization;
using System.Text.Json;

namespace RawMcp.Wire.Tests;

/// <summary>The page's filter is the program's: every expression of the filter's tests chooses the same there, or is refused with the same words at the same place.</summary>
public sealed class PageFilterTests : IDisposable
{
    private const int RandomExpressions = 1_000;

    // What docs/html.md says of the page: members of a frame that is no JSON are not there. The last frame is such a one.
    private const string NoJson = "12";

    private readonly Folder folder = new();

    private static IEnumerable<string> Corpus(Type tests, string method) =>
        tests.GetMethod(method)!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().Select(row => (string)row.Data[0]!);

    private static readonly string[] Patterns =
    [
        "^été$", "w$", "^.*p$", "\\bup\\b", "(?i)WARMING", "[^a-z ]", "\\p{Lu}", "\\d{2,}", "^[\\w/]+$", "a|(?:b)", "(?<name>t)é", "\\s\\S", "\\u00e9", "[]x]", "{x}", "a{,2}", "(?s)^.+$", "\\D\\W", "\\AÉ|t\\z", "\\x65",
    ];

    [Fact]
    public async Task Chooses_what_the_program_chooses_and_refuses_with_its_words()
    {
        using var session = FilterTests.Session();
        var oracle = new FilterOracle(new Random(11));
        var random = new Random(12);
        var expressions = Corpus(typeof(FilterTests), nameof(FilterTests.Chooses))
            .Concat(Corpus(typeof(FilterErrorTests), nameof(FilterErrorTests.Says_what_and_where)).Where(text => text.Trim().Length > 0))
            .Concat(Patterns.SelectMany(pattern => (string[])[$"text matches '{pattern}'", $"method matches '{pattern}'", $"result.content[0].text matches '{pattern}'"]))
            .Concat(Enumerable.Range(0, RandomExpressions).Select(_ => oracle.Tree(random.Next(4)).Text))
            .ToList();

        await using var browser = await Chromium.StartAsync();
        await browser.OpenAsync(new Uri(Page(session)).AbsoluteUri);
        var answers = await browser.EvaluateAsync($$"""
            {{JsonSerializer.Serialize(expressions)}}.map(text => {
              const [box, list] = [document.getElementById('filter'), document.getElementById('list')];
              box.value = text;
              box.dispatchEvent(new Event('change'));
              const wrong = document.getElementById('complaint').textContent;
              return wrong === '' ? [...list.querySelectorAll('.row')].map(row => Number(row.id.slice(3))).join(' ') : wrong;
            })
            """);

        var rows = session.Index.Frames.SelectMany(frame => Enumerable.Range(0, Math.Max(1, frame.Messages.Count)).Select(part => frame.Messages.Count > 1 ? $"{frame.Number}.{part}" : $"{frame.Number}")).ToList();
        var differ = new List<string>();
        string InThePage(string places) => string.Join(' ', places.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(place => rows[int.Parse(place, CultureInfo.InvariantCulture)] != NoJson));
        foreach (var (text, answer) in expressions.Zip(answers.EnumerateArray().Select(it => it.GetString()!)))
        {
            var expected = Filter.TryParse(text, out _, out var error)
                ? InThePage(string.Join(' ', session.Chosen(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(it => rows.IndexOf(it))))
                : $"column {error.Column}: {(error.Sentence.StartsWith("This is no regular", StringComparison.Ordinal) ? "This is no regular" : error.Sentence)}";
            if (error is null ? !char.IsAsciiDigit(answer.FirstOrDefault('0')) || InThePage(answer) != expected : !answer.StartsWith(expected, StringComparison.Ordinal)) differ.Add($"{text}\n  program: {expected}\n  page:    {answer}");
        }

        Assert.True(differ.Count == 0, $"{differ.Count} of {expressions.Count} differ:\n{string.Join('\n', differ.Take(20))}");
    }

    // What the page cannot do it says where it is asked, and never guesses.
    [Theory]
    [InlineData("text matches '[a-z-[aeiou]]'")]
    [InlineData("text matches '(?i:x)y'")]
    [InlineData("text matches '\\p{IsGreek}'")]
    [InlineData("text matches '\\Gx'")]
    public async Task A_pattern_that_only_the_program_knows_is_refused_with_its_place(string expression)
    {
        using var session = FilterTests.Session();
        await using var browser = await Chromium.StartAsync();
        await browser.OpenAsync(new Uri(Page(session)).AbsoluteUri);
        await browser.EvaluateAsync($"(box => {{ box.value = {JsonSerializer.Serialize(expression)}; box.dispatchEvent(new Event('change')); }})(document.getElementById('filter'))");
        Assert.Matches("^column 14: This page cannot match this pattern, from its character [0-9]+ on; rawmcp's --filter may.", await browser.TextAsync("document.getElementById('complaint').textContent"));
    }

    private string Page(FilterSession session)
    {
        var path = folder.File("filter.html");
        using var to = File.Create(path);
        HtmlExport.Write(new ExportSource(session.Index, session.File, Redactor.Off()), to);
        return path;
    }

    public void Dispose() => folder.Dispose();
}
