using System.Buffers;
using System.Globalization;
using System.Text;

namespace RawMcp.Wire;

/// <summary>The beginning of a stranger's bytes as text that nothing obeys: what is no visible character is spelled <c>\xNN</c>.</summary>
/// <remarks>Of texts, secrets are taken out before they are cut, with the redactor of the examination that runs on this thread.</remarks>
internal static class Excerpt
{
    [ThreadStatic]
    private static Redactor? redactor;

    /// <summary>Does something in which texts are redacted.</summary>
    public static T Redacted<T>(Redactor by, Func<T> what)
    {
        var before = redactor;
        redactor = by;
        try
        {
            return what();
        }
        finally
        {
            redactor = before;
        }
    }

    public static string Of(ReadOnlySpan<byte> bytes, long whole)
    {
        var shown = bytes[..Math.Min(bytes.Length, DoctorLimits.ExcerptBytes)];
        var text = new StringBuilder(shown.Length);
        var cut = shown.Length < whole;
        while (!shown.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(shown, out var rune, out var used);
            if (status == OperationStatus.NeedMoreData && cut) break; // we cut it, not they
            if (status == OperationStatus.Done && IsVisible(rune)) text.Append(rune.ToString());
            else foreach (var one in shown[..used]) text.Append(CultureInfo.InvariantCulture, $"\\x{one:X2}");
            shown = shown[used..];
        }

        return cut ? text.Append('…').ToString() : text.ToString();
    }

    public static string Of(string text)
    {
        text = redactor?.Text(text) ?? text;
        var bytes = Encoding.UTF8.GetBytes(text.Length > DoctorLimits.ExcerptBytes ? text[..DoctorLimits.ExcerptBytes] : text);
        return Of(bytes, text.Length > DoctorLimits.ExcerptBytes ? long.MaxValue : bytes.Length);
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
