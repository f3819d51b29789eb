using System.Globalization;
using System.Text.Json;

namespace Faulty.Modes;

/// <summary>Lists of tools that come in pages.</summary>
internal static class Lists
{
    public static readonly Mode[] Modes =
    [
        // The empty cursor is a cursor. Who takes it for the end never sees add, which is on the last page.
        new("list-pages", "lists its tools in N pages, `add` on the last; the first `nextCursor` is the empty string", pages => new Honest
        {
            On = { ["tools/list"] = request => Page(request, pages) },
        }, "N", 3),

        new("list-loops", "gives the same `nextCursor` with each page, for ever", () => new Honest
        {
            On = { ["tools/list"] = _ => Json.Result($$"""{"tools":[{{Json.Add}}],"nextCursor":"again"}""") },
        }),
    ];

    private static string Page(Message request, int pages)
    {
        var page = request.Parameter("cursor") switch
        {
            null => 1,
            { ValueKind: JsonValueKind.String } cursor when cursor.ValueEquals("") => 2,
            { ValueKind: JsonValueKind.String } cursor when int.TryParse(cursor.GetString(), CultureInfo.InvariantCulture, out var number) => number,
            _ => 0,
        };
        if (page < 1 || (page > 1 && page > pages))
            return Json.Error(-32602, "Unknown cursor");
        if (page >= pages)
            return Json.Result($$"""{"tools":[{{Json.Add}}]}""");
        var next = page == 1 ? "" : $"{page + 1}";
        return Json.Result($$$"""{"tools":[{"name":"page{{{page}}}","inputSchema":{"type":"object"}}],"nextCursor":"{{{next}}}"}""");
    }
}
