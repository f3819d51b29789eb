namespace RawMcp.Agent.Formats;

/// <summary>How a model's API wants to be told of tools.</summary>
public enum FunctionFormat
{
    /// <summary>OpenAI's chat completions, and everything compatible with it.</summary>
    OpenAi,

    /// <summary>Anthropic's Messages.</summary>
    Anthropic,

    /// <summary>Google's Gemini API, <c>generateContent</c>.</summary>
    Gemini,
}
