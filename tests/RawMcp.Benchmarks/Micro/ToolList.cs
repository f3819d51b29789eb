using System.Globalization;
using RawMcp.JsonRpc;

namespace Benchmarks.Micro;

/// <summary>The largest message that servers send in practice: a list of 350 tools, about 370 KB.</summary>
internal static class ToolList
{
    public const int Tools = 350;

    /// <summary>The result of <c>tools/list</c>.</summary>
    public static RawJson Result() => RawJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("tools");
        for (var i = 0; i < Tools; i++) writer.WriteRawValue(Tool(i));
        writer.WriteEndArray();
        writer.WriteString("nextCursor", "page-2");
        writer.WriteEndObject();
    });

    private static string Tool(int number) => """
        {"name":"service_NUMBER_update_record","title":"Update a record of service NUMBER","description":"Changes the fields of one record of service NUMBER. Fields that are not given stay as they are. Returns the record as it is afterwards.","inputSchema":{"type":"object","properties":{"id":{"type":"string","description":"The record, as search gave it.","minLength":1,"maxLength":64},"fields":{"type":"object","description":"The fields to change.","properties":{"title":{"type":"string","description":"What people see."},"state":{"type":"string","enum":["open","closed","waiting"]},"priority":{"type":"integer","minimum":0,"maximum":5},"labels":{"type":"array","items":{"type":"string"},"description":"All labels, those that stay included."}}},"dry_run":{"type":"boolean","default":false,"description":"Says what would change, and changes nothing."}},"required":["id","fields"],"additionalProperties":false},"annotations":{"readOnlyHint":false,"destructiveHint":true,"idempotentHint":true,"openWorldHint":false}}
        """.Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
