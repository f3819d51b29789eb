using System.Globalization;
using RawMcp.JsonRpc;

namespace Benchmarks.Micro;

/// <summary>The largest message that servers send in practice: a list of 350 tools, about 370 KB; and a schema for it, by hand.</summary>
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

    /// <summary>What a list of tools may be.</summary>
    public const string Schema =
        """
        {
          "type": "object",
          "required": ["tools"],
          "properties": {
            "tools": { "type": "array", "items": { "$ref": "#/$defs/tool" } },
            "nextCursor": { "type": "string" },
            "_meta": { "type": "object" }
          },
          "$defs": {
            "tool": {
              "type": "object",
              "required": ["name", "inputSchema"],
              "properties": {
                "name": { "type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[A-Za-z0-9_.-]+$" },
                "title": { "type": "string" },
                "description": { "type": "string" },
                "inputSchema": { "allOf": [{ "type": "object", "required": ["type"], "properties": { "type": { "const": "object" } } }, { "$ref": "#/$defs/schema" }] },
                "outputSchema": { "$ref": "#/$defs/schema" },
                "annotations": {
                  "type": "object",
                  "properties": {
                    "title": { "type": "string" },
                    "readOnlyHint": { "type": "boolean" },
                    "destructiveHint": { "type": "boolean" },
                    "idempotentHint": { "type": "boolean" },
                    "openWorldHint": { "type": "boolean" }
                  }
                },
                "_meta": { "type": "object" }
              }
            },
            "schema": {
              "type": ["object", "boolean"],
              "properties": {
                "type": { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] },
                "description": { "type": "string" },
                "enum": { "type": "array" },
                "minimum": { "type": "number" },
                "maximum": { "type": "number" },
                "minLength": { "type": "integer", "minimum": 0 },
                "maxLength": { "type": "integer", "minimum": 0 },
                "required": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
                "properties": { "type": "object", "additionalProperties": { "$ref": "#/$defs/schema" } },
                "additionalProperties": { "$ref": "#/$defs/schema" },
                "items": { "$ref": "#/$defs/schema" }
              }
            }
          }
        }
        """;
}
