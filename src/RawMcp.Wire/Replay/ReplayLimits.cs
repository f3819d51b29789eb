namespace RawMcp.Wire;

/// <summary>The bounds that a replay keeps, whatever the capture holds and the peer does.</summary>
public static class ReplayLimits
{
    /// <summary>As a client: an answer that has not come after so long does not come: 60 s.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    /// <summary>As a client: a request of the server that belongs to no call is waited for so long: 5 s. New builds need not make it.</summary>
    public static readonly TimeSpan ServerRequestGrace = TimeSpan.FromSeconds(5);

    /// <summary>A recorded delay that is longer is shortened to this: 1 hour.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    /// <summary>As a server: so many messages may wait for a client that does not read: 100,000. With one more the replay ends.</summary>
    public const int MaxWaitingMessages = 100_000;

    /// <summary>A difference shows at most so many bytes of a value: 200.</summary>
    public const int MaxShownBytes = 200;

    /// <summary>So many differences of one answer are listed: 100. The rest is counted.</summary>
    public const int MaxDifferencesOfOne = 100;

    /// <summary>The nearest recorded request is looked for among so many of its method: 100, the first ones.</summary>
    public const int MaxNearest = 100;

    /// <summary>So many unmatched requests, and unanswered ones, are listed: 1,000. The rest is counted.</summary>
    public const int MaxListed = 1000;
}
