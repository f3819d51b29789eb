using RawMcp.Mcp;

namespace RawMcp;

/// <summary>
/// Marks a method as a tool, for <see cref="MethodTool.FromMethods{T}"/>; on a lambda or a method given to
/// <see cref="MethodTool.From"/> it adds what that call does not say.
/// </summary>
/// <remarks>
/// What a parameter is for is said with <see cref="System.ComponentModel.DescriptionAttribute"/> on the parameter; what it may be with
/// <c>[Range]</c>, <c>[StringLength]</c>, <c>[MinLength]</c>, <c>[MaxLength]</c>, <c>[Length]</c>, <c>[RegularExpression]</c> and
/// <c>[AllowedValues]</c> of System.ComponentModel.DataAnnotations.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class McpToolAttribute : Attribute
{
    private bool? readOnly;
    private bool? destructive;
    private bool? idempotent;
    private bool? openWorld;

    /// <summary>The tool's name. Without one it is the method's, in snake_case and without <c>Async</c>: <c>GetWeatherAsync</c> is <c>get_weather</c>.</summary>
    public string? Name { get; set; }

    /// <summary>A name for people.</summary>
    public string? Title { get; set; }

    /// <summary>What the tool does. Without one, the method's <see cref="System.ComponentModel.DescriptionAttribute"/> says it.</summary>
    public string? Description { get; set; }

    /// <summary>False sends the result as text alone: no output schema, no structured content. It is true unless set.</summary>
    public bool Structured { get; set; } = true;

    /// <summary>The tool changes nothing. Unless set, no hint is given, which clients read as false.</summary>
    public bool ReadOnly { get => readOnly ?? false; set => readOnly = value; }

    /// <summary>The tool may destroy something. Unless set, no hint is given, which clients read as true.</summary>
    public bool Destructive { get => destructive ?? true; set => destructive = value; }

    /// <summary>A second call with the same arguments changes nothing more. Unless set, no hint is given, which clients read as false.</summary>
    public bool Idempotent { get => idempotent ?? false; set => idempotent = value; }

    /// <summary>The tool reaches beyond the server's own data. Unless set, no hint is given, which clients read as true.</summary>
    public bool OpenWorld { get => openWorld ?? true; set => openWorld = value; }

    /// <summary>The hints that were set; null where none was.</summary>
    internal ToolAnnotations? Annotations =>
        (readOnly ?? destructive ?? idempotent ?? openWorld) is null ? null : new(readOnly, destructive, idempotent, openWorld);
}
