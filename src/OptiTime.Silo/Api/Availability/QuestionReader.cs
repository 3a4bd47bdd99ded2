using System.Collections.Immutable;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;
using Customer = OptiTime.Engine.Directory.Customer;

namespace OptiTime.Silo.Api.Availability;

/// <summary>Resolves what a request names: service, customer, booking, place, territory, resources, times.</summary>
internal sealed class QuestionReader(
    ITerritoryPlanners planners, CustomerMemory customers, TerritoryFinder territories, LenderFinder lenders, TimeProvider clock)
{
    /// <summary>How many positions a search looks at in a millisecond: what turns the caller's time into work.</summary>
    public const long PositionsPerMillisecond = 100_000;

    private const int DefaultOffers = 10;
    private const int DefaultMilliseconds = 20;
    private const int MaximumMilliseconds = 2_000;
    /// <summary>How long a time is asked about unless said otherwise.</summary>
    public static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(14);

    /// <summary>Resolves a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="offeredIn">The territory of an offer that answered it before, so that times in it may have passed since; null when it is new.</param>
    /// <param name="atLeast">The version of the nearest territory's plan that is wanted at the least; null for any.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ProblemException">Something it names is not there or not possible.</exception>
    public async ValueTask<Question> ReadAsync(AvailabilityRequest request, string? offeredIn, long? atLeast, CancellationToken stop)
    {
        CheckPlain(request);
        Catalogue catalogue = await planners.CatalogueAsync(stop);
        Service service = catalogue.Find(request.Service) ?? throw new ProblemException(ProblemKind.UnknownService.At(
            "service", request.Service, $"There is no service '{request.Service}'.", "GET /v1/services lists them."));
        Customer? customer = await FindCustomerAsync(request.Customer, stop);
        (Board? board, Commitment? moved) = await FindBookingAsync(request.Booking, atLeast, stop);
        Location? point = PointOf(request.Location) ?? customer?.Location;
        // Without a point nothing else may say where by now; with one, the same territories are asked again.
        string? named = request.Territory ?? (point is null ? offeredIn : null);
        FoundTerritories found = board is not null && (named is null || named == board.Settings.Id)
            ? new FoundTerritories([board], []) : await territories.FindAsync(request with { Territory = named }, point, IsAtCustomer(service), atLeast, stop);
        ImmutableArray<Board> boards = found.Boards;
        if (moved is not null && !boards[0].Commitments.ContainsKey(moved.Id))
            throw new ProblemException(ProblemKind.UnknownBooking.At(
                "booking", request.Booking, $"The booking is not in territory '{boards[0].Settings.Id}'.", "Leave 'territory' out, or name the booking's."));
        Lenders lending = await lenders.FindAsync(service, boards, stop);
        // Who moves a booking need not say whose it is.
        Customer? served = customer ?? (request.Customer is null && moved?.Customer is { } known ? await customers.FindAsync(known, stop) : null);
        return Resolve(request, offeredIn is not null, catalogue, service, customer, served, found, lending, moved, point) with { AtLeast = atLeast };
    }

    private Question Resolve(
        AvailabilityRequest request, bool isLate, Catalogue catalogue, Service service, Customer? customer, Customer? served, FoundTerritories found, Lenders lending, Commitment? moved, Location? point)
    {
        ImmutableArray<Board> boards = found.Boards;
        var faults = new Faults();
        CheckNames(request, boards, lending, faults);
        Interval between = Between(request, isLate, faults);
        ImmutableArray<Interval> wishes = Wishes(request, isLate, faults);
        Location? at = At(request, service, boards[0], moved, point, faults);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
        (ImmutableArray<string> require, ImmutableArray<string> refuse) = Restrictions(request, served);
        string? tier = customer?.Tier ?? request.Customer?.Tier ?? (request.Customer is null ? moved?.Tier : null);
        var query = new SearchQuery(
            service.For(tier), at, between, wishes, require, [.. request.Prefer ?? [], .. served?.Prefer ?? []], refuse, Sites(request), moved?.Id,
            (ImpactAllowed)(request.Impact ?? ImpactChoice.None), request.MaxOffers ?? DefaultOffers,
            (request.BudgetMilliseconds ?? DefaultMilliseconds) * PositionsPerMillisecond)
        {
            Tier = tier,
            Catalogue = request.Impact == ImpactChoice.Negotiable ? catalogue : null,
            // Who moves a booking was served in time when it was made.
            BeginBy = moved is null && service.LevelOf(tier)?.Within is { } within ? Moment.From(clock.GetUtcNow()) + within : null,
        };
        return new Question(
            request, ServingWith(boards, lending, require), found.Silent, query, customer?.Id ?? (request.Customer is null ? moved?.Customer : null), tier)
        {
            Lenders = lending,
        };
    }

    private static void CheckPlain(AvailabilityRequest request)
    {
        var faults = new Faults();
        faults.Require(
            request.MaxOffers is null or (>= 1 and <= SearchQuery.OffersLimit), "maxOffers", request.MaxOffers, $"Must be 1 to {SearchQuery.OffersLimit}.");
        faults.Require(
            request.BudgetMilliseconds is null or (>= 1 and <= MaximumMilliseconds), "budgetMilliseconds", request.BudgetMilliseconds, $"Must be 1 to {MaximumMilliseconds}.");
        Fields.CheckText(faults, "externalReference", request.ExternalReference, 200);
        Fields.CheckText(faults, "customer.tier", request.Customer?.Tier, 64);
        Fields.CheckCount(faults, "windows", request.Windows?.Count, Limits.Windows, nameof(Limits.Windows));
        Fields.CheckCount(faults, "require", request.Require?.Count, Limits.Names, nameof(Limits.Names));
        Fields.CheckCount(faults, "prefer", request.Prefer?.Count, Limits.Names, nameof(Limits.Names));
        Fields.CheckCount(faults, "refuse", request.Refuse?.Count, Limits.Names, nameof(Limits.Names));
        Fields.CheckCount(faults, "sites", request.Sites?.Count, Limits.Names, nameof(Limits.Names));
        Fields.CheckWhere(faults, "location", request.Location);
        faults.ThrowIfAny(ProblemKind.InvalidValue);
    }

    private async ValueTask<Customer?> FindCustomerAsync(CustomerChoice? choice, CancellationToken stop)
    {
        if (choice?.Id is not { } id) return null;
        Customer customer = await customers.FindAsync(id, stop) ?? throw new ProblemException(ProblemKind.UnknownCustomer.At(
            "customer.id", id, $"There is no customer '{id}'.", "Create them with POST /v1/customers, or ask with a tier only."));
        if (choice.Tier is { } tier && tier != customer.Tier)
            throw new ProblemException(ProblemKind.InvalidValue.At(
                "customer.tier", tier, $"Customer '{id}' is of tier '{customer.Tier ?? "none"}'.", "Leave the tier out."));
        return customer;
    }

    private async ValueTask<(Board? Board, Commitment? Booking)> FindBookingAsync(string? name, long? atLeast, CancellationToken stop)
    {
        if (name is null) return default;
        if (CommitmentName.TryBooking(name, out CommitmentName? parts)
            && await planners.BoardAsync(parts.Territory, atLeast ?? 0, stop) is { } board
            && board.Commitments.TryGetValue(parts.Id, out CommitmentEntry entry) && entry.Commitment is { IsBooking: true, Loan: null })
            return (board, entry.Commitment);
        throw new ProblemException(ProblemKind.UnknownBooking.At("booking", name, $"There is no booking '{name}' that stands."));
    }

    private static Location? PointOf(WhereChoice? where) => where is { Lat: { } lat, Lon: { } lon } ? new Location(lat, lon) : null;

    private static Location? At(
        AvailabilityRequest request, Service service, Board board, Commitment? moved, Location? point, Faults faults)
    {
        if (!IsAtCustomer(service)) return null;
        if (request.Location?.Site is { } site) return board.Sites.GetValueOrDefault(site)?.Site.Location;
        faults.Require(request.Location?.Remote != true, "location.remote", true, $"Service '{service.Id}' is done at the customer's.", "Send lat and lon.");
        if (request.Location is null && moved?.Steps[0] is { Site: null, Place: { } place }) point = board.Places.PlaceOf(place).Location ?? point;
        if (point is null && faults.IsEmpty)
            faults.Add("location", null, $"Is needed: service '{service.Id}' is done at the customer's, and no location of theirs is known.", "Send lat and lon.");
        return point;
    }

    private static bool IsAtCustomer(Service service) => service.Steps.Any(step => step.Roles.Any(role => role.Where == RolePlace.Customer));

    /// <summary>Whether a territory has a resource, or may have it lent.</summary>
    private static bool IsThere(string resource, Board board, Lenders lending) =>
        board.FindResource(resource) is not null || lending.Lend(resource, board.Settings.Id);

    /// <summary>The boards that have one of the required resources; where none has, the nearest alone says so.</summary>
    private static ImmutableArray<Board> ServingWith(ImmutableArray<Board> boards, Lenders lending, ImmutableArray<string> require)
    {
        if (boards.Length == 1 || require.IsEmpty) return boards;
        ImmutableArray<Board> serving = [.. boards.Where(board => require.Any(resource => IsThere(resource, board, lending)))];
        return serving.IsEmpty ? [boards[0]] : serving;
    }

    private static void CheckNames(AvailabilityRequest request, ImmutableArray<Board> boards, Lenders lending, Faults faults)
    {
        string territory = boards[0].Settings.Id;
        string asked = string.Join(" or ", boards.Select(board => $"'{board.Settings.Id}'"));
        foreach ((string field, IReadOnlyList<string>? ids) in ((string, IReadOnlyList<string>?)[])
            [("require", request.Require), ("prefer", request.Prefer), ("refuse", request.Refuse)])
        {
            for (int index = 0; index < ids?.Count; index++)
            {
                if (!boards.Any(board => IsThere(ids[index], board, lending)))
                    throw new ProblemException(ProblemKind.UnknownResource.At(
                        $"{field}[{index}]", ids[index], $"There is no resource '{ids[index]}' in territory {asked}.", $"GET /v1/territories/{territory}/resources lists them."));
            }
        }
        for (int index = 0; index < request.Sites?.Count; index++) CheckSite($"sites[{index}]", request.Sites[index]);
        if (request.Location?.Site is { } site)
        {
            CheckSite("location.site", site);
            faults.Require(
                request.Sites is not { Count: > 0 } || request.Sites.Contains(site), "location.site", site, "Is not among 'sites'.", "Leave one of them out.");
        }

        void CheckSite(string field, string id)
        {
            if (!boards[0].Sites.ContainsKey(id))
                throw new ProblemException(ProblemKind.UnknownSite.At(
                    field, id, $"There is no site '{id}' in territory '{territory}'.", $"GET /v1/territories/{territory}/sites lists them."));
        }
    }

    private Interval Between(AvailabilityRequest request, bool isLate, Faults faults)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset earliest = request.Earliest is { } asked && asked > now ? asked : now;
        DateTimeOffset? lastWish = request.Windows is { Count: > 0 } wishes ? wishes.Max(wish => wish.To) : null;
        DateTimeOffset fortnight = earliest + DefaultSpan;
        DateTimeOffset latest = request.Latest ?? (lastWish > fortnight ? lastWish.Value : fortnight);
        DateTimeOffset from = request.Earliest ?? now;
        string said = Rfc3339.Write(latest);
        if (isLate && latest <= now) return new Interval(Moment.From(now), Moment.From(now));
        if (request is { Earliest: not null, Latest: not null } && latest <= from) faults.Add("latest", said, "Is not after 'earliest'.", Fields.OrderRemedy("earliest", "latest", latest == from));
        else if (latest <= now) faults.Add("latest", said, "Is in the past.", $"{Rfc3339.Present(now, latest)}.");
        else if ((latest - from).TotalDays > Limits.WindowDays)
            faults.Add(
                request.Latest is null ? "windows" : "latest", said, $"Is more than {Limits.WindowDays} days after 'earliest' (limit {nameof(Limits.WindowDays)}).", "Ask for a shorter time.");
        return new Interval(Moment.From(earliest), Moment.From(latest));
    }

    private ImmutableArray<Interval> Wishes(AvailabilityRequest request, bool isLate, Faults faults)
    {
        var wishes = ImmutableArray.CreateBuilder<Interval>();
        for (int index = 0; index < request.Windows?.Count; index++)
        {
            TimeWindow wish = request.Windows[index];
            string field = $"windows[{index}]";
            if (wish.To <= wish.From) faults.Add(field, null, "Does not end after it begins.", Fields.OrderRemedy("from", "to", wish.To == wish.From));
            else if (wish.To <= clock.GetUtcNow() && !isLate) faults.Add(field, null, "Is in the past.");
            else if ((wish.To - wish.From).TotalDays > Limits.WindowDays) faults.Add(
                field, null, $"Is longer than {Limits.WindowDays} days (limit {nameof(Limits.WindowDays)}).");
            else wishes.Add(new Interval(Moment.From(wish.From), Moment.From(wish.To)));
        }
        return wishes.ToImmutable();
    }

    /// <summary>
    /// What the caller and the customer both ask for must hold. Where the two name different resources nobody is left: the caller's list stands
    /// and those of it the customer does not want are refused, so that the refusal can say so and a relaxation can help.
    /// </summary>
    private static (ImmutableArray<string> Require, ImmutableArray<string> Refuse) Restrictions(AvailabilityRequest request, Customer? customer)
    {
        ImmutableArray<string> asked = [.. request.Require ?? []], own = customer?.Require ?? [];
        ImmutableArray<string> refuse = [.. request.Refuse ?? [], .. customer?.Refuse ?? []];
        if (asked.IsEmpty || own.IsEmpty) return (asked.IsEmpty ? own : asked, refuse);
        ImmutableArray<string> both = [.. asked.Intersect(own, StringComparer.Ordinal)];
        return both.IsEmpty ? (asked, refuse.AddRange(asked)) : (both, refuse);
    }

    private static ImmutableArray<string> Sites(AvailabilityRequest request) =>
        request.Location?.Site is { } site ? [site] : [.. request.Sites ?? []];
}
