namespace RawMcp.Wire;

/// <summary>The catalogue: every fault that a doctor knows.</summary>
public static class Faults
{
#pragma warning disable CS1591 // each has its section in docs/doctor.md
    public static readonly Fault CommandNotFound = new("MT101", "the command was not found", "cline/cline#1948", "modelcontextprotocol/servers#1332");
    public static readonly Fault BatchShim = new("MT102", "a Windows script was started as if it were a program", "cline/cline#902", "modelcontextprotocol/servers#40");
    public static readonly Fault WindowsQuoting = new("MT103", "a Windows command line was cut at a space", "smithery-ai/mcp-obsidian#13", "bilalnaseer/wsp-wordpress-mcp#13");
    public static readonly Fault WrongRuntime = new("MT104", "the runtime does not fit the server", "modelcontextprotocol/servers#64", "modelcontextprotocol/mcpb#130");
    public static readonly Fault StrippedEnvironment = new("MT105", "PATH or a variable is missing", "aaddrick/claude-desktop-debian#247", "fuzhengwei/WaLiCode#28");
    public static readonly Fault ColdStart = new("MT106", "the host gave up before the server had started", "anthropics/claude-code#224", "benborla/mcp-server-mysql#108");
    public static readonly Fault Prompt = new("MT107", "a prompt waits for an answer on stdin", "NVIDIA/NemoClaw#5670", "npm/cli#9959");
    public static readonly Fault ContainerStdio = new("MT108", "a container without its stdin", "metorial/metorial#8", "stickerdaniel/linkedin-mcp-server#771");
    public static readonly Fault ExitedFirst = new("MT109", "the server exited before its first response", "modelcontextprotocol/servers#1748", "modelcontextprotocol/typescript-sdk#1049");

    public static readonly Fault NotJson = new("MT201", "stdout has lines that are no messages", "firecrawl/firecrawl-mcp-server#98", "sbroenne/mcp-server-excel#636");
    public static readonly Fault PrettyPrinted = new("MT202", "a message is spread over several lines", "czlonkowski/n8n-mcp#376");
    public static readonly Fault ContentLength = new("MT203", "Content-Length framing", "modelcontextprotocol/python-sdk#2546", "esengine/DeepSeek-Reasonix#7525");
    public static readonly Fault Buffered = new("MT204", "stdout is held back until stdin ends", "DeusData/codebase-memory-mcp#513", "awslabs/AutoCorrode#171");
    public static readonly Fault Unterminated = new("MT205", "a message lacks its line feed", "hlsyounes/mdpsim#4");
    public static readonly Fault CarriageReturns = new("MT206", "lines end with CR LF", "modelcontextprotocol/python-sdk#2433", "modelcontextprotocol/go-sdk#665");
    public static readonly Fault NotUtf8 = new("MT207", "the bytes are not UTF-8", "modelcontextprotocol/python-sdk#199", "DeusData/codebase-memory-mcp#511");
    public static readonly Fault Truncated = new("MT208", "a message was cut off when the server exited", "ruvnet/ruflo#2426", "philschmid/mcp-cli#23");
    public static readonly Fault Tolerance = new("MT209", "some hosts tolerate this, others do not", "2389-research/mcp-socialmedia#4");

    public static readonly Fault StderrBlocked = new("MT301", "nobody reads the server's stderr", "mark3labs/mcp-go#956", "kubestellar/console#7960");
    public static readonly Fault StdoutBlocked = new("MT302", "nobody reads the server's stdout", "modelcontextprotocol/python-sdk#2070", "posit-dev/mcptools#128");
    public static readonly Fault StdinNotRead = new("MT303", "the server does not read its stdin", "ggml-org/llama.cpp#28723");
    public static readonly Fault SharedStdin = new("MT304", "another process holds the server's stdin", "modelcontextprotocol/python-sdk#671", "gastownhall/beads#400");
    public static readonly Fault Swallowed = new("MT305", "of two requests at once the second is overlooked", "DeusData/codebase-memory-mcp#98");

