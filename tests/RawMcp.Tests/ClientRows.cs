namespace RawMcp.Tests;

/// <summary>Which waits of a client are skipped in a test, so that silence costs no time and slowness is no silence.</summary>
public enum Skips
{
    /// <summary>None: everything that is waited for comes.</summary>
    None,

    /// <summary>The wait for the call of the tool.</summary>
    Call,

    /// <summary>The wait for the probe.</summary>
    Probe,

    /// <summary>All waits for answers.</summary>
    Answers,

    /// <summary>All waits for answers, from the first note on what the server sent instead.</summary>
    AnswersOnceNoted,

    /// <summary>All waits for answers, and the wait for the exit after the end of stdin.</summary>
    AnswersAndEof,

    /// <summary>When the client closes: the wait for the exit after the end of stdin.</summary>
    EofAtClose,

    /// <summary>When the client closes: that wait and the one after SIGTERM.</summary>
    TerminateAtClose,
}

/// <summary>The modes of <c>faulty</c> and what a client makes of each.</summary>
public static class ClientRows
{
    private const string Connection = nameof(McpConnectionException);
    private const string Protocol = nameof(McpProtocolException);
    private const string Refused = nameof(McpRefusedException);
    private const string TimedOut = nameof(McpTimeoutException);

    /// <summary>The modes that have tests of their own.</summary>
    public static IReadOnlyList<string> Elsewhere { get; } = ["grandchild", "server-requests"];

