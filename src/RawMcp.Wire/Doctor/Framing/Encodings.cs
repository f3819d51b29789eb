using RawMcp.JsonRpc;

namespace RawMcp.Wire;

/// <summary>MT207: bytes in another encoding than UTF-8, with a guess at which.</summary>
internal static class Encodings
{
    public static IEnumerable<Finding> Find(Facts facts)
    {
        foreach (var (side, who) in new[] { (facts.OnStdout, "server"), (facts.OnStdin, "client") })
        {
            if (side.NotUtf8 is not [var first, ..]) continue;
            var defect = Unreadable.Defect(first)!.Value;
            var near = facts.Bytes(first, defect.Offset, 4);
            var evidence = side.NotUtf8.Take(DoctorLimits.MaxEvidence).Select(frame => facts.Show(frame, Math.Max(0, Unreadable.Defect(frame)!.Value.Offset - 16))).ToList();
            var lost = first.Messages.Any(message => message.Call is not null) ? "; it was the answer to a call" : "";
            yield return new Finding(Faults.NotUtf8, who == "server" ? facts.Toll(first.LastByte) : Severity.Warning,
                $"The {who} wrote {Amounts.Count(side.NotUtf8.Count, "line")} that {(side.NotUtf8.Count == 1 ? "is" : "are")} not "
                    + $"UTF-8: at byte {first.Offset + defect.Offset} of {first.Stream.Name()} stands "
                    + $"{Convert.ToHexString(near.AsSpan(0, Math.Min(2, near.Length)))} ({Guess(near, defect.Kind)}){lost}.",
                evidence,
                $"Make the {who} write UTF-8 whatever the system's code page is: PYTHONUTF8=1 for Python, UTF-8 without a byte "
                    + "order mark in .NET, chcp 65001 for console programs on Windows; and decode what it reads from files and "
                    + "commands with their own encoding.");
        }
    }

    private static string Guess(byte[] bytes, DefectKind kind) => bytes switch
    {
        _ when kind == DefectKind.Nul => "zero bytes between the characters: UTF-16, as PowerShell writes it",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "the mark of UTF-16",
        [>= 0xC2 and <= 0xF4, >= 0x80 and <= 0xBF, < 0x80, ..] => "the beginning of a UTF-8 character whose rest is missing: text was cut by bytes",
        [>= 0xA1, >= 0xA1, ..] => "a code page of two bytes a character, such as CP949 or GBK",
        [(>= 0x81 and <= 0x9F) or >= 0xE0, >= 0x80, ..] => "a code page of two bytes a character, such as Shift-JIS or GBK",
        _ => "a code page of one byte a character, such as Windows-1252",
    };
}
