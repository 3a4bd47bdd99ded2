using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Tests.Fixtures;
using OptiTime.Planning.Time;

namespace OptiTime.Simulation.Checks;

/// <summary>
/// Watches one log as it is written: what each entry touches is checked at once, against a plain account of lives and tours that shares no
/// code with boards.
/// </summary>
internal sealed class LogWatch(string log)
{
    private readonly Dictionary<string, Life> _lives = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Resource, int Unit), SortedList<int, ImmutableArray<PlannedStop>>> _tours = [];
    private readonly HashSet<string> _offers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repaired = new(StringComparer.Ordinal);
    private bool _somebodyComes;
    private Moment _at;

    /// <summary>The proposals of the log.</summary>
    internal ProposalWatch Proposals { get; } = new(log);

    /// <summary>Where it stands.</summary>
    internal long Version { get; private set; }

    /// <summary>The life of a commitment; null when it never began.</summary>
    internal Life? Find(string commitment) => _lives.GetValueOrDefault(commitment);

    /// <summary>The holds whose time was over at a time, and that were not ended.</summary>
    internal IEnumerable<string> Overdue(Moment now) =>
        _lives.Values.Where(life => life is { Lives: true, Confirmed: null } && life.HeldUntil <= now).Select(life => life.Commitment.Id);

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="clock">The store's clock when it was written.</param>
    internal void Take(LogEntry entry, Moment clock)
    {
        Require(entry.Version == Version + 1, "versions without gaps", $"version {entry.Version} follows {Version}");
        Require(entry.At >= _at, "time never goes back", $"version {entry.Version} was taken at {entry.At}, the one before at {_at}");
        Moment now = Moment.Max(clock, _at);
        (Version, _at) = (entry.Version, entry.At);
        _touched.Clear();
        _repaired.Clear();
        _repaired.UnionWith(entry.Changes.OfType<RepairRecorded>().SelectMany(change => change.Repair.Lines).Select(line => line.Commitment));
        _repaired.UnionWith(entry.Changes.OfType<CustomerCalled>().Select(change => change.Commitment));
        _somebodyComes = entry.Changes.OfType<CommitmentRecorded>().Any(change => Find(change.Commitment.Id) is not { } life || life.Commitment.Offer != change.Commitment.Offer);
        Proposals.Begin(entry, now, RequireNewOffer);
        foreach (Change change in entry.Changes) Take(change, now);
        foreach (Change change in entry.Changes)
        {
            if (change is TourPlanned tour) RequireNoOverlap(tour);
        }
        foreach (string id in _touched) RequirePlace(id);
        Proposals.End(entry, Find, _touched);
    }

    private void Take(Change change, Moment now)
    {
        switch (change)
        {
            case CommitmentRecorded { Commitment: var commitment }:
                Record(commitment, now);
                _touched.Add(commitment.Id);
                break;
            case CommitmentEnded ended:
                End(ended, now);
                _touched.Add(ended.Id);
                break;
            case TourPlanned tour:
                Plan(tour);
                break;
            case ResourceDefined defined:
                Redefine(defined, now);
                break;
            case HorizonAdvanced advanced:
                Leave(Lyon.Clock.StartOf(advanced.FirstDay));
                break;
        }
    }

    private void Record(Commitment commitment, Moment now)
    {
        bool isBooking = commitment.State is CommitmentState.Confirmed or CommitmentState.Broken;
        if (!_lives.TryGetValue(commitment.Id, out Life? life))
        {
            if (!Proposals.TookUp(commitment)) RequireNewOffer(commitment.Id, commitment.Offer);
            _lives[commitment.Id] = new Life { Began = Version, Commitment = commitment, HeldUntil = commitment.HeldUntil, Confirmed = isBooking ? Version : null };
            return;
        }
        Require(life.Lives, "one ending", $"'{commitment.Id}' ended at version {life.Ended} and is recorded again");
        Require(isBooking || (life.Confirmed is null && _repaired.Contains(commitment.Id)), "one beginning", $"'{commitment.Id}' is held a second time");
        bool isMoved = commitment.Offer != life.Commitment.Offer;
        if (isMoved && !Proposals.TookUp(commitment)) RequireNewOffer(commitment.Id, commitment.Offer);
        bool isAllowed = isMoved || _repaired.Contains(commitment.Id) || Proposals.ByHand.ContainsKey(commitment.Id) || Proposals.Agreed(commitment)
            // What is lent is pinned where it is lent to.
            || (commitment.Loan is not null && commitment.Pinned != life.Commitment.Pinned);
        Require(commitment.State != CommitmentState.Broken || life.Commitment.State == CommitmentState.Broken || _repaired.Contains(commitment.Id) || Proposals.ByHand.GetValueOrDefault(commitment.Id) == HandAct.Unassigned,
            "the ledger lists what breaks", $"'{commitment.Id}' is broken, and neither a repair nor a dispatcher says so");
        Require(life.Commitment.Pinned != true || isAllowed, "nothing pinned moves", $"'{commitment.Id}' was pinned by hand and is given another place by nobody");
        if (!isBooking)
        {
            life.Commitment = commitment;
            return;
        }
        if (life.Confirmed is { } confirmed) Require(isAllowed || MakesRoom(life.Commitment, commitment), "confirmed once", $"'{commitment.Id}' was confirmed at version {confirmed} and is confirmed again");
        else Require(now < life.HeldUntil, "no late confirmation", $"'{commitment.Id}' was held until {life.HeldUntil} and is confirmed at {now} by the store's clock");
        life.Confirmed ??= Version;
        life.Commitment = commitment;
    }

    /// <summary>Whether work is served at another time inside what was told, or by somebody else where its customer lets anybody come, so that somebody can come.</summary>
    private bool MakesRoom(Commitment before, Commitment now) =>
        _somebodyComes && (before.State, now.State) == (CommitmentState.Confirmed, CommitmentState.Confirmed)
        && before.Steps.Select(step => step.Promise).SequenceEqual(now.Steps.Select(step => step.Promise))
        && (before.AnyResource == true || PeopleOf(before).SequenceEqual(PeopleOf(now)));

    private static IEnumerable<string> PeopleOf(Commitment commitment) => commitment.Steps.SelectMany(step => step.Assignments).Select(who => who.Resource);

    private void RequireNewOffer(string taker, string offer) => Require(_offers.Add(offer), "an offer is taken once", $"'{taker}' takes offer '{offer}', which was taken");

    private void End(CommitmentEnded ended, Moment now)
    {
        Life? life = Find(ended.Id);
        Require(life is not null, "one ending", $"'{ended.Id}' ends and never began");
        Require(life!.Lives, "one ending", $"'{ended.Id}' ends as {ended.Ending} and has ended at version {life.Ended}");
        Require((ended.Ending == Ending.Cancelled) == (life.Confirmed is not null), "an ending that fits", $"'{ended.Id}' ends as {ended.Ending}");
        if (ended.Ending == Ending.Expired)
            Require(now >= life.HeldUntil, "a hold lives until its time", $"'{ended.Id}' is held until {life.HeldUntil} and expires at {now} by the store's clock");
        life.Ended = Version;
    }

    private void Plan(TourPlanned tour)
    {
        if (!_tours.TryGetValue((tour.Resource, tour.Unit), out var tours)) _tours[(tour.Resource, tour.Unit)] = tours = [];
        if (tours.TryGetValue(tour.PeriodStart.Value, out ImmutableArray<PlannedStop> before))
        {
            foreach (PlannedStop stop in before)
            {
                if (Find(stop.Commitment) is { } life && life.Standing == tour.Key) life.Standing = null;
                _touched.Add(stop.Commitment);
            }
        }
        foreach (PlannedStop stop in tour.Stops)
        {
            if (Find(stop.Commitment) is { } life) life.Standing = tour.Key;
            _touched.Add(stop.Commitment);
        }
        tours[tour.PeriodStart.Value] = tour.Stops;
    }

    /// <summary>What is to come in periods in which a resource no longer works leaves its tour.</summary>
    private void Redefine(ResourceDefined defined, Moment now)
    {
        foreach (((string resource, int unit), var tours) in _tours)
        {
            if (resource != defined.Resource.Id) continue;
            foreach (int period in tours.Keys.Where(period => defined.Periods.All(one => one.Span.From.Value != period) && tours[period].Any(stop => stop.During.To > now)).ToList())
            {
                foreach (PlannedStop stop in tours[period])
                {
                    if (Find(stop.Commitment) is { } life && life.Standing == new TourKey(resource, unit, new Moment(period))) life.Standing = null;
                    _touched.Add(stop.Commitment);
                }
                tours.Remove(period);
            }
        }
    }

    private void RequireNoOverlap(TourPlanned tour)
    {
        Interval? before = null;
        foreach (PlannedStop stop in _tours[(tour.Resource, tour.Unit)].Values.SelectMany(stops => stops))
        {
            if (before is { } earlier)
                Require(earlier.To <= stop.During.From, "nothing booked twice", $"'{tour.Resource}' unit {tour.Unit} is taken {earlier} and {stop.During} by '{stop.Commitment}'");
            before = stop.During;
        }
    }

    private void RequirePlace(string id)
    {
        Life? life = Find(id);
        Require(life is not null, "every stop belongs to a commitment", $"'{id}' stands in a tour and never began");
        bool isBroken = life!.Lives && life.Commitment.State == CommitmentState.Broken;
        Require(!isBroken || life.Standing is null, "what is broken stands nowhere", $"'{id}' is broken and stands in a tour");
        Require(isBroken || life.Lives == life.Standing is not null, "what lives stands somewhere, what ended nowhere", $"'{id}' {(life.Lives ? "lives" : "ended")} and stands {(life.Standing is null ? "nowhere" : "in a tour")}");
    }

    private void Leave(Moment firstDay)
    {
        foreach (var tours in _tours.Values)
        {
            foreach (int period in tours.Keys.Where(period => period < firstDay.Value).ToList())
            {
                foreach (PlannedStop stop in tours[period])
                {
                    if (Find(stop.Commitment) is not { } life) continue;
                    (life.Ended, life.Standing) = (life.Ended ?? Version, null);
                }
                tours.Remove(period);
            }
        }
    }

    private void Require(bool holds, string promise, string message)
    {
        if (!holds) throw new ViolationException(new Violation(promise, $"log '{log}' version {Version}: {message}."));
    }
}
