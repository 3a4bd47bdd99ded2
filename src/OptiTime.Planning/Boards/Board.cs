using System.Collections.Immutable;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Boards;

/// <summary>A commitment on a board, with the version of the log that last recorded it.</summary>
/// <param name="Commitment">The commitment.</param>
/// <param name="Version">The version.</param>
public readonly record struct CommitmentEntry(Commitment Commitment, long Version);

/// <summary>Where a step of a commitment stands on a board.</summary>
/// <param name="Day">The local day of its tour.</param>
/// <param name="Tour">The tour.</param>
/// <param name="Index">Its place in the tour.</param>
public readonly record struct Standing(int Day, Tour Tour, int Index)
{
    /// <summary>The stop.</summary>
    public TourStop Stop => Tour.Stops[Index];
}

/// <summary>
/// An immutable snapshot of a territory's plan, indexed for search. Changing it gives another board; a reader keeps the one it has. It covers
/// the local days from <see cref="FirstDay"/> to before <see cref="AfterDay"/>.
/// </summary>
public sealed class Board
{
    internal Board(
        TerritorySettings settings, long settingsVersion, DayClock clock, long version, Moment at, LocalDays days,
        ImmutableSortedDictionary<string, SiteEntry> sites, ResourceTable resources, PlaceTable places,
        CommitmentBook commitments, ImmutableSortedSet<(Moment Until, string Id)> holds, ImmutableSortedSet<WaitingJob> waiting, ImmutableSortedSet<string> broken,
        ImmutableSortedDictionary<string, ProposalEntry> proposals, ImmutableArray<DayLane> lanes, OfferMemory offers)
    {
        (Settings, SettingsVersion, Clock, Version, At, Days) = (settings, settingsVersion, clock, version, at, days);
        (Sites, Table, Places) = (sites, resources, places);
        (Commitments, Holds, Waiting, Broken, Proposals, Lanes, Offers) = (commitments, holds, waiting, broken, proposals, lanes, offers);
    }

    /// <summary>The version of the code that applies changes; a snapshot of another version is not read.</summary>
    public const int ApplierVersion = 1;

    /// <summary>The territory.</summary>
    public TerritorySettings Settings { get; }

    /// <summary>The version of the log that last defined the territory.</summary>
    public long SettingsVersion { get; }

    /// <summary>The territory's clock.</summary>
    public DayClock Clock { get; }

    /// <summary>The version of the log this board stands at.</summary>
    public long Version { get; }

    /// <summary>When that version was taken.</summary>
    public Moment At { get; }

    /// <summary>The first local day on the board.</summary>
    public int FirstDay => Days.FirstDay;

    /// <summary>The day after the last.</summary>
    public int AfterDay => Days.AfterDay;

    /// <summary>The first moment after the board.</summary>
    public Moment HorizonEnd => Days.StartOf(AfterDay);

    /// <summary>The midnights of its days.</summary>
    public LocalDays Days { get; }

    /// <summary>The sites by id.</summary>
    public ImmutableSortedDictionary<string, SiteEntry> Sites { get; }

    /// <summary>The commitments that have not ended, in the order of their ids.</summary>
    public CommitmentBook Commitments { get; }

    /// <summary>The holds in the order in which they expire.</summary>
    public ImmutableSortedSet<(Moment Until, string Id)> Holds { get; }

    /// <summary>The backlog jobs that wait to be planned, the one to look at first in front.</summary>
    public ImmutableSortedSet<WaitingJob> Waiting { get; }

    /// <summary>The ids of the bookings that have lost their place, in order: the call-back list.</summary>
    public ImmutableSortedSet<string> Broken { get; }

    /// <summary>The proposals that are open, by id.</summary>
    public ImmutableSortedDictionary<string, ProposalEntry> Proposals { get; }

    /// <summary>The places.</summary>
    public PlaceTable Places { get; }

    /// <summary>What must be known to tell how a way is travelled.</summary>
    public Roads Roads => new(Clock, Places);

    /// <summary>The resources in the order of their ids.</summary>
    public IEnumerable<ResourceEntry> Resources =>
        Table.Slots.Where(entry => entry is not null).Select(entry => entry!).OrderBy(entry => entry.Resource.Id, StringComparer.Ordinal);

    internal ResourceTable Table { get; }

    internal ImmutableArray<DayLane> Lanes { get; }

    internal OfferMemory Offers { get; }

    /// <summary>The resource of an id; null when there is none.</summary>
    public ResourceEntry? FindResource(string id) => Table.Find(id);

    /// <summary>The resource of a number.</summary>
    public ResourceEntry ResourceOf(int number) => Table.Slots[number]!;

    /// <summary>The tours that begin on a local day, in the order of resource, unit and beginning; none outside the board.</summary>
    public ImmutableArray<Tour> ToursOf(int day) => LaneOf(day).Tours;

    /// <summary>The proposal that pins a commitment: nothing but its customer or what nobody can help moves it meanwhile. Null for most.</summary>
    public Proposal? PinOf(string commitment)
    {
        foreach ((_, ProposalEntry entry) in Proposals)
        {
            if (entry.Proposal.Pins(commitment)) return entry.Proposal;
        }
        return null;
    }

    /// <summary>How many positions a search of the whole board looks at.</summary>
    public int Positions => Lanes.Sum(lane => lane.Positions);

    /// <summary>Whether an offer was held in the last half hour or more; each can be held once.</summary>
    public bool IsOfferUsed(string offer) => Offers.Contains(offer);

