using Benchmarks.Roles;

return await Role.RunAsync(args, OurRoles.Clients, OurRoles.Servers);
