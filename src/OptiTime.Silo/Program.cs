return await OptiTime.Silo.Commands.OptiTimeCommand.RunAsync(args);