    /// <summary>Where a step of a commitment stands for the first of its assignments that is not another territory's; null when it stands nowhere.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="step">Which step, from 0.</param>
    public Standing? Find(Commitment commitment, int step)
    {
        ImmutableArray<Assignment> assignments = commitment.Steps[step].Assignments;
        for (int assignment = 0; assignment < assignments.Length; assignment++)
        {
            if (assignments[assignment].Territory is null) return Find(commitment, step, assignment);
        }
        return null;
    }

    /// <summary>Where a step of a commitment stands for one of its assignments; null when it stands nowhere.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="step">Which step, from 0.</param>
    /// <param name="assignment">Which assignment of the step, from 0.</param>
    public Standing? Find(Commitment commitment, int step, int assignment)
    {
        CommittedStep part = commitment.Steps[step];
        if (assignment >= part.Assignments.Length) return null;
        Assignment who = part.Assignments[assignment];
        if (Table.Find(who.Resource) is not { Number: var number }) return null;
        // A tour that began the evening before may serve a promise of the morning after.
        int last = Clock.DayOf(who.Role.Occupies(part.At(part.LatestStart)).From);
        for (int day = Clock.DayOf(who.Role.Occupies(part.At(part.EarliestStart)).From) - 1; day <= last; day++)
        {
            ImmutableArray<Tour> tours = ToursOf(day);
            int at = DayLane.Find(tours.AsSpan(), number, who.Unit, default);
            for (at = at < 0 ? ~at : at; at < tours.Length && tours[at].Resource == number && tours[at].Unit == who.Unit; at++)
            {
                int index = tours[at].IndexOf(commitment.Id, step);
                if (index >= 0) return new Standing(day, tours[at], index);
            }
        }
        return null;
    }

    /// <summary>When each step of a commitment is planned.</summary>
    public ImmutableArray<Interval> PlannedTimes(Commitment commitment)
    {
        var times = ImmutableArray.CreateBuilder<Interval>(commitment.Steps.Length);
        for (int step = 0; step < commitment.Steps.Length; step++)
        {
            if (TimeOf(commitment, step) is { } time) times.Add(time);
        }
        return times.DrainToImmutable();
    }

    /// <summary>When a step of a commitment is planned; null where it stands nowhere.</summary>
    internal Interval? TimeOf(Commitment commitment, int step) =>
        Find(commitment, step) is { Stop: var stop } ? stop.StepTime
        : commitment.Steps[step] is { IsLentWhole: true } lent ? lent.At(lent.EarliestStart) : null;

    /// <summary>The board after an entry of its log.</summary>
    /// <exception cref="InvalidOperationException">The entry is not the next one.</exception>
    public Board Apply(LogEntry entry) => Apply([entry]);

    /// <summary>
    /// The board after some entries of its log: the same as after one at a time, but the boards between are never made. This board where
    /// there are none.
    /// </summary>
    /// <exception cref="InvalidOperationException">An entry is not the next one.</exception>
    public Board Apply(IEnumerable<LogEntry> entries)
    {
        BoardBuilder? builder = null;
        (long version, Moment at) = (Version, At);
        foreach (LogEntry entry in entries)
        {
            if (entry.Version != version + 1)
                throw new InvalidOperationException($"Board '{Settings.Id}' stands at version {version}; entry {entry.Version} is not the next.");
            builder ??= new BoardBuilder(this);
            foreach (Place place in entry.Places) builder.Announce(place);
            foreach (Change change in entry.Changes) builder.Apply(new RecordedChange(entry.Version, change));
            (version, at) = (entry.Version, entry.At);
            builder.EndEntry(at);
        }
        return builder?.Build(version, at) ?? this;
    }

    /// <summary>The board after some entries of its log, the first of which begins it where there is none yet.</summary>
    /// <param name="board">The board before; null before the log's first entry.</param>
    /// <param name="entries">The entries; at least one where there is no board.</param>
    /// <exception cref="InvalidOperationException">An entry is not the next one.</exception>
    public static Board Follow(Board? board, IReadOnlyList<LogEntry> entries) =>
        board is null ? Begin(entries[0]).Apply(entries.Skip(1)) : board.Apply(entries);

    /// <summary>The board after some changes that may never be appended: for what comes next in a group, and for what-if.</summary>
    public Board Assuming(IEnumerable<Change> changes, IEnumerable<Place> places, long version, Moment at)
    {
        var builder = new BoardBuilder(this);
        foreach (Place place in places) builder.Announce(place);
        foreach (Change change in changes) builder.Apply(new RecordedChange(version, change));
        return builder.Build(version, at);
    }

    /// <summary>The first board of a territory: the entry must define it.</summary>
    public static Board Begin(LogEntry entry) =>
        Restore(new Snapshot(entry.Log, entry.Version, entry.At, [.. entry.Changes.Select(change => new RecordedChange(entry.Version, change))], entry.Places));

    /// <summary>The board of a snapshot.</summary>
    /// <exception cref="InvalidOperationException">The snapshot does not begin by defining the territory.</exception>
    public static Board Restore(Snapshot snapshot)
    {
        if (snapshot.Changes.FirstOrDefault().Change is not TerritoryDefined first)
            throw new InvalidOperationException($"The log '{snapshot.Log}' does not begin by defining its territory.");
        var builder = new BoardBuilder(first, snapshot.Changes[0].Version);
        builder.Expect(snapshot.Places.Length);
        foreach (Place place in snapshot.Places) builder.Announce(place);
        foreach (RecordedChange change in snapshot.Changes.Skip(1)) builder.Apply(change);
        return builder.Build(snapshot.Version, snapshot.At);
    }

    internal DayLane LaneOf(int day) => day >= FirstDay && day < AfterDay ? Lanes[day - FirstDay] : DayLane.Empty;
}
