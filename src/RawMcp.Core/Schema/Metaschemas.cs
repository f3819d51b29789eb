using System.Text.Json;

namespace RawMcp.Schema;

/// <summary>
/// The two metaschemas, so that a schema can be held against the rules for schemas. They are ours: one schema a dialect, arranged
/// by what a keyword's value is, which judges as the published ones do.
/// </summary>
internal static class Metaschemas
{
    public const string Draft202012 = "https://json-schema.org/draft/2020-12/schema";
    public const string Draft7 = "http://json-schema.org/draft-07/schema";

    private static readonly Lazy<JsonElement> Schema202012 = new(() => JsonElement.Parse(Text202012));
    private static readonly Lazy<JsonElement> Schema7 = new(() => JsonElement.Parse(Text7));

    public static bool TryGet(string uri, out JsonElement schema)
    {
        schema = uri switch
        {
            Draft202012 => Schema202012.Value,
            Draft7 => Schema7.Value,
            _ => default,
        };
        return schema.ValueKind != JsonValueKind.Undefined;
    }

    private const string Text202012 =
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://json-schema.org/draft/2020-12/schema",
          "$dynamicAnchor": "meta",
          "type": ["object", "boolean"],
          "properties": {
            "$id": { "type": "string", "pattern": "^[^#]*#?$" },
            "$schema": { "type": "string" },
            "$ref": { "type": "string" },
            "$dynamicRef": { "type": "string" },
            "$anchor": { "$ref": "#/$defs/anchor" },
            "$dynamicAnchor": { "$ref": "#/$defs/anchor" },
            "$vocabulary": { "type": "object", "additionalProperties": { "type": "boolean" } },
            "$comment": { "type": "string" },
            "$defs": { "$ref": "#/$defs/map" },
            "definitions": { "$ref": "#/$defs/map" },

            "allOf": { "$ref": "#/$defs/list" },
            "anyOf": { "$ref": "#/$defs/list" },
            "oneOf": { "$ref": "#/$defs/list" },
            "prefixItems": { "$ref": "#/$defs/list" },
            "not": { "$dynamicRef": "#meta" },
            "if": { "$dynamicRef": "#meta" },
            "then": { "$dynamicRef": "#meta" },
            "else": { "$dynamicRef": "#meta" },
            "items": { "$dynamicRef": "#meta" },
            "contains": { "$dynamicRef": "#meta" },
            "additionalProperties": { "$dynamicRef": "#meta" },
            "propertyNames": { "$dynamicRef": "#meta" },
            "unevaluatedItems": { "$dynamicRef": "#meta" },
            "unevaluatedProperties": { "$dynamicRef": "#meta" },
            "contentSchema": { "$dynamicRef": "#meta" },
            "properties": { "$ref": "#/$defs/map" },
            "patternProperties": { "$ref": "#/$defs/map" },
            "dependentSchemas": { "$ref": "#/$defs/map" },
            "dependencies": {
              "type": "object",
              "additionalProperties": { "if": { "type": "array" }, "then": { "$ref": "#/$defs/names" }, "else": { "$dynamicRef": "#meta" } }
            },

            "type": {
              "if": { "type": "array" },
              "then": { "items": { "$ref": "#/$defs/type" }, "minItems": 1, "uniqueItems": true },
              "else": { "$ref": "#/$defs/type" }
            },
            "enum": { "type": "array" },
            "multipleOf": { "type": "number", "exclusiveMinimum": 0 },
            "minimum": { "type": "number" },
            "maximum": { "type": "number" },
            "exclusiveMinimum": { "type": "number" },
            "exclusiveMaximum": { "type": "number" },
            "minLength": { "$ref": "#/$defs/count" },
            "maxLength": { "$ref": "#/$defs/count" },
            "minItems": { "$ref": "#/$defs/count" },
            "maxItems": { "$ref": "#/$defs/count" },
            "minContains": { "$ref": "#/$defs/count" },
            "maxContains": { "$ref": "#/$defs/count" },
            "minProperties": { "$ref": "#/$defs/count" },
            "maxProperties": { "$ref": "#/$defs/count" },
            "uniqueItems": { "type": "boolean" },
            "pattern": { "type": "string", "format": "regex" },
            "required": { "$ref": "#/$defs/names" },
            "dependentRequired": { "type": "object", "additionalProperties": { "$ref": "#/$defs/names" } },

            "title": { "type": "string" },
            "description": { "type": "string" },
            "examples": { "type": "array" },
            "deprecated": { "type": "boolean" },
            "readOnly": { "type": "boolean" },
            "writeOnly": { "type": "boolean" },
            "format": { "type": "string" },
            "contentEncoding": { "type": "string" },
            "contentMediaType": { "type": "string" }
          },
          "$defs": {
            "anchor": { "type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$" },
            "count": { "type": "integer", "minimum": 0 },
            "names": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
            "type": { "enum": ["null", "boolean", "integer", "number", "string", "array", "object"] },
            "list": { "type": "array", "minItems": 1, "items": { "$dynamicRef": "#meta" } },
            "map": { "type": "object", "additionalProperties": { "$dynamicRef": "#meta" } }
          }
        }
        """;

    private const string Text7 =
        """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "$id": "http://json-schema.org/draft-07/schema#",
          "type": ["object", "boolean"],
          "properties": {
            "$id": { "type": "string" },
            "$schema": { "type": "string" },
            "$ref": { "type": "string" },
            "$comment": { "type": "string" },
            "definitions": { "$ref": "#/definitions/map" },

            "allOf": { "$ref": "#/definitions/list" },
            "anyOf": { "$ref": "#/definitions/list" },
            "oneOf": { "$ref": "#/definitions/list" },
            "not": { "$ref": "#" },
            "if": { "$ref": "#" },
            "then": { "$ref": "#" },
            "else": { "$ref": "#" },
            "items": { "if": { "type": "array" }, "then": { "$ref": "#/definitions/list" }, "else": { "$ref": "#" } },
            "additionalItems": { "$ref": "#" },
            "contains": { "$ref": "#" },
            "additionalProperties": { "$ref": "#" },
            "propertyNames": { "$ref": "#" },
            "properties": { "$ref": "#/definitions/map" },
            "patternProperties": { "$ref": "#/definitions/map" },
            "dependencies": {
              "type": "object",
              "additionalProperties": { "if": { "type": "array" }, "then": { "$ref": "#/definitions/names" }, "else": { "$ref": "#" } }
            },

            "type": {
              "if": { "type": "array" },
              "then": { "items": { "$ref": "#/definitions/type" }, "minItems": 1, "uniqueItems": true },
              "else": { "$ref": "#/definitions/type" }
            },
            "enum": { "type": "array" },
            "multipleOf": { "type": "number", "exclusiveMinimum": 0 },
            "minimum": { "type": "number" },
            "maximum": { "type": "number" },
            "exclusiveMinimum": { "type": "number" },
            "exclusiveMaximum": { "type": "number" },
            "minLength": { "$ref": "#/definitions/count" },
            "maxLength": { "$ref": "#/definitions/count" },
            "minItems": { "$ref": "#/definitions/count" },
            "maxItems": { "$ref": "#/definitions/count" },
            "minProperties": { "$ref": "#/definitions/count" },
            "maxProperties": { "$ref": "#/definitions/count" },
            "uniqueItems": { "type": "boolean" },
            "pattern": { "type": "string", "format": "regex" },
            "required": { "$ref": "#/definitions/names" },

            "title": { "type": "string" },
            "description": { "type": "string" },
            "examples": { "type": "array" },
            "readOnly": { "type": "boolean" },
            "writeOnly": { "type": "boolean" },
            "format": { "type": "string" },
            "contentEncoding": { "type": "string" },
            "contentMediaType": { "type": "string" }
          },
          "definitions": {
            "count": { "type": "integer", "minimum": 0 },
            "names": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
            "type": { "enum": ["null", "boolean", "integer", "number", "string", "array", "object"] },
            "list": { "type": "array", "minItems": 1, "items": { "$ref": "#" } },
            "map": { "type": "object", "additionalProperties": { "$ref": "#" } }
          }
        }
        """;
}
