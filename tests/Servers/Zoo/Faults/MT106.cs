// MT106: a package runner still installs when the host gives up; the first byte comes after that.
// Seen at anthropics/claude-code#224

namespace Zoo.Faults;

internal static class MT106
{
    public static readonly Specimen Specimen = new("MT106", () =>
    {
        var answers = new List<byte[]>();
        return new Honest
        {
            Start = () => Wire.Complain("npm warn exec The following package was not found and will be installed: some-mcp@1.0.0"),
            Write = answers.Add, // what has been asked meanwhile lies in the pipe
            End = () => answers.ForEach(answer => Wire.Write(answer)),
        };
    });
}
