using Benchmarks.Roles;

return args is ["pipe", .. var words] ? PipeRole.Run(words) : await Role.RunAsync(args, OurRoles.Clients, OurRoles.Servers);