    /// <summary>
    /// The command line; what is skipped; <c>returned TEXT</c> or the exception; a part of its message or, after a return, of a
    /// note (nothing: there is no note at all); how many processes it takes.
    /// </summary>
    public static TheoryData<string, Skips, string, string, int> All => new()
    {
        { "honest", Skips.None, "returned 5", "", 1 },
        { "exits-at-once", Skips.None, Connection, "exited with code 3|was started a second time|faulty: giving up", 2 },
        { "exits-at-once 127", Skips.None, Connection, "exited with code 127", 2 },
        { "exits-on-probe", Skips.None, "returned 5", "", 2 },
        { "silent-probe", Skips.Probe, "returned 5", "", 1 },
        { "silent", Skips.Answers, TimedOut, "did not answer initialize within", 1 },
        { "never-reads", Skips.AnswersAndEof, TimedOut, "did not answer initialize within", 1 },
        { "sleep", Skips.AnswersAndEof, TimedOut, "did not answer initialize within", 1 },

        { "banner", Skips.None, "returned 5", "this is plain text, not JSON", 1 },
        { "pretty", Skips.AnswersOnceNoted, TimedOut, "did not answer initialize|spread over several lines", 1 },
        { "pretty --only tools/call", Skips.AnswersOnceNoted, TimedOut, "did not answer tools/call|spread over several lines", 1 },
        { "content-length", Skips.AnswersOnceNoted, TimedOut, "did not answer initialize|Content-Length header, the framing of LSP", 1 },
        { "crlf", Skips.None, "returned 5", "", 1 },
        { "lone-cr", Skips.None, "returned 5", "", 1 },
        { "batch", Skips.AnswersOnceNoted, TimedOut, "did not answer initialize|a JSON array (a batch)", 1 },
        { "byte-at-a-time", Skips.None, "returned 5", "", 1 },
        { "bom", Skips.None, "returned 5", "byte order mark", 1 },
        { "bom --only tools/call", Skips.None, Protocol, "byte order mark", 1 },
        { "invalid-utf8", Skips.None, "returned 5", "the bytes are not UTF-8", 1 },
        { "invalid-utf8-in-answer", Skips.None, Protocol, "answer to tools/call is no valid response|not UTF-8", 1 },
        { "lone-surrogate", Skips.None, "returned {\"type\":\"text\",\"text\":\"\\ud8005\"}", "", 1 },
        { "nul", Skips.None, "returned 5", "there is a NUL byte", 1 },
        { "nul-in-answer", Skips.None, Protocol, "answer to tools/call is no valid response|NUL byte", 1 },

        { "duplicate-members", Skips.AnswersOnceNoted, TimedOut, "did not answer initialize|second time", 1 },
        { "id-fraction", Skips.AnswersOnceNoted, TimedOut, "did not answer initialize|not a plain integer", 1 },
        { "id-fraction --only tools/call", Skips.AnswersOnceNoted, TimedOut, "did not answer tools/call|not a plain integer", 1 },
        { "id-point-zero --only tools/call", Skips.AnswersOnceNoted, TimedOut, "did not answer tools/call|not a plain integer", 1 },
        { "id-null --only tools/call", Skips.AnswersOnceNoted, TimedOut, "did not answer tools/call|the id is null", 1 },
        { "id-object --only tools/call", Skips.AnswersOnceNoted, TimedOut, "did not answer tools/call|neither a string nor an integer", 1 },
        { "id-string", Skips.None, Protocol, "answer to initialize|carries the id \"2\" where 2 was asked", 1 },
        { "id-string --only tools/call", Skips.None, Protocol, "answer to tools/call|with its type", 1 },
        { "id-huge --only tools/call", Skips.AnswersOnceNoted, TimedOut, "did not answer tools/call|id 9007199254740993", 1 },
        { "wrong-id", Skips.None, "returned 5", "(id 987654321): no request with that id was ever sent", 1 },
        { "twice", Skips.None, "returned 5", "that request has its answer already", 1 },
        { "after-cancel", Skips.Call, TimedOut, "did not answer tools/call", 1 },

        { "huge-line 100000000", Skips.None, "returned 100000000 times x", "", 1 },
        { "huge-junk 100000000", Skips.None, "returned 5", "plain text", 1 },
        { "burst 10000", Skips.None, "returned 5", "", 1 },
        { "deep 100000", Skips.None, "returned 5", "", 1 }, // what is deeper than a tree may be stays as it came
        { "deep 200", Skips.None, "returned 5", "", 1 },
        { "stderr-flood 10000000", Skips.None, "returned 5", "", 1 },

        { "result-not-object", Skips.None, Protocol, "answer to tools/call is no valid response|the result is not an object", 1 },
        { "result-and-error", Skips.None, Protocol, "answer to tools/call is no valid response|a result and an error", 1 },
        { "neither", Skips.None, Protocol, "answer to tools/call is no valid response|no method, no result and no error", 1 },
        { "error-malformed", Skips.None, Protocol, "answer to tools/call is no valid response|no integer code", 1 },
        { "no-answer", Skips.Call, TimedOut, "did not answer tools/call within", 1 },
        { "answers-notifications", Skips.None, "returned 5", "error -32601: Method not found: notifications/initialized", 1 },
        { "list-pages 3", Skips.None, "returned 5", "", 1 },
        { "list-loops", Skips.None, Protocol, "the cursor \"again\" came twice", 1 },

        { "unknown-version", Skips.None, Protocol, "revision '1999-01-01'|it asked for 2025-11-25", 1 },
        { "refuses-initialize", Skips.None, Refused, "refused initialize with error -32602|2024-11-05", 1 },
        { "unsupported-modern", Skips.None, "returned 5", "", 1 },
        { "unsupported-future", Skips.None, Protocol, "the server speaks 2099-01-01; this client speaks 2024-11-05", 1 },

        { "half-frame", Skips.None, Connection, "no answer to tools/call: the server exited with code 0|in the middle of a line", 1 },
        { "dies-in-call 70", Skips.None, Connection, "no answer to tools/call: the server exited with code 70|brought the server down", 1 },
        { "exit-after-answers 2", Skips.None, Connection, "no answer to tools/list: the server exited with code 0", 1 },
        { "closes-stdout", Skips.None, Connection, "no answer to tools/call: the server still runs (pid ", 1 },
        { "ignores-eof", Skips.EofAtClose, "returned 5", "", 1 },
        { "never-exits", Skips.TerminateAtClose, "returned 5", "", 1 },
    };
}
