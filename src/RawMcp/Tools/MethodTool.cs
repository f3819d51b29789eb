using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp;

/// <summary>
/// Tools from methods: the signature gives the schemas, the arguments are checked and bound, what is returned becomes the result.
/// What comes out is a <see cref="ServerTool"/> like any written by hand. docs/tools-from-methods.md tells the rules.
/// </summary>
/// <remarks>
/// Everything that can go wrong with a signature goes wrong here, as an <see cref="ArgumentException"/>; a call never throws,
/// but for a cancelled one.
/// </remarks>
public static class MethodTool
{
    private const DynamicallyAccessedMemberTypes Methods =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    /// <summary>A tool from a lambda or a method: <c>MethodTool.From("add", "Add two numbers together", (int a, int b) => a + b)</c>.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="description">What it does. For null, what <see cref="McpToolAttribute"/> or [Description] on the method says.</param>
    /// <param name="method">What runs. A parameter of type <see cref="ToolCall"/> or <see cref="CancellationToken"/> is given by the server.</param>
    /// <param name="options">
    /// How values look as JSON; needed under NativeAOT for types of your own: <c>MyContext.Default.Options</c>. For null, member
    /// names are camelCase and enums are strings.
    /// </param>
    /// <exception cref="ArgumentException">The signature cannot be a tool's.</exception>
    public static ServerTool From(string name, string? description, Delegate method, JsonSerializerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(method);
        if (!method.HasSingleTarget) throw new ArgumentException($"tool {name}: a delegate of several methods has several results.", nameof(method));


        // As "text.Extension" is: a static method whose first parameter is the target, and no argument.
        if (method.Method.IsStatic && method.Target is not null)
            throw new ArgumentException($"tool {name}: the first parameter of {method.Method.Name} is bound already; wrap it in a lambda.", nameof(method));
        return Make(name, description, method.Method, method.Target, options);
    }

    /// <summary>The tools of an object: its methods with <see cref="McpToolAttribute"/>, of instance and type, public or not.</summary>
    /// <typeparam name="T">The type whose methods are looked at; a derived type's own are not seen.</typeparam>
    /// <param name="target">What the instance methods run on.</param>
    /// <param name="options">As in <see cref="From"/>.</param>
    /// <exception cref="ArgumentException">There is no such method, two have the same name, or a signature cannot be a tool's.</exception>
    public static IReadOnlyList<ServerTool> FromMethods<[DynamicallyAccessedMembers(Methods)] T>(T target, JsonSerializerOptions? options = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(target);
        return Find(typeof(T), target, options);
    }

    /// <summary>The tools of a type: its static methods with <see cref="McpToolAttribute"/>, public or not.</summary>
    /// <param name="type">The type.</param>
    /// <param name="options">As in <see cref="From"/>.</param>
    /// <exception cref="ArgumentException">
    /// There is no such method, one needs an instance, two have the same name, or a signature cannot be a tool's.
    /// </exception>
    public static IReadOnlyList<ServerTool> FromMethods([DynamicallyAccessedMembers(Methods)] Type type, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Find(type, null, options);
    }

    private static List<ServerTool> Find([DynamicallyAccessedMembers(Methods)] Type type, object? target, JsonSerializerOptions? options)
    {
        const BindingFlags every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;
        var tools = new List<ServerTool>();
        foreach (var method in type.GetMethods(every))
        {
            if (method.GetCustomAttribute<McpToolAttribute>() is not { } attribute) continue;
            if (!method.IsStatic && target is null)
                throw new ArgumentException($"{type}.{method.Name} is an instance method: pass an object of the type instead.", nameof(type));
            var tool = Make(attribute.Name ?? NameOf(method), null, method, method.IsStatic ? null : target, options);
            if (tools.Exists(one => one.Description.Name == tool.Description.Name))
                throw new ArgumentException($"{type} has two tools named {tool.Description.Name}; set Name on one of them.", nameof(type));
            tools.Add(tool);
        }

        return tools.Count > 0 ? tools : throw new ArgumentException($"{type} has no method with [McpTool].", nameof(type));
    }

    private static string NameOf(MethodInfo method)
    {
        const string suffix = "Async";
        var name = method.Name.Length > suffix.Length && method.Name.EndsWith(suffix, StringComparison.Ordinal) ? method.Name[..^suffix.Length] : method.Name;
        return JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
    }

    private static ServerTool Make(string name, string? description, MethodInfo method, object? target, JsonSerializerOptions? options)
    {
        if (method.ContainsGenericParameters) throw new ArgumentException($"tool {name}: {method.Name} is generic; its types are not known.", nameof(method));
        var attribute = method.GetCustomAttribute<McpToolAttribute>();
        var json = ToolJson.For(options);
        var parameters = Array.ConvertAll(method.GetParameters(), parameter => new ToolParameter(parameter, json, name));
        var returned = new ReturnedValue(method, target);
        var declared = Nullability.Of(method.ReturnParameter);
        var result = new ToolResult(
            returned.Type, returned.IsInTask ? declared?.GenericTypeArguments[0] : declared, json, attribute?.Structured ?? true, name);
        var tool = new Tool(name, InputSchema(parameters))
        {
            Title = attribute?.Title,
            Description = description ?? attribute?.Description ?? method.GetCustomAttribute<DescriptionAttribute>()?.Description,
            OutputSchema = result.OutputSchema,
            Annotations = attribute?.Annotations,
        };
        return new ServerTool(tool, new MethodCall(new Binder(parameters), returned, result).Handle) { ChecksItself = true };
    }

    private static RawJson InputSchema(ToolParameter[] parameters)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() };
        var required = new JsonArray();
        foreach (var parameter in parameters.Where(one => !one.IsInjected))
        {
            SchemaTree.Rebase(parameter.Schema, "/properties" + SchemaTree.Step(parameter.Name));
            schema["properties"]!.AsObject().Add(parameter.Name, parameter.Schema);
            if (parameter.IsRequired) required.Add((JsonNode)parameter.Name);
        }

        if (required.Count > 0) schema["required"] = required;

        // An unknown argument is refused, so the schema says so; and for a tool without parameters the spec recommends it.
        schema["additionalProperties"] = false;
        var whole = Shape.Of(schema);
        foreach (var parameter in parameters.Where(one => !one.IsInjected)) parameter.Shape = whole.Members[parameter.Name];
        SchemaTree.Strip(schema);
        return RawJson.Build(writer => schema.WriteTo(writer));
    }
}
