using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.WireDictionary;

/// <summary>Goes through a message from its first byte to its last, and finds what the dictionary says of each value.</summary>
/// <param name="bytes">The message.</param>
/// <param name="revision">Its revision.</param>
/// <param name="method">Its method, or that of the request it answers.</param>
internal sealed class MessageWalk(ReadOnlyMemory<byte> bytes, Revision revision, string? method)
{
    private static readonly string[] Schemas = ["ToolInputSchema", "ToolOutputSchema"];

    private JsonElement root;

    public List<ExplainedPart> Parts { get; } = [];

    public string? Method { get; } = method;

    public void Walk(JsonElement root)
    {
        this.root = root;
        var place = Envelopes.Of(root);
        var part = new ExplainedPart(null, null, 0, null, Range(JsonMarshal.GetRawUtf8Value(root)), root.ValueKind) { Place = place };
        if (place.In(revision) is { } shape) (part.Words, part.Page, part.In) = (shape.Words, shape.Page, RevisionRange.All);
        else part.Standing = Standing.Unreadable;
        Parts.Add(part);
        Into(root, part);
    }

    private void Into(JsonElement value, ExplainedPart part)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            part.Place.Choose(value);
            if (part.Name is null && part.Parent is not null && part.Place.Chosen(revision) is { Words: { } words } meant) (part.Words, part.Page) = (words, meant.Page ?? part.Page);
            foreach (var member in value.EnumerateObject()) Member(member, part);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var place = part.Place.Items();
            var index = 0;
            foreach (var item in value.EnumerateArray()) Item(item, index++, place, part);
        }
    }

    private void Member(JsonProperty member, ExplainedPart parent)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        var value = Range(JsonMarshal.GetRawUtf8Value(member.Value));
        var name = raw.IsEmpty ? new(bytes.Span[..value.Start].LastIndexOf((byte)'"'), 0) : Range(raw);
        var part = new ExplainedPart(parent, NameOf(raw), 0, new ByteRange(name.Start - 1, name.Length + 2), value, member.Value.ValueKind);
        Parts.Add(part);
        Explain(part, parent);
        Into(member.Value, part);
    }

    private void Explain(ExplainedPart part, ExplainedPart parent)
    {
        var (name, place) = (part.Name!, parent.Place);
        part.Page = parent.Page;
        if (parent.Standing is not (Standing.Known or Standing.OtherRevision) && place == Place.Nowhere)
        {
            part.Standing = parent.Standing;
        }
        else if (place.Member(revision, name) is { } known)
        {
            Take(part, known, Standing.Known);
            part.Place = (parent.Parent is null ? Envelopes.Below(root, name, Method) : null) ?? place.Down(name);
            if (part.Place.In(revision)?.Page is { } page) part.Page = page;
        }
        else if (Schemas.Contains((place.Chosen(revision) ?? place.In(revision))?.Concept))
        {
            part.Standing = Standing.Owners; // JSON Schema's own words, which the protocol does not list
        }
        else if (place.With(name).LastOrDefault() is { } other)
        {
            Take(part, place.Member(other, name)!, Standing.OtherRevision);
            part.Place = place.Down(name);
        }
        else if (place.In(revision)?.Values is { } values)
        {
            part.Standing = Standing.Owners;
            part.Words = values.Words;
            part.Place = values.Members.Count > 0 || Union.Alternatives(values).Count > 0 ? place.Values() : Place.Nowhere;
        }
        else
        {
            var isOwners = place.IsOpen(revision) || parent.Name == "_meta" || parent.Standing == Standing.Owners;
            part.Standing = isOwners ? Standing.Owners : NeedsRequest(parent) ? Standing.NeedsRequest : Standing.Unknown;
        }
    }

    private static void Take(ExplainedPart part, DictionaryMember member, Standing standing)
    {
        part.Standing = standing;
        part.Words = member.Words;
        part.In = member.In;
        part.NeededIn = member.NeededIn;
        part.Page = member.Page ?? member.Shape.Page ?? part.Page;
        part.Moved = standing == Standing.OtherRevision ? member.Moved : null;
    }

    private void Item(JsonElement item, int index, Place place, ExplainedPart parent)
    {
        var part = new ExplainedPart(parent, null, index, null, Range(JsonMarshal.GetRawUtf8Value(item)), item.ValueKind)
        {
            Place = place,
            Standing = parent.Standing,
            Page = parent.Page,
            In = parent.In,
        };
        if (place.In(revision) is { } shape)
        {
            part.Words = shape.Words ?? parent.Words;
            part.Page = shape.Page ?? parent.Page;
        }
        else if (parent.Standing is Standing.Known)
        {
            part.Words = parent.Words;
        }

        Parts.Add(part);
        Into(item, part);
    }

    private bool NeedsRequest(ExplainedPart parent) => Method is null && parent is { Name: "result", Depth: 1 };

    private ByteRange Range(ReadOnlySpan<byte> part) => bytes.Span.Overlaps(part, out var start) ? new(start, part.Length) : default;

    private static string NameOf(ReadOnlySpan<byte> raw)
    {
        try
        {
            var reader = new Utf8JsonReader((byte[])[(byte)'"', .. raw, (byte)'"']);
            return reader.Read() ? reader.GetString() ?? "" : "";
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            return Encoding.UTF8.GetString(raw); // half a surrogate pair, or bytes that are not UTF-8
        }
    }
}
