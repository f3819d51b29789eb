using System.ClientModel;
using System.Globalization;
using System.Net.Sockets;
using RawMcp.Agent;
using RawMcp.JsonRpc;

namespace RawMcp.Cli.Chat;

/// <summary>Why the model gave no answer: a sentence for a person, and the exit code that goes with it.</summary>
internal static class EndpointFailure
{
    private const int MaxQuoted = 500;

    public static (int Code, string Sentence) Of(ModelException failure, Endpoint endpoint)
    {
        var chain = Chain(failure).ToList();
        if (chain.OfType<ClientResultException>().FirstOrDefault(e => e.Status > 0) is { } refused) return (ExitCode.Refused, Refused(refused, endpoint));

        // First, because a wait that is ended breaks its socket too.
        if (chain.Any(e => e is OperationCanceledException or TimeoutException))
            return (ExitCode.Lost, string.Create(CultureInfo.InvariantCulture, $"The endpoint {endpoint.Url} was silent for {endpoint.Timeout.TotalSeconds:0.###} s. --model-timeout gives it longer."));
        if (chain.OfType<SocketException>().FirstOrDefault() is { } socket)
            return (ExitCode.Lost, $"There is no answer from {endpoint.Url}: {socket.Message}. Is the endpoint running, and is the URL right?");
        if (chain.OfType<HttpIOException>().Any() || (chain.OfType<IOException>().Any() && !chain.OfType<HttpRequestException>().Any()))
            return (ExitCode.Lost, $"The answer from {endpoint.Url} broke off: the connection ended in the middle of it. Ask again.");
        if (chain.OfType<HttpRequestException>().FirstOrDefault() is { } http)
            return (ExitCode.Lost, $"There is no answer from {endpoint.Url}: {http.Message}");
        return failure.InnerException is { } other
            ? (ExitCode.Refused, $"What {endpoint.Url} sent cannot be used: {other.Message} --show-wire shows it. Is it an OpenAI-compatible endpoint?")
            : (ExitCode.Lost, failure.Message);
    }

    private static string Refused(ClientResultException refused, Endpoint endpoint)
    {
        var response = refused.GetRawResponse();
        var said = Said(response?.Content) is { Length: > 0 } words ? ": " + words : "";
        var sentence = string.Create(CultureInfo.InvariantCulture, $"The endpoint {endpoint.Url} refused with {refused.Status}{Space(response?.ReasonPhrase)}{said}");
        if (!sentence.EndsWith('.')) sentence += ".";
        var wait = response is not null && response.Headers.TryGetValue("Retry-After", out var after) ? after : null;
        return sentence + refused.Status switch
        {
            401 or 403 => $" The key is read from the environment variable {Secret.Variable}.",
            404 => $" Is the URL right (most end in /v1), and is there a model '{endpoint.Model}'?",
            _ when wait is not null => $" It asks to wait {Wait(wait)}; nothing is repeated by itself, so ask again then.",
            429 => " Too much was asked of it in a short time; nothing is repeated by itself, so ask again later.",
            _ => "",
        };
    }

    private static string Wait(string after) => after.All(char.IsAsciiDigit) ? after + " s" : "until " + after;

    private static string Space(string? text) => string.IsNullOrWhiteSpace(text) ? "" : " " + text;

    /// <summary>The provider's message: <c>error.message</c>, or <c>error</c> itself, or the body where it is something else.</summary>
    private static string Said(BinaryData? body)
    {
        if (body is null) return "";
        var text = body.ToString();
        if (new RawJson(body.ToMemory()).TryParse(out var root) && root.TryGetMember("error", out var error))
            text = error.Text() ?? error.Text("message") ?? text;
        text = text.ReplaceLineEndings(" ").Trim();
        return text.Length <= MaxQuoted ? text : text[..MaxQuoted] + "…";
    }

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException) yield return e;
    }
}
