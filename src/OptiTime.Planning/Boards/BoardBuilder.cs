using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

/// <summary>Makes a board from another by assigning what changes say. Reckons nothing: every figure comes from the changes.</summary>
internal sealed class BoardBuilder
{
    private readonly ImmutableSortedDictionary<string, SiteEntry>.Builder _sites;
    private readonly CommitmentBook.Builder _commitments;
    private readonly ImmutableSortedSet<(Moment Until, string Id)>.Builder _holds;
    private readonly ImmutableSortedSet<WaitingJob>.Builder _waiting;
    private readonly ImmutableSortedSet<string>.Builder _broken;
    private readonly ImmutableSortedDictionary<string, ProposalEntry>.Builder _proposals;
    private readonly TourBook _tours;
    private readonly ResourceTable _resourcesBefore;
    private readonly HashSet<string> _offers = new(StringComparer.Ordinal);
    private readonly List<string> _announced = [];
    private ImmutableArray<ResourceEntry?>.Builder? _slots;
    private ImmutableDictionary<string, int>.Builder? _numbers;
    private TerritorySettings _settings;
    private long _settingsVersion;
    private DayClock _clock;
    private LocalDays? _days;
    private PlaceTable _places;
    private OfferMemory _memory;

    /// <summary>Begins from a board.</summary>
    internal BoardBuilder(Board board)
    {
        (_settings, _settingsVersion, _clock) = (board.Settings, board.SettingsVersion, board.Clock);
        (_places, _memory, _resourcesBefore) = (board.Places, board.Offers, board.Table);
        _tours = new TourBook(board.FirstDay, board.Lanes);
        _days = board.Days;
        _sites = board.Sites.ToBuilder();
        _commitments = board.Commitments.ToBuilder();
        _holds = board.Holds.ToBuilder();
        _waiting = board.Waiting.ToBuilder();
        _broken = board.Broken.ToBuilder();
        _proposals = board.Proposals.ToBuilder();
    }

    /// <summary>Begins from nothing.</summary>
    internal BoardBuilder(TerritoryDefined defined, long version)
    {
        (_settings, _settingsVersion) = (defined.Settings, version);
        _clock = ClockOf(defined.Settings);
        (_places, _memory, _resourcesBefore) = (PlaceTable.Empty, OfferMemory.Empty, ResourceTable.Empty);
        _tours = new TourBook(defined.FirstDay, [.. Enumerable.Repeat(DayLane.Empty, defined.AfterDay - defined.FirstDay)]);
        _sites = ImmutableSortedDictionary.CreateBuilder<string, SiteEntry>(StringComparer.Ordinal);
        _commitments = CommitmentBook.Empty.ToBuilder();
        _holds = ImmutableSortedSet.CreateBuilder<(Moment, string)>();
        _waiting = ImmutableSortedSet.CreateBuilder<WaitingJob>();
        _broken = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        _proposals = ImmutableSortedDictionary.CreateBuilder<string, ProposalEntry>(StringComparer.Ordinal);
    }

    /// <summary>Makes room for so many places.</summary>
    internal void Expect(int places) => _places = _places.WithRoomFor(places);

    /// <summary>Makes the coordinates known of a place that changes to come will name.</summary>
    internal void Announce(Place place)
    {
        Add(place);
        _announced.Add(place.Id);
    }

    /// <summary>Assigns what a change says.</summary>
    internal void Apply(RecordedChange recorded)
    {
        switch (recorded.Change)
        {
            case TerritoryDefined defined: Define(defined, recorded.Version); break;
            case SiteDefined defined: Define(defined, recorded.Version); break;
            case SiteRemoved removed: _sites.Remove(removed.Id); break;
            case ResourceDefined defined: Define(defined, recorded.Version); break;
            case ResourceRemoved removed: Remove(removed); break;
            case CommitmentRecorded record: Record(record.Commitment, recorded.Version); break;
            case CommitmentEnded ended: Forget(ended.Id); break;
            case TourPlanned planned: Plan(planned); break;
            case ProposalOpened opened: Open(opened.Proposal, recorded.Version); break;
            case ProposalEnded ended: _proposals.Remove(ended.Id); break;
            case HorizonAdvanced advanced: Advance(advanced); break;
            case OffersRemembered offers:
                _memory = OfferMemory.From(offers);
                _offers.Clear();
                break;
            case Remark: break;
            default: throw new InvalidOperationException($"A territory's log cannot hold a {recorded.Change.GetType().Name}.");
        }
    }

