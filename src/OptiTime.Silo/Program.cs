using OptiTime.Silo.Commands;
using OptiTime.Silo.Hosting;

FileSizeLimit.Outlive();
return await OptiTimeCommand.RunAsync(args);