    public static readonly Fault Version = new("MT401", "no revision in common", "anthropics/claude-code#49133", "lossless-claude/lcm#428");
    public static readonly Fault TooEarly = new("MT402", "a request before the session was open", "awslabs/mcp#207", "sparfenyuk/mcp-proxy#40");
    public static readonly Fault Capability = new("MT403", "capabilities and methods do not agree", "modelcontextprotocol/typescript-sdk#155", "upstash/context7#2534");
    public static readonly Fault WrongDirection = new("MT404", "a request or a response in the wrong direction");

    public static readonly Fault IdType = new("MT501", "the type of an id changed", "modelcontextprotocol/python-sdk#961", "DeusData/codebase-memory-mcp#253");
    public static readonly Fault LateAnswer = new("MT502", "an answer to a cancelled call", "anthropics/claude-code#51073", "strands-agents/harness-sdk#1221");
    public static readonly Fault NoProgressToken = new("MT503", "a timeout that progress could not prevent", "anomalyco/opencode#32477", "FlowiseAI/Flowise#5491");
    public static readonly Fault HungCall = new("MT504", "a call hangs", "DeusData/codebase-memory-mcp#635", "PrefectHQ/fastmcp#2019");
    public static readonly Fault ServerWaits = new("MT505", "the server waits for an answer of the client", "modelcontextprotocol/python-sdk#1097", "day8/re-frame2#5657");
    public static readonly Fault Retried = new("MT506", "a call was sent again while the first one still ran", "modelcontextprotocol/modelcontextprotocol#418", "simonx1/ruby-mcp-client#178");
    public static readonly Fault StrayAnswer = new("MT507", "a response that nobody asked for", "rohitg00/agentmemory#131");

    public static readonly Fault InputSchema = new("MT601", "an input schema is not an object schema", "anthropics/claude-code#88049", "zereight/gitlab-mcp#286");
    public static readonly Fault Dialect = new("MT602", "a schema is written in another dialect", "marianfoo/sap-mcp-servers#55", "nataliapc/mcp-openmsx#22");

    public static readonly Fault IgnoresEnd = new("MT701", "the server ignores the end of its stdin", "mongodb-js/mongodb-mcp-server#1515", "anthropics/claude-code#1935");
    public static readonly Fault Spins = new("MT702", "the server spins after the end of its stdin", "cloudflare/mcp-server-cloudflare#487", "colbymchenry/codegraph#799");
    public static readonly Fault BrokenPipe = new("MT703", "a broken pipe was not handled", "modelcontextprotocol/typescript-sdk#1564", "rust-mcp-stack/rust-mcp-sdk#31");
    public static readonly Fault LeftBehind = new("MT704", "a process is left behind", "web-infra-dev/midscene#2157", "colbymchenry/codegraph#799");
    public static readonly Fault CleanExit = new("MT705", "an orderly exit that hosts report as a failure", "vercel/next-devtools-mcp#131", "anthropics/claude-code#5506");
    public static readonly Fault Crashed = new("MT706", "the server ended in the middle of the session", "modelcontextprotocol/servers#1748", "bensons/mcp-exec#23");
#pragma warning restore CS1591

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        CommandNotFound, BatchShim, WindowsQuoting, WrongRuntime, StrippedEnvironment, ColdStart, Prompt, ContainerStdio, ExitedFirst,
        NotJson, PrettyPrinted, ContentLength, Buffered, Unterminated, CarriageReturns, NotUtf8, Truncated, Tolerance,
        StderrBlocked, StdoutBlocked, StdinNotRead, SharedStdin, Swallowed,
        Version, TooEarly, Capability, WrongDirection,
        IdType, LateAnswer, NoProgressToken, HungCall, ServerWaits, Retried, StrayAnswer,
        InputSchema, Dialect,
        IgnoresEnd, Spins, BrokenPipe, LeftBehind, CleanExit, Crashed,
    ];
}
