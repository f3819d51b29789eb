using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace RawMcp.Tests.Tools;

public enum Color { Red, Green, DeepBlue }

[Flags]
public enum Sides { Left = 1, Right = 2 }

public sealed record Person(string Name, int Age, string? Nick = null);

public sealed record Node(int Value, Node? Next, List<Node> Kids);

[Description("A place on the map")]
public sealed record Place(
    [Description("Degrees north"), Range(-90.0, 90.0)] double Lat, [property: Description("Degrees east")] double Lon, [StringLength(5, MinimumLength = 2)] string? Label = null)
{
    public string Shown => $"{Lat}/{Lon}";
}

public sealed record Tagged(List<string?> Tags, Dictionary<string, int?> Counts);

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract record Figure;

public sealed record Circle(double Radius) : Figure;

public sealed record Square(double Side) : Figure;

public sealed class Sparse
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? Note { get; init; }

    public required int Count { get; init; }
}

[JsonConverter(typeof(PickyConverter))]
public sealed record Picky(string Text);

public sealed class PickyConverter : JsonConverter<Picky>
{
    public override Picky Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
        throw new InvalidOperationException("never pleased");

    public override void Write(System.Text.Json.Utf8JsonWriter writer, Picky value, System.Text.Json.JsonSerializerOptions options) =>
        throw new InvalidOperationException("never written");
}
