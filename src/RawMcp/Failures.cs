using System.Globalization;
using RawMcp.Connections;
using RawMcp.Mcp;

namespace RawMcp;

/// <summary>Outcomes as exceptions, for the façade: what happened, to which call, and the server's last words.</summary>
internal static class Failures
{
    public static Exception Of(Link link, string method, Outcome outcome, CancellationToken cancellation, int starts = 1)
    {
        var again = starts > 1 ? " (It had exited on the probe server/discover and was started a second time.)" : "";
        var odd = outcome is Outcome.TimedOut or Outcome.Lost ? link.OddText : "";
        var message = Capital(Sentence(method, outcome)) + "." + again + odd + LastWords.Of(link.StderrText);
        return outcome switch
        {
            Outcome.Refused refused => new McpRefusedException(refused.Failure, message),
            Outcome.Garbled => new McpProtocolException(message),
            Outcome.TimedOut => new McpTimeoutException(message),
            Outcome.Lost => new McpConnectionException(message),
            Outcome.Cancelled => new OperationCanceledException(message, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
    }

    public static McpProtocolException Protocol(Link link, string message) => new(message + LastWords.Of(link.StderrText));

    /// <summary>The same as a note, where the failure is no reason to stop.</summary>
    public static string Odd(string method, Outcome outcome) => Capital(Sentence(method, outcome)) + ".";

    /// <summary>How the call ended, without a capital and a full stop.</summary>
    public static string Sentence(string method, Outcome outcome) => outcome switch
    {
        Outcome.Refused { Failure: var failure } => string.Create(
            CultureInfo.InvariantCulture,
            $"the server refused {method} with error {failure.Code}{(ErrorCodes.Name(failure.Code) is { } name ? $" ({name})" : "")}: {failure.Text}{(failure.Data.IsAbsent ? "" : " " + Short(failure.Data.ToString()))}"),
        Outcome.Garbled garbled => $"the server's answer to {method} is no valid response: {garbled.Problem}",
        Outcome.TimedOut timedOut => string.Create(CultureInfo.InvariantCulture, $"the server did not answer {method} within {timedOut.After.TotalSeconds:0.###} s"),
        Outcome.Lost lost => $"there is no answer to {method}: {lost.Reason}",
        Outcome.Cancelled => $"the call of {method} was cancelled",
        _ => $"{method} returned",
    };

    private static string Short(string data) => data.Length <= 300 ? data : data[..300] + "…";

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
