using OptiTime.Simulation.Commands;

return await SimulateCommand.Create().Parse(args).InvokeAsync();
