// MT703: does not expect that its stdout breaks, and dies of it with a trace.
// Seen at modelcontextprotocol/typescript-sdk#1564

namespace Zoo.Faults;

internal static class MT703
{
    public static readonly Specimen Specimen = new(
        "MT703",
        () =>
        {
            // The console's own stream keeps a broken pipe to itself.
            var output = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return new Honest
            {
                Write = bytes =>
                {
                    try
                    {
                        output.Write(bytes);
                    }
                    catch (IOException)
                    {
                        Wire.Complain("node:events:496");
                        Wire.Complain("      throw er; // Unhandled 'error' event");
                        Wire.Complain("Error: write EPIPE");
                        Wire.Complain("    at afterWriteDispatched (node:internal/stream_base_commons:161:15)");
                        Environment.Exit(1);
                    }
                },
            };
        },
        host =>
        {
            host.DrainErrors();
            host.Open();
            host.StopReading();
            host.Ask(1, "tools/list");
            host.Leave();
        });
}
