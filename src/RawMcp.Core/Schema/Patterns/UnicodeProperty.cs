using System.Globalization;

namespace RawMcp.Schema.Patterns;

/// <summary>What <c>\p{…}</c> may name: the general categories, by their short and long names, and a few properties that are plain.</summary>
internal static class UnicodeProperty
{
    private const int Every = (1 << 30) - 1;

    private static readonly (string Short, string Long, UnicodeCategory[] Categories)[] Categories =
    [
        ("Lu", "Uppercase_Letter", [UnicodeCategory.UppercaseLetter]),
        ("Ll", "Lowercase_Letter", [UnicodeCategory.LowercaseLetter]),
        ("Lt", "Titlecase_Letter", [UnicodeCategory.TitlecaseLetter]),
        ("LC", "Cased_Letter", [UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter]),
        ("Lm", "Modifier_Letter", [UnicodeCategory.ModifierLetter]),
        ("Lo", "Other_Letter", [UnicodeCategory.OtherLetter]),
        ("L", "Letter", [UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter, UnicodeCategory.ModifierLetter, UnicodeCategory.OtherLetter]),
        ("Mn", "Nonspacing_Mark", [UnicodeCategory.NonSpacingMark]),
        ("Mc", "Spacing_Mark", [UnicodeCategory.SpacingCombiningMark]),
        ("Me", "Enclosing_Mark", [UnicodeCategory.EnclosingMark]),
        ("M", "Mark", [UnicodeCategory.NonSpacingMark, UnicodeCategory.SpacingCombiningMark, UnicodeCategory.EnclosingMark]),
        ("Nd", "Decimal_Number", [UnicodeCategory.DecimalDigitNumber]),
        ("Nl", "Letter_Number", [UnicodeCategory.LetterNumber]),
        ("No", "Other_Number", [UnicodeCategory.OtherNumber]),
        ("N", "Number", [UnicodeCategory.DecimalDigitNumber, UnicodeCategory.LetterNumber, UnicodeCategory.OtherNumber]),
        ("Pc", "Connector_Punctuation", [UnicodeCategory.ConnectorPunctuation]),
        ("Pd", "Dash_Punctuation", [UnicodeCategory.DashPunctuation]),
        ("Ps", "Open_Punctuation", [UnicodeCategory.OpenPunctuation]),
        ("Pe", "Close_Punctuation", [UnicodeCategory.ClosePunctuation]),
        ("Pi", "Initial_Punctuation", [UnicodeCategory.InitialQuotePunctuation]),
        ("Pf", "Final_Punctuation", [UnicodeCategory.FinalQuotePunctuation]),
        ("Po", "Other_Punctuation", [UnicodeCategory.OtherPunctuation]),
        ("P", "Punctuation", [UnicodeCategory.ConnectorPunctuation, UnicodeCategory.DashPunctuation, UnicodeCategory.OpenPunctuation, UnicodeCategory.ClosePunctuation,
            UnicodeCategory.InitialQuotePunctuation, UnicodeCategory.FinalQuotePunctuation, UnicodeCategory.OtherPunctuation]),
        ("Sm", "Math_Symbol", [UnicodeCategory.MathSymbol]),
        ("Sc", "Currency_Symbol", [UnicodeCategory.CurrencySymbol]),
        ("Sk", "Modifier_Symbol", [UnicodeCategory.ModifierSymbol]),
        ("So", "Other_Symbol", [UnicodeCategory.OtherSymbol]),
        ("S", "Symbol", [UnicodeCategory.MathSymbol, UnicodeCategory.CurrencySymbol, UnicodeCategory.ModifierSymbol, UnicodeCategory.OtherSymbol]),
        ("Zs", "Space_Separator", [UnicodeCategory.SpaceSeparator]),
        ("Zl", "Line_Separator", [UnicodeCategory.LineSeparator]),
        ("Zp", "Paragraph_Separator", [UnicodeCategory.ParagraphSeparator]),
        ("Z", "Separator", [UnicodeCategory.SpaceSeparator, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator]),
        ("Cc", "Control", [UnicodeCategory.Control]),
        ("Cf", "Format", [UnicodeCategory.Format]),
        ("Cs", "Surrogate", [UnicodeCategory.Surrogate]),
        ("Co", "Private_Use", [UnicodeCategory.PrivateUse]),
        ("Cn", "Unassigned", [UnicodeCategory.OtherNotAssigned]),
        ("C", "Other", [UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.Surrogate, UnicodeCategory.PrivateUse, UnicodeCategory.OtherNotAssigned]),
    ];

    // Second names of the standard.
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["digit"] = "Nd", ["punct"] = "P", ["cntrl"] = "Cc", ["Combining_Mark"] = "M",
    };

    /// <summary>The categories, a bit each; null where the name is not known here.</summary>
    public static int? Find(string name)
    {
        if (name == "Any") return Every;
        if (name == "Assigned") return Every & ~(1 << (int)UnicodeCategory.OtherNotAssigned);
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0 && name[..equals] is not ("General_Category" or "gc")) return null;
        name = Aliases.GetValueOrDefault(name[(equals + 1)..], name[(equals + 1)..]);
        foreach (var (brief, full, categories) in Categories)
        {
            if (name == brief || name == full) return categories.Aggregate(0, (bits, one) => bits | 1 << (int)one);
        }

        return null;
    }

    /// <summary>All categories but those.</summary>
    public static int Others(int categories) => Every & ~categories;
}
