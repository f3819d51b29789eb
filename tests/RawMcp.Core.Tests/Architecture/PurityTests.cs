using RawMcp.Framing;

namespace RawMcp.Core.Tests.Architecture;

public sealed class PurityTests
{
    [Fact]
    public void Core_refers_to_nothing_that_does_input_or_output_or_knows_the_time() =>
        Assert.Empty(BannedReferences.In(typeof(LineDecoder).Assembly.Location));

    // The search has teeth: this assembly reads files.
    [Fact]
    public void These_tests_do()
    {
        var banned = BannedReferences.In(typeof(PurityTests).Assembly.Location);
        Assert.Contains("System.IO.File", banned);
        Assert.Contains("System.Random", banned);
    }

    [Theory]
    [InlineData("System.IO.Stream", true)]
    [InlineData("System.IO.Pipelines.PipeReader", true)]
    [InlineData("System.Threading.Tasks.Task", true)]
    [InlineData("System.Threading.Lock", true)]
    [InlineData("System.Diagnostics.Process", true)]
    [InlineData("System.Diagnostics.Stopwatch", true)]
    [InlineData("System.Diagnostics.UnreachableException", false)]
    [InlineData("System.Diagnostics.CodeAnalysis.NotNullWhenAttribute", false)]
    [InlineData("System.DateTime", true)]
    [InlineData("System.TimeSpan", false)]
    [InlineData("System.Text.Json.Utf8JsonReader", false)]
    public void What_is_banned(string type, bool expected) => Assert.Equal(expected, BannedReferences.IsBanned(type));
}
