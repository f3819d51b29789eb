using System.Reflection;

namespace RawMcp;

/// <summary>What the source says on null, read back from the compiler's annotations.</summary>
internal static class Nullability
{
    /// <summary>That of a parameter or a return value; null where the program was built without it.</summary>
    public static NullabilityInfo? Of(ParameterInfo parameter)
    {
        try
        {
            return new NullabilityInfoContext().Create(parameter);
        }
        catch (InvalidOperationException)
        {
            // Trimming can take the annotations out (NullabilityInfoContextSupport). References then count as never null.
            return null;
        }
    }
}