    /// <summary>Makes room beside the places of the board, which go on to be shared by the boards that follow it.</summary>
    internal void StandApart() => _places = _places.Apart(more: 64);

    /// <summary>Puts a resource of another territory beside the board's own, with what it does.</summary>
    /// <param name="lent">The resource, as it stands on its own board.</param>
    /// <param name="lender">Its own board.</param>
    /// <param name="commitments">What stands in its tours, and is not on this board.</param>
    /// <param name="tours">Its tours with stops.</param>
    internal void Borrow(ResourceEntry lent, Board lender, IEnumerable<CommitmentEntry> commitments, IEnumerable<TourPlanned> tours)
    {
        if (lent.Resource.Home is { } home) Know(home);
        foreach (CommitmentEntry entry in commitments)
        {
            foreach (string place in entry.Commitment.Steps.Select(step => step.Place).OfType<string>()) Know(place);
            // Holds of others do not expire here.
            _commitments.Put(entry);
        }
        int at = lent.Resource.Home is null ? -1 : _places.NumberOf(lent.Resource.Home);
        Enter(
            new ResourceEntry(Slots().Count, lent.Resource, lent.Version, lent.Periods, at, lender.Settings) { Lender = lender.Settings }, relay: true);
        foreach (TourPlanned tour in tours) Plan(tour);

        void Know(string place)
        {
            if (_places.NumberOf(place) < 0) Add(lender.Places.PlaceOf(place));
        }
    }

    /// <summary>Ends an entry: what it held is remembered by its time.</summary>
    internal void EndEntry(Moment at)
    {
        _memory = _memory.At(at).With(_offers);
        _offers.Clear();
        _announced.Clear();
    }

    /// <summary>The board after all that was applied.</summary>
    internal Board Build(long version, Moment at)
    {
        EndEntry(at);
        ResourceTable table = _slots is null ? _resourcesBefore : new ResourceTable(_slots.ToImmutable(), _numbers!.ToImmutable());
        LocalDays days = _days ?? new LocalDays(_clock, _tours.FirstDay, _tours.AfterDay);
        return new Board(
            _settings, _settingsVersion, _clock, version, at, days, _sites.ToImmutable(), table, _places,
            _commitments.ToBook(), _holds.ToImmutable(), _waiting.ToImmutable(), _broken.ToImmutable(), _proposals.ToImmutable(),
            _tours.Build(table.Slots, _places, _clock), _memory);
    }

    private void Add(Place place) => _places = _places.With(place.Id, place.Location);

    private static DayClock ClockOf(TerritorySettings settings) =>
        DayClock.For(settings.Zone) ?? throw new InvalidOperationException($"Zone '{settings.Zone}' of territory '{settings.Id}' is not in this build's zone database.");

    private void Define(TerritoryDefined defined, long version)
    {
        if (defined.Settings.Zone != _settings.Zone) _days = null;
        bool profilesChanged = !defined.Settings.Profiles.SequenceEqual(_settings.Profiles)
            || !(defined.Settings.Traffic ?? []).SequenceEqual(_settings.Traffic ?? []);
        (_settings, _settingsVersion, _clock) = (defined.Settings, version, ClockOf(defined.Settings));
        if (!profilesChanged) return;
        // Profiles and traffic shape the gaps of every lane, though never a leg that is planned already.
        foreach (ResourceEntry entry in Slots().OfType<ResourceEntry>().ToList())
            Enter(new ResourceEntry(entry.Number, entry.Resource, entry.Version, entry.Periods, entry.Home, _settings), relay: true);
    }

    private void Define(SiteDefined defined, long version)
    {
        string place = SiteEntry.PlaceId(defined.Site.Id);
        _places = _places.With(place, defined.Site.Location);
        _sites[defined.Site.Id] = new SiteEntry(defined.Site, version, defined.Open, _places.NumberOf(place));
    }

