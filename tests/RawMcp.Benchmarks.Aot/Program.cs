using Benchmarks.Roles;

return args switch
{
    ["pipe", .. var words] => PipeRole.Run(words),
    ["schema", .. var words] => SchemaRole.Run(words),
    _ => await Role.RunAsync(args, OurRoles.Clients, OurRoles.Servers),
};
