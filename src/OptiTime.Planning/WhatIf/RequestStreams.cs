using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.Value;

namespace OptiTime.Planning.WhatIf;

/// <summary>What a booking of the past was: when it was made, for what, where.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Commitment">The commitment as it was made.</param>
/// <param name="Location">Where it takes place; null at a site, remote, or where nobody knows any more.</param>
public sealed record RecordedBooking(Moment At, Commitment Commitment, Location? Location);

/// <summary>
/// Streams of requests, drawn from a seed or from what was booked before. A request wants its day and takes one soon after: the next day where it is
/// urgent, within a week otherwise, within a fortnight for maintenance.
/// </summary>
/// <param name="board">The plan they are for.</param>
/// <param name="catalogue">What is sold.</param>
/// <param name="now">The present: nothing comes before it.</param>
public sealed class RequestStreams(Board board, Catalogue catalogue, Moment now)
{
    // Between these local hours people ask.
    private const int FirstHour = 7, LastHour = 18, Week = 7;

    // Where no customer's place is known, they live within this share of the radius.
    private const double Inhabited = 0.3;

    private const int PositionsASearch = 1_000_000;

    private readonly int _today = board.Clock.DayOf(now);

    private readonly Location[] _places =
    [
        .. board.Commitments.Values.SelectMany(entry => entry.Commitment.Steps).Where(step => step.Site is null && step.Place is not null)
            .Select(step => board.Places.PlaceOf(step.Place!).Location).OfType<Location>(),
    ];

    /// <summary>Requests for the next days, as they came before: by what was booked and refused on the same weekdays, or, where nothing was counted, by what stands on the board.</summary>
    /// <param name="counts">What was counted.</param>
    /// <param name="seed">Decides everything that is drawn.</param>
    /// <param name="requests">How many.</param>
    /// <param name="days">For how many days from today.</param>
    /// <returns>The requests in the order in which they come; empty where nothing is sold that could be drawn.</returns>
    public ImmutableArray<StreamedRequest> Draw(IEnumerable<DemandCount> counts, int seed, int requests, int days)
    {
        var dice = new Random(seed);
        (Service Service, string? Tier, int Weekday, int Ahead, double Weight)[] chances = [.. ChancesOf(counts, days).DefaultIfEmpty().Where(chance => chance.Service is not null)];
        if (chances.Length == 0) chances = [.. ChancesOfBoard()];
        double[] sums = new double[chances.Length];
        for (int index = 0; index < sums.Length; index++) sums[index] = chances[index].Weight + (index == 0 ? 0 : sums[index - 1]);
        if (sums.Length == 0) return [];
        var stream = new List<StreamedRequest>(requests);
        for (int index = 0; index < requests; index++)
        {
            int found = Array.BinarySearch(sums, dice.NextDouble() * sums[^1]);
            (Service service, string? tier, int weekday, int ahead, _) = chances[Math.Min(found < 0 ? ~found : found, chances.Length - 1)];
            int day = DayOf(dice, weekday, days);
            stream.Add(RequestOf(service, tier, AskedAt(dice, Math.Max(_today, day - ahead)), day, IsAtCustomer(service) ? AnyPlace(dice) : null));
        }
        return [.. stream.OrderBy(request => request.At)];
    }

    /// <summary>The bookings of some days of the past, as if they were asked for again: each some whole weeks later, so that the first comes today or soon.</summary>
    /// <param name="bookings">The bookings, in the order in which they were made.</param>
    /// <param name="share">The share of them that is taken, evenly; 0 to 1.</param>
    public ImmutableArray<StreamedRequest> Again(IReadOnlyList<RecordedBooking> bookings, double share)
    {
        if (bookings.Count == 0) return [];
        int first = board.Clock.DayOf(bookings[0].At), weeks = Math.Max(0, (_today - first + Week - 1) / Week);
        var stream = new List<StreamedRequest>();
        for (int index = 0; index < bookings.Count; index++)
        {
            (Moment at, Commitment made, Location? place) = bookings[index];
            if ((long)((index + 1) * share) == (long)(index * share)) continue;
            if (catalogue.Find(made.Service.Id) is not { } service || (IsAtCustomer(service) && place is null)) continue;
            int day = board.Clock.DayOf(made.Steps[0].Promise.From) + (weeks * Week);
            int asked = board.Clock.DayOf(at) + (weeks * Week);
            Moment then = board.Clock.StartOf(asked) + (at - board.Clock.StartOf(board.Clock.DayOf(at)));
            StreamedRequest request = RequestOf(service, made.Tier, then, day, IsAtCustomer(service) ? place : null);
            stream.Add(made.Steps[0].Site is { } site ? request with { Query = request.Query with { Sites = [site] } } : request);
        }
        return [.. stream.OrderBy(request => request.At)];
    }