    private void Define(ResourceDefined defined, long version)
    {
        Resource resource = defined.Resource;
        if (resource.Home is { } home && _places.NumberOf(home) < 0) Add(new Place(home, null));
        ResourceEntry? before = Find(resource.Id);
        var entry = new ResourceEntry(
            before?.Number ?? Slots().Count, resource, version, _tours.Shared(defined.Periods), resource.Home is null ? -1 : _places.NumberOf(resource.Home),
            before?.Lender ?? _settings)
        {
            Lender = before?.Lender,
        };
        bool relay = before is null || before.Home != entry.Home || before.ProfileName != entry.ProfileName || before.IsMobile != entry.IsMobile;
        Enter(entry, relay);
    }

    private void Enter(ResourceEntry entry, bool relay)
    {
        var slots = Slots();
        if (entry.Number == slots.Count) slots.Add(entry);
        else slots[entry.Number] = entry;
        _numbers![entry.Resource.Id] = entry.Number;
        _tours.Lay(entry, relay);
    }

    private void Remove(ResourceRemoved removed)
    {
        if (Find(removed.Id) is not { } entry) return;
        Slots()[entry.Number] = null;
        _numbers!.Remove(removed.Id);
        _tours.Remove(entry.Number);
    }

    private void Record(Commitment commitment, long version)
    {
        Know(commitment);
        if (_commitments.TryGetValue(commitment.Id, out CommitmentEntry before)) Unlist(before.Commitment);
        if (commitment.HeldUntil is { } heldUntil) _holds.Add((heldUntil, commitment.Id));
        if (commitment.State == CommitmentState.Waiting) _waiting.Add(WaitingJob.Of(commitment));
        if (commitment.State == CommitmentState.Broken) _broken.Add(commitment.Id);
        _commitments.Put(new CommitmentEntry(commitment, version));
        _offers.Add(commitment.Offer);
    }

    private void Open(Proposal proposal, long version)
    {
        _proposals[proposal.Id] = new ProposalEntry(proposal, version);
        if (proposal.Asking() is not { } asking) return;
        Know(asking);
        _offers.Add(asking.Offer);
    }

    private void Know(Commitment commitment)
    {
        foreach (CommittedStep step in commitment.Steps)
        {
            if (step.Place is { } place && _places.NumberOf(place) < 0) Add(new Place(place, null));
        }
    }

    private void Forget(string id)
    {
        if (!_commitments.TryGetValue(id, out CommitmentEntry before)) return;
        Unlist(before.Commitment);
        _commitments.Remove(id);
    }

    private void Unlist(Commitment commitment)
    {
        if (commitment.HeldUntil is { } until) _holds.Remove((until, commitment.Id));
        if (commitment.State == CommitmentState.Waiting) _waiting.Remove(WaitingJob.Of(commitment));
        if (commitment.State == CommitmentState.Broken) _broken.Remove(commitment.Id);
    }

    private void Plan(TourPlanned planned)
    {
        ResourceEntry entry = Find(planned.Resource)
            ?? throw new InvalidOperationException($"A tour is planned for resource '{planned.Resource}', which is not on the board.");
        var stops = ImmutableArray.CreateBuilder<TourStop>(planned.Stops.Length);
        foreach (PlannedStop stop in planned.Stops)
        {
            CommittedStep step = _commitments.FindStep(stop.Commitment, stop.Step)
                ?? throw new InvalidOperationException($"A tour of resource '{planned.Resource}' names '{stop.Commitment}', which is not on the board.");
            Seconds lead = stop.StepTime.From - stop.During.From;
            stops.Add(new TourStop(
                stop.Commitment, stop.Step, entry.IsMobile && step.Place is { } place ? _places.NumberOf(place) : -1, stop.During.From,
                stop.During.Length, step.Spread, step.EarliestStart - lead, step.LatestStart - lead, stop.Leg, stop.Service));
        }
        _tours.Plan(entry, planned.Unit, planned.PeriodStart, stops.MoveToImmutable(), planned.Return);
    }

