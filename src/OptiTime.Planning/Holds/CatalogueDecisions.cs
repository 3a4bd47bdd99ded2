using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Holds;

/// <summary>Changing what the company sells.</summary>
public static class CatalogueDecisions
{
    /// <summary>Decides a command of the catalogue.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The present.</param>
    /// <param name="version">The version the changes would be recorded at.</param>
    public static Decision Decide(Catalogue catalogue, Command command, Moment now, long version) => command switch
    {
        PutService put => Put(catalogue, put, now, version),
        RemoveService remove => Remove(catalogue, remove, now, version),
        _ => throw new ArgumentException($"The catalogue takes no {command.GetType().Name}.", nameof(command)),
    };

    private static Decision Put(Catalogue catalogue, PutService command, Moment now, long version)
    {
        Service service = command.Service;
        bool known = catalogue.Services.TryGetValue(service.Id, out ServiceEntry before);
        if (Decider.VersionMismatch(command.IfVersion, known ? before.Version : null, $"Service '{service.Id}'") is { } mismatch) return mismatch;
        if (!known && catalogue.Services.Count >= Catalogue.MaximumServices)
            return Decision.RefuseValue("id", $"A company lists at most {Catalogue.MaximumServices} services.", "Remove one first.");
        return new Decision([new ServiceDefined(service)], [], [], Decider.Done(version, now, !known), null);
    }

    private static Decision Remove(Catalogue catalogue, RemoveService command, Moment now, long version)
    {
        if (!catalogue.Services.TryGetValue(command.Id, out ServiceEntry before))
            return Decision.Refuse(RefusalCode.UnknownService, $"There is no service '{command.Id}'.");
        if (Decider.VersionMismatch(command.IfVersion, before.Version, $"Service '{command.Id}'") is { } mismatch) return mismatch;
        return new Decision([new ServiceRemoved(command.Id)], [], [], Decider.Done(version, now, created: false), null);
    }
}
