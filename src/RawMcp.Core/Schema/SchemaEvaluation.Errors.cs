namespace RawMcp.Schema;

internal sealed partial class SchemaEvaluation
{
    private static string Forbidden(string keyword) => keyword switch
    {
        "additionalProperties" or "unevaluatedProperties" => "no member of this name is allowed",
        "items" or "additionalItems" or "unevaluatedItems" => "no such item is allowed",
        _ => "nothing is allowed here",
    };

    // Always false, to stand where the verdict is made.
    private bool Fail(SchemaPlace place, string message)
    {
        if (!Tells) return false;
        if (told < limits.MaxErrors) Add(via.Down(place.Keyword), place, message, []);
        else hasMoreErrors = true;
        return false;
    }

    // The schema false has no keyword of its own: the way to it is the way to the error.
    private bool FailHere(SchemaPlace place)
    {
        if (!Tells) return false;
        if (told < limits.MaxErrors) Add(via, place, Forbidden(place.Keyword), []);
        else hasMoreErrors = true;
        return false;
    }

    private void Add(JsonPointer path, SchemaPlace place, string message, IReadOnlyList<SchemaError> causes)
    {
        told++;
        errors!.Add(new SchemaError(at, path, place, message, causes));
    }
}
