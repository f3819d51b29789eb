using RawMcp.JsonRpc;

namespace RawMcp.Mcp;

/// <summary>A request's params taken apart, in one pass: the members that a server looks at before it knows what is asked.</summary>
/// <param name="Meta">The member <c>_meta</c>; absent where there is none.</param>
/// <param name="Name">The member <c>name</c>.</param>
/// <param name="Arguments">The member <c>arguments</c>.</param>
public readonly record struct ParamsParts(RawJson Meta, RawJson Name, RawJson Arguments)
{
    /// <summary>Takes params apart; of two members of one name, the last. What is no object has no members.</summary>
    public static ParamsParts Read(RawJson @params)
    {
        RawJson meta = default, name = default, arguments = default;
        var members = new MemberReader(@params);
        while (members.Read())
        {
            if (members.IsNamed("_meta"u8)) meta = members.Value();
            else if (members.IsNamed("name"u8)) name = members.Value();
            else if (members.IsNamed("arguments"u8)) arguments = members.Value();
        }

        return new(meta, name, arguments);
    }
}