    private void Advance(HorizonAdvanced advanced)
    {
        _days = null;
        foreach (string dropped in Leaving(_tours.Advance(advanced.FirstDay, advanced.AfterDay), _clock.StartOf(advanced.FirstDay)).ToList())
        {
            // Whoever was promised something had it. A job nobody has called done may still have to be, and so has the rest of a booking that has lost its
            // place: they stay, though they stand in no tour any more.
            if (_commitments.TryGetValue(dropped, out CommitmentEntry entry) && entry.Commitment.State is not (CommitmentState.Backlog or CommitmentState.Broken)) Forget(dropped);
        }
        var hours = advanced.SiteHours.ToDictionary(added => added.Id, added => added.Periods, StringComparer.Ordinal);
        foreach (SiteEntry site in _sites.Values.ToList())
        {
            IEnumerable<WorkingPeriod> kept = site.Open.Where(period => period.Day >= advanced.FirstDay);
            _sites[site.Site.Id] = site with { Open = [.. kept, .. hours.GetValueOrDefault(site.Site.Id, [])] };
        }
        var periods = advanced.ResourcePeriods.ToDictionary(added => added.Id, added => added.Periods, StringComparer.Ordinal);
        CompactPlaces();
        foreach (ResourceEntry entry in Slots().OfType<ResourceEntry>().ToList())
        {
            ImmutableArray<WorkingPeriod> kept = [.. entry.Periods.Where(period => period.Day >= advanced.FirstDay)];
            ImmutableArray<WorkingPeriod> all = periods.TryGetValue(entry.Resource.Id, out var added) ? [.. kept, .. _tours.Shared(added)] : kept;
            int home = entry.Resource.Home is null ? -1 : _places.NumberOf(entry.Resource.Home);
            Enter(new ResourceEntry(entry.Number, entry.Resource, entry.Version, all, home, _settings), relay: false);
        }
    }

    /// <summary>Of what has left the tours what leaves the board. To whom others lend goes by the end of the last step: it may stand in no tour here.</summary>
    private IEnumerable<string> Leaving(IEnumerable<string> left, Moment begins)
    {
        Commitment[] borrowing = [.. _commitments.ToBook().Values.Select(entry => entry.Commitment)
            .Where(commitment => commitment is { Borrows: true, State: not CommitmentState.Broken })];
        return left.Except(borrowing.Select(commitment => commitment.Id))
            .Concat(borrowing.Where(commitment => commitment.Steps[^1].At(commitment.Steps[^1].LatestStart).To <= begins).Select(commitment => commitment.Id));
    }

    /// <summary>Numbers the places that are still named anew, so that a search does not look at those of last month.</summary>
    private void CompactPlaces()
    {
        PlaceTable before = _places;
        PlaceTable after = PlaceTable.Empty.WithRoomFor(before.Count);
        var numbers = new int[before.Count];
        Array.Fill(numbers, -1);
        foreach (SiteEntry site in _sites.Values.ToList())
        {
            Keep(SiteEntry.PlaceId(site.Site.Id));
            _sites[site.Site.Id] = site with { Place = after.NumberOf(SiteEntry.PlaceId(site.Site.Id)) };
        }
        foreach (string home in Slots().OfType<ResourceEntry>().Select(entry => entry.Resource.Home).OfType<string>()) Keep(home);
        foreach (string place in _commitments.ToBookOfToday().Values.SelectMany(entry => entry.Commitment.Steps).Select(step => step.Place).OfType<string>()) Keep(place);
        foreach (string place in _proposals.Values.SelectMany(entry => entry.Proposal.Asking()?.Steps ?? []).Select(step => step.Place).OfType<string>()) Keep(place);
        // What comes later in this entry may name them for the first time.
        foreach (string place in _announced) Keep(place);
        _places = after;
        _tours.Renumber(numbers);

        void Keep(string id)
        {
            after = after.With(id, before.PlaceOf(id).Location);
            numbers[before.NumberOf(id)] = after.NumberOf(id);
        }
    }

    private ResourceEntry? Find(string id) =>
        _slots is null ? _resourcesBefore.Find(id) : _numbers!.TryGetValue(id, out int number) ? _slots[number] : null;

    private ImmutableArray<ResourceEntry?>.Builder Slots()
    {
        if (_slots is null)
        {
            _slots = _resourcesBefore.Slots.ToBuilder();
            _numbers = _resourcesBefore.Numbers.ToBuilder();
        }
        return _slots;
    }
}
