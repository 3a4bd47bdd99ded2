using OptiTime.NextBuild;
using OptiTime.Silo.Commands;
using OptiTime.Storage.Serialization;

ChangeTypes.Teach(typeof(TerritoryRemarked), "territory-remarked");
return args is [RemarkCommand.Name, var store, var territory, var text]
    ? await RemarkCommand.RunAsync(store, territory, text)
    : await OptiTimeCommand.RunAsync(args);
