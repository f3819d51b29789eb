using System.Reflection;

namespace RawMcp;

/// <summary>What the source says on null, read back from the compiler's annotations.</summary>
internal static class Nullability
{
    /// <summary>That of a parameter or a return value; null where the program was built without it.</summary>
    public static NullabilityInfo? Of(ParameterInfo parameter) => Read(context => context.Create(parameter));

    /// <summary>That of a property or a field; null for anything else, and where the program was built without it.</summary>
    public static NullabilityInfo? Of(ICustomAttributeProvider? member) => member switch
    {
        PropertyInfo property => Read(context => context.Create(property)),
        FieldInfo field => Read(context => context.Create(field)),
        _ => null,
    };

    private static NullabilityInfo? Read(Func<NullabilityInfoContext, NullabilityInfo> create)
    {
        try
        {
            return create(new NullabilityInfoContext());
        }
        catch (InvalidOperationException)
        {
            // Trimming can take the annotations out (NullabilityInfoContextSupport). References then count as never null.
            return null;
        }
    }
}
