namespace RawMcp.Cli.Embedded;

/// <summary>Small things to send: a picture, a sound, a text in many scripts.</summary>
internal static class Samples
{
    /// <summary>A PNG of one red pixel, 69 bytes.</summary>
    public const string RedDotPng = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /// <summary>A WAV of eight samples of silence: mono, 8 bits, 8,000 a second; 52 bytes.</summary>
    public static string SilenceWav { get; } = Convert.ToBase64String(
    [
        .. "RIFF"u8, 44, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0,
        .. "data"u8, 8, 0, 0, 0, 128, 128, 128, 128, 128, 128, 128, 128,
    ]);

    /// <summary>Letters of several scripts, a letter made of two characters, one outside the basic plane, and a line separator.</summary>
    public const string Unicode = "Grüße, 你好, مرحبا, e\u0301, 🦉, \u2028.";
}
