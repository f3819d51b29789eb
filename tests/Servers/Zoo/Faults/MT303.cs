// MT303: never reads its stdin.
// Seen at ggml-org/llama.cpp#28723

namespace Zoo.Faults;

internal static class MT303
{
    public static readonly Specimen Specimen = new("MT303", _ => Thread.Sleep(Timeout.Infinite));
}
