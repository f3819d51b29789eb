namespace RawMcp.Wire;

/// <summary>What the doctor reads at most, and how long something must last before it says something about it.</summary>
public static class DoctorLimits
{
    /// <summary>At most so many findings are given: 100. Repeats are one finding already.</summary>
    public const int MaxFindings = 100;

    /// <summary>A finding shows at most so many places: 5. Its sentence says how many there are.</summary>
    public const int MaxEvidence = 5;

    /// <summary>Of a frame or a line at most so much is shown: 80 bytes.</summary>
    public const int ExcerptBytes = 80;

    /// <summary>Of a line of stderr or a stray line at most so much is read to recognise it: 2 KiB.</summary>
    public const int LineBytes = 2 * 1024;

    /// <summary>Of stderr at most so many lines are read: the first 2,000 and the last 2,000.</summary>
    public const int StderrLines = 2_000;

    /// <summary>Of what the system said about the server at most so many looks are judged, the first and the last ones: 1,000.</summary>
    public const int Looks = 1_000;

    /// <summary>Of a file that holds several recordings the first so many are judged: 100.</summary>
    public const int Recordings = 100;

    /// <summary>A message whose content matters is read whole up to so much: 8 MiB. Of a longer one only the beginning is read.</summary>
    public const int MessageBytes = 8 * 1024 * 1024;

    /// <summary>At most so many frames of each kind have their content read: 1,000.</summary>
    public const int FramesRead = 1_000;

    /// <summary>A JSON value spread over several lines is put together up to so many lines: 2,000.</summary>
    public const int JoinedLines = 2_000;

    /// <summary>In all, so many lines of a stream are read in trying to put them together: 20,000.</summary>
    public const int AllJoinedLines = 20_000;

    /// <summary>A JSON value spread over several lines is put together up to so many bytes: 256 KiB.</summary>
    public const int JoinedBytes = 256 * 1024;

    /// <summary>What is quoted from the beginning of a message is searched for secrets together with so much of it: 64 KiB.</summary>
    public const int SearchedBytes = 64 * 1024;

    /// <summary>A private key that is written line by line is looked for in so many lines before one that is quoted: 200.</summary>
    public const int LinesOfKey = 200;

    /// <summary>A call without an answer or progress hangs after so long: 10 s.</summary>
    public static readonly TimeSpan HungCall = TimeSpan.FromSeconds(10);

    /// <summary>After the end of its stdin a server may take so long to exit: 2 s, what the official clients wait before they send SIGTERM.</summary>
    public static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(2);

    /// <summary>A pipe that moves nothing is stuck after so long: 1 s.</summary>
    public static readonly TimeSpan Stuck = TimeSpan.FromSeconds(1);

    /// <summary>A server that writes nothing while it is asked, and everything at the end of its stdin, must have been asked so long before that end: 1 s.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    /// <summary>What follows something within so long is taken for its effect: 1 s.</summary>
    public static readonly TimeSpan Effect = TimeSpan.FromSeconds(1);

    /// <summary>An answer that comes so soon after the cancellation may have crossed it: 100 ms.</summary>
    public static readonly TimeSpan CancelRace = TimeSpan.FromMilliseconds(100);

    /// <summary>The same call sent again is a retry when the first has waited so long: 5 s. Sooner, both may be wanted.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>A cancellation without a reason is taken for a timeout after so long: 10 s.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>A process that used at least so much of the time of one processor is busy: half of it.</summary>
    public const double Busy = 0.5;

    /// <summary>After the end of its stdin, with nothing left to do, less is enough: a fifth of a processor, for others may want it too.</summary>
    public const double BusyAfterEnd = 0.2;

    /// <summary>Or it was never seen asleep, in so many looks: 3.</summary>
    public const int LooksOfSpin = 3;
}
