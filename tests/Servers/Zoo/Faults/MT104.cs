// MT104: the Node that was found is too old for the server's syntax.
// Seen at modelcontextprotocol/servers#64

namespace Zoo.Faults;

internal static class MT104
{
    public static readonly Specimen Specimen = new("MT104", _ =>
    {
        Wire.Complain("/srv/some-mcp/dist/index.js:3");
        Wire.Complain("process.env.PORT ??= \"3000\";");
        Wire.Complain("                 ^^^");
        Wire.Complain("SyntaxError: Unexpected token '??='");
        Wire.Complain("    at wrapSafe (internal/modules/cjs/loader.js:915:16)");
        Wire.Complain("    at Module._compile (internal/modules/cjs/loader.js:963:27)");
        Environment.Exit(1);
    });
}
