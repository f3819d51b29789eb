using System.Text.Json;
using RawMcp.JsonRpc;
using RawMcp.Stdio;

namespace RawMcp.Cli.Chat;

/// <summary>The servers of a host's configuration: <c>{"mcpServers": {"NAME": {"command", "args", "env", "cwd"}}}</c>.</summary>
internal static class ServerConfig
{
    // People write comments into such files, and hosts let them.
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">It cannot be read, or names a server that cannot be started.</exception>
    public static List<(string Name, ServerCommand Command)> Read(string path)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(File.ReadAllBytes(path).AsSpan().TrimStart("\uFEFF"u8), Lenient);
        }
        catch (JsonException e)
        {
            throw new UsageException($"{path} is not JSON: {e.Message}");
        }
        catch (IOException e)
        {
            throw new UsageException($"{path} cannot be read: {e.Message}");
        }

        if (!root.TryGetMember("mcpServers", out var servers) || servers.ValueKind != JsonValueKind.Object)
            throw new UsageException($"{path} has no object \"mcpServers\". Expected: {{\"mcpServers\": {{\"NAME\": {{\"command\": \"…\", \"args\": [\"…\"]}}}}}}");
        var all = servers.EnumerateObject()
            .Where(server => !(server.Value.TryGetMember("disabled", out var disabled) && disabled.Flag() == true))
            .Select(server => (server.Name, Command(server.Value, $"{path}: the server '{server.Name}'")))
            .ToList();
        return all.Count > 0 ? all : throw new UsageException($"{path} names no server that is not disabled.");
    }

    private static ServerCommand Command(JsonElement server, string where)
    {
        if (server.Text("command") is not { Length: > 0 } command)
        {
            // The URL is not repeated: some carry a key.
            throw new UsageException(server.TryGetMember("url", out _)
                ? $"{where} is reached over HTTP; this program speaks to servers over stdio, which need a \"command\". Take it out, or put \"disabled\": true into it."
                : $"{where} has no \"command\" that is a string.");
        }

        var words = Array(server, "args", where);
        var environment = new Dictionary<string, string?>();
        if (server.TryGetMember("env", out var env))
        {
            if (env.ValueKind != JsonValueKind.Object) throw new UsageException($"{where}: \"env\" has to be an object of strings.");
            foreach (var variable in env.EnumerateObject())
                environment[variable.Name] = variable.Value.Text() ?? throw new UsageException($"{where}: the variable {variable.Name} has to be a string.");
        }

        return new ServerCommand(command, words) { Environment = environment, WorkingDirectory = server.Text("cwd") };
    }

    private static List<string> Array(JsonElement server, string name, string where)
    {
        if (!server.TryGetMember(name, out var words)) return [];
        if (words.ValueKind != JsonValueKind.Array || words.EnumerateArray().Any(word => word.Text() is null))
            throw new UsageException($"{where}: \"{name}\" has to be an array of strings.");
        return [.. words.EnumerateArray().Select(word => word.Text()!)];
    }
}
