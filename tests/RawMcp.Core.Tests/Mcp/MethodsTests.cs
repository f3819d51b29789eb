using System.Reflection;
using System.Text;
using RawMcp.JsonRpc;
using RawMcp.Mcp;

namespace RawMcp.Core.Tests.Mcp;

public sealed class MethodsTests
{
    public static TheoryData<string> Names =>
        [.. typeof(Methods).GetFields(BindingFlags.Public | BindingFlags.Static).Where(constant => constant.IsLiteral).Select(constant => (string)constant.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_method_has_a_purpose_and_is_read(string name)
    {
        Assert.NotNull(Methods.Purpose(name));
        var message = MessageReader.Read(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","method":"{{name}}"}"""));
        Assert.Equal(name, Assert.IsType<Message.Notification>(message).Method);
    }

    [Fact]
    public void Others_have_none() => Assert.Null(Methods.Purpose("prompts/list"));

    [Fact]
    public void Log_levels_have_the_names_on_the_wire()
    {
        foreach (var level in Enum.GetValues<LogLevel>()) Assert.Equal(level, LogLevels.Find(level.Text()));
        Assert.Null(LogLevels.Find("loud"));
        Assert.Null(LogLevels.Find(null));
    }
}
