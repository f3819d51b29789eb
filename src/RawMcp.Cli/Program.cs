using RawMcp.Cli;

return await CommandLine.RunAsync(args);
