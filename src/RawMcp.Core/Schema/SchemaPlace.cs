namespace RawMcp.Schema;

/// <summary>A place in a schema: the resource that it belongs to, and the steps from that resource's root.</summary>
internal readonly record struct SchemaPlace(SchemaResource Resource, JsonPointer Pointer)
{
    /// <summary>The last step.</summary>
    public string Keyword => Pointer.Step;

    public SchemaPlace Down(string step) => this with { Pointer = Pointer.Down(step) };

    public SchemaPlace Down(int step) => this with { Pointer = Pointer.Down(step) };

    public override string ToString() => $"{Resource.Uri}#{Pointer}";
}