    /// <summary>A stream beside what changed demand makes of it: some requests come more often, others not at all.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="changes">The changes of demand; the others say nothing here.</param>
    /// <param name="seed">Decides which come, and from where the additional ones.</param>
    public IEnumerable<PairedRequest> Pair(IEnumerable<StreamedRequest> stream, IReadOnlyCollection<HypotheticalChange> changes, int seed)
    {
        WithDemand[] factors = [.. changes.OfType<WithDemand>()];
        var dice = new Random(seed);
        foreach (StreamedRequest request in stream)
        {
            double factor = factors.Where(change => change.IsAbout(request.Day)).Aggregate(1.0, (product, change) => product * change.Factor);
            // What is drawn for a request does not depend on the factor, so that more demand holds all that less does.
            double ticket = dice.NextDouble();
            int seedOfMore = dice.Next();
            int times = (int)Math.Floor(factor) + (ticket < factor - Math.Floor(factor) ? 1 : 0);
            yield return new PairedRequest(request, true, times > 0);
            var more = new Random(seedOfMore);
            for (int time = 1; time < times; time++) yield return new PairedRequest(Elsewhere(request, more), false, true);
        }
    }

    private StreamedRequest Elsewhere(StreamedRequest request, Random dice) =>
        request.Query.At is null ? request : request with { Query = request.Query with { At = AnyPlace(dice) } };

    private IEnumerable<(Service Service, string? Tier, int Weekday, int Ahead, double Weight)> ChancesOf(IEnumerable<DemandCount> counts, int days)
    {
        ILookup<(string?, PriorityClass), Service> services = catalogue.Services.Values.Select(entry => entry.Service).ToLookup(service => (SkillKey.Of(service), service.Class));
        var weekdays = Enumerable.Range(_today, days).Select(day => day % Week).ToHashSet();
        foreach (DemandCount count in counts.Where(count => count.Key.Outcome != DemandOutcome.Offered && count.Key.Day < _today && weekdays.Contains(count.Key.Day % Week)))
        {
            Service[] alike = [.. services[(count.Key.Skills, count.Key.Class)]];
            foreach (Service service in alike) yield return (service, count.Key.Tier, count.Key.Day % Week, count.Key.Ahead, (double)count.Thousandths / alike.Length);
        }
    }

    private IEnumerable<(Service Service, string? Tier, int Weekday, int Ahead, double Weight)> ChancesOfBoard()
    {
        // Jobs were asked for by nobody, and loans in another territory.
        var standing = board.Commitments.Values.Where(entry => entry.Commitment is { IsJob: false, Loan: null })
            .Select(entry => (entry.Commitment.Service.Id, entry.Commitment.Tier)).CountBy(pair => pair)
            .Select(pair => (Service: catalogue.Find(pair.Key.Id)!, pair.Key.Tier, Weekday: -1, Ahead: LeadTimes.FirstOf(1), Weight: (double)pair.Value))
            .Where(chance => chance.Service is not null).OrderBy(chance => chance.Service.Id, StringComparer.Ordinal).ThenBy(chance => chance.Tier, StringComparer.Ordinal).ToArray();
        return standing.Length > 0 ? standing : catalogue.Services.Values.Select(entry => (entry.Service, (string?)null, -1, LeadTimes.FirstOf(1), 1.0));
    }

    private int DayOf(Random dice, int weekday, int days)
    {
        if (weekday < 0) return _today + dice.Next(days);
        int[] fitting = [.. Enumerable.Range(_today, days).Where(day => day % Week == weekday)];
        return fitting[dice.Next(fitting.Length)];
    }

    private Moment AskedAt(Random dice, int day) =>
        Moment.Max(now, board.Clock.StartOf(day) + Seconds.FromHours(FirstHour) + new Seconds(dice.Next((LastHour - FirstHour) * 3_600)));

    private StreamedRequest RequestOf(Service service, string? tier, Moment at, int day, Location? place)
    {
        at = Moment.Max(at, now);
        (service, Seconds? within) = (service.For(tier), service.LevelOf(tier)?.Within);
        int patience = service.Class switch { PriorityClass.Urgent => 2, PriorityClass.Maintenance => 2 * Week, _ => Week };
        var between = new Interval(Moment.Max(at, board.Clock.StartOf(day)), board.Clock.StartOf(day + patience));
        var query = new SearchQuery(service, place, between, [], [], [], [], [], null, ImpactAllowed.None, 1, PositionsASearch)
        {
            // The level counts from the request, which may come days before the day that is wanted: then that day is what was agreed.
            BeginBy = within is { } soon ? Moment.Max(at, between.From) + soon : null,
        };
        return new StreamedRequest(at, day, query, tier);
    }

    private Location AnyPlace(Random dice)
    {
        int drawn = dice.Next(Math.Max(1, _places.Length));
        (double north, double east) = ((dice.NextDouble() * 2) - 1, (dice.NextDouble() * 2) - 1);
        if (_places.Length > 0) return _places[drawn];
        Location centre = board.Settings.Centre;
        double degrees = board.Settings.Radius.Value * Inhabited / 111_000;
        return new Location(centre.Latitude + (north * degrees), centre.Longitude + (east * degrees / Math.Max(0.1, Math.Cos(centre.Latitude * Math.PI / 180))));
    }

    private static bool IsAtCustomer(Service service) => service.Steps.Any(step => step.Roles.Any(role => role.Where == RolePlace.Customer));
}
