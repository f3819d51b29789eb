namespace RawMcp.Schema;

internal sealed partial class SchemaEvaluation
{
    private static string Forbidden(string keyword) => keyword switch
    {
        "additionalProperties" or "unevaluatedProperties" => "no member of this name is allowed",
        "items" or "additionalItems" or "unevaluatedItems" => "no such item is allowed",
        _ => "nothing is allowed here",
    };

    private static string ForbiddenInChinese(string keyword) => keyword switch
    {
        "additionalProperties" or "unevaluatedProperties" => "不允许有这个名称的成员",
        "items" or "additionalItems" or "unevaluatedItems" => "不允许有这一项",
        _ => "这里不允许有任何值",
    };

    // Always false, to stand where the verdict is made.
    private bool Fail(SchemaPlace place, string message, string? chinese)
    {
        if (!Tells) return false;
        if (told < limits.MaxErrors) Add(via.Down(place.Keyword), place, message, chinese, []);
        else hasMoreErrors = true;
        return false;
    }

    // The schema false has no keyword of its own: the way to it is the way to the error.
    private bool FailHere(SchemaPlace place)
    {
        if (!Tells) return false;
        if (told < limits.MaxErrors) Add(via, place, Forbidden(place.Keyword), isBilingual ? ForbiddenInChinese(place.Keyword) : null, []);
        else hasMoreErrors = true;
        return false;
    }

    private void Add(JsonPointer path, SchemaPlace place, string message, string? chinese, IReadOnlyList<SchemaError> causes)
    {
        told++;
        errors!.Add(new SchemaError(at, path, place, message, chinese, causes));
    }
}
