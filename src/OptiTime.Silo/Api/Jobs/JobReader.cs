using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Availability;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using Customer = OptiTime.Engine.Directory.Customer;

namespace OptiTime.Silo.Api.Jobs;

/// <summary>Resolves what a job names: service, customer, place, territory, times.</summary>
internal sealed class JobReader(ITerritoryPlanners planners, CustomerMemory customers, TerritoryFinder territories, TimeProvider clock)
{
    private const int MaximumDays = 366;

    /// <summary>Resolves a job.</summary>
    /// <exception cref="ProblemException">Something it names is not there or not possible.</exception>
    public async ValueTask<(Board Board, JobTerms Terms)> ReadAsync(JobRequest request, CancellationToken stop)
    {
        Interval between = Check(request);
        Catalogue catalogue = await planners.CatalogueAsync(stop);
        Service service = catalogue.Find(request.Service) ?? throw new ProblemException(ProblemKind.UnknownService.At(
            "service", request.Service, $"There is no service '{request.Service}'.", "GET /v1/services lists them."));
        Customer? customer = request.Customer is { } id
            ? await customers.FindAsync(id, stop) ?? throw new ProblemException(ProblemKind.UnknownCustomer.At(
                "customer", id, $"There is no customer '{id}'.", "Create them with POST /v1/customers, or leave the customer out."))
            : null;
        bool isAtCustomer = service.Steps.Any(step => step.Roles.Any(role => role.Where == RolePlace.Customer));
        // What is done in part at a site and in part at the customer's names the site, and lies where the customer is.
        Location? point = request.Location is { Lat: { } lat, Lon: { } lon } ? new Location(lat, lon)
            : isAtCustomer && (request.Location is null or { Site: not null }) ? customer?.Location : null;
        // Where a job lies is where it is done: neighbours are not asked to plan it.
        var asked = new AvailabilityRequest { Service = request.Service, Territory = request.Territory, Location = request.Location };
        FoundTerritories found = await territories.FindAsync(asked, point, mayCross: false, null, stop);
        Place? place = point is { } at ? new Place("P-" + OpaqueId.New(), at, customer?.Id) : null;
        return (found.Boards[0], new JobTerms(
            service.Id, customer?.Id, request.ExternalReference, place, request.Location?.Site, between, request.Priority ?? JobTerms.DefaultPriority));
    }

    private Interval Check(JobRequest request)
    {
        var faults = new Faults();
        DateTimeOffset now = clock.GetUtcNow(), earliest = request.Earliest ?? now;
        Fields.CheckText(faults, "externalReference", request.ExternalReference, 200);
        Fields.CheckRange(faults, "priority", request.Priority, 0, JobTerms.HighestPriority);
        Fields.CheckWhere(faults, "location", request.Location);
        bool isAhead = faults.Require(request.Due > now, "due", request.Due, "Is in the past.", $"{Rfc3339.Present(now, request.Due)}.");
        faults.Require(!isAhead || request.Due > earliest, "due", request.Due, "Is not after 'earliest'.", Fields.OrderRemedy("earliest", "due", request.Due == earliest));
        faults.Require((request.Due - now).TotalDays <= MaximumDays, "due", request.Due, $"Is more than {MaximumDays} days from now.", "Record it nearer the day.");
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        return new Interval(Moment.From(earliest), Moment.From(request.Due));
    }
}
