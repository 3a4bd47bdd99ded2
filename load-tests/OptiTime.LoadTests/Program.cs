using OptiTime.LoadTests.Commands;

return await LoadTestsCommand.RunAsync(args);
