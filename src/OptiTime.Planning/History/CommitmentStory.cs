using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.History;

/// <summary>
/// Follows one commitment through its log. It needs only the entries that record it, end it or plan it at another time or in another tour; any other may be
/// left out or told, which makes no difference.
/// </summary>
/// <param name="id">The commitment's id.</param>
public sealed class CommitmentStory(string id)
{
    private readonly ImmutableArray<CommitmentEvent>.Builder _events = ImmutableArray.CreateBuilder<CommitmentEvent>();
    private readonly SortedDictionary<(int Step, string Resource, int Unit), (TourKey Tour, Interval StepTime)> _seats = [];
    private ImmutableArray<Interval> _planned = [];

    /// <summary>The commitment's id.</summary>
    public string Id => id;

    /// <summary>The commitment as last recorded; null when it was not.</summary>
    public Commitment? Commitment { get; private set; }

    /// <summary>Whether it has begun and not ended.</summary>
    public bool IsLiving => Commitment is not null && _events is not [.., { IsEnd: true }];

    /// <summary>The tours it stands in.</summary>
    public ImmutableArray<TourKey> Tours => [.. _seats.Values.Select(seat => seat.Tour).Distinct()];

    /// <summary>All that happened to it, in order.</summary>
    public ImmutableArray<CommitmentEvent> Events => _events.ToImmutable();

    /// <summary>The story that some entries of a log tell, in their order.</summary>
    public static CommitmentStory Of(string id, IEnumerable<LogEntry> entries)
    {
        var story = new CommitmentStory(id);
        foreach (LogEntry entry in entries) story.Next(entry);
        return story;
    }

    /// <summary>Goes on with a later entry.</summary>
    public void Next(LogEntry entry)
    {
        int first = _events.Count;
        bool wasLiving = IsLiving;
        ImmutableArray<Interval> before = _planned;
        ImmutableArray<TourKey> tours = Tours;
        HandAct? byHand = null;
        foreach (Change change in entry.Changes)
        {
            switch (change)
            {
                case DoneByHand done when done.Commitment == id: byHand = done.Act; break;
                case CommitmentRecorded recorded when recorded.Commitment.Id == id:
                    Record(entry, recorded, byHand);
                    byHand = null;
                    break;
                case CommitmentEnded ended when ended.Id == id && IsLiving: Add(entry, KindOf(ended.Ending), ended.Reason); break;
                case TourPlanned planned: Plan(planned); break;
            }
        }
        if (wasLiving && IsLiving && !_planned.SequenceEqual(before) && !_events.Skip(first).Any(IsPlacement))
            Add(entry, CommitmentEventKind.Slid, null, [.. tours.Union(Tours)]);
        // Tours come after the facts they follow from: only now is it known when it is planned.
        for (int index = first; index < _events.Count; index++) _events[index] = _events[index] with { Planned = _planned };
    }

    private void Record(LogEntry entry, CommitmentRecorded recorded, HandAct? byHand)
    {
        Commitment? before = IsLiving ? Commitment : null;
        Commitment = recorded.Commitment;
        if (recorded.Commitment.Steps.All(step => step.Assignments.IsEmpty)) _planned = [];
        CommitmentEventKind kind = byHand is { } act ? KindOf(act)
            : recorded.Commitment.IsJob ? KindOf(before, recorded.Commitment.State) : KindOf(before, recorded.Commitment);
        Add(entry, kind, recorded.Reason);
    }

    private static CommitmentEventKind KindOf(HandAct act) => act switch
    {
        HandAct.Assigned => CommitmentEventKind.Assigned,
        HandAct.Unassigned => CommitmentEventKind.Unassigned,
        HandAct.Pinned => CommitmentEventKind.Pinned,
        _ => CommitmentEventKind.Unpinned,
    };

    private static CommitmentEventKind KindOf(Commitment? before, Commitment after)
    {
        if (after.State == CommitmentState.Broken) return before?.State == CommitmentState.Broken ? CommitmentEventKind.Called : CommitmentEventKind.Broken;
        bool isConfirmed = after.State == CommitmentState.Confirmed;
        if (before is { State: CommitmentState.Broken } && before.Offer == after.Offer) return CommitmentEventKind.Repaired;
        if (before is null) return isConfirmed ? CommitmentEventKind.Booked : CommitmentEventKind.Held;
        if (isConfirmed && before.State == CommitmentState.Held) return CommitmentEventKind.Confirmed;
        if (before.Offer != after.Offer) return CommitmentEventKind.Rescheduled;
        return before.Steps.Select(step => step.Promise).SequenceEqual(after.Steps.Select(step => step.Promise)) ? CommitmentEventKind.Moved : CommitmentEventKind.Renegotiated;
    }

    private static CommitmentEventKind KindOf(Commitment? job, CommitmentState after) => after switch
    {
        CommitmentState.Done => CommitmentEventKind.Done,
        CommitmentState.Backlog => job?.State == CommitmentState.Backlog ? CommitmentEventKind.Moved : CommitmentEventKind.Planned,
        _ => job is null ? CommitmentEventKind.Recorded : CommitmentEventKind.PutBack,
    };

    private void Add(LogEntry entry, CommitmentEventKind kind, string? reason, params ImmutableArray<TourKey> tours) =>
        _events.Add(new CommitmentEvent(entry.Version, entry.At, kind, Commitment!, _planned, reason, tours));

    private void Plan(TourPlanned planned)
    {
        foreach (var key in _seats.Where(seat => seat.Value.Tour == planned.Key).Select(seat => seat.Key).ToList()) _seats.Remove(key);
        foreach (PlannedStop stop in planned.Stops)
        {
            if (stop.Commitment == id) _seats[(stop.Step, planned.Resource, planned.Unit)] = (planned.Key, stop.StepTime);
        }
        if (IsLiving && _seats.Count > 0) _planned = [.. _seats.GroupBy(seat => seat.Key.Step).Select(step => step.First().Value.StepTime)];
    }

    private static bool IsPlacement(CommitmentEvent happened) => happened.Kind
        is CommitmentEventKind.Held or CommitmentEventKind.Booked or CommitmentEventKind.Rescheduled or CommitmentEventKind.Moved
        or CommitmentEventKind.Planned or CommitmentEventKind.PutBack or CommitmentEventKind.Broken or CommitmentEventKind.Repaired
        or CommitmentEventKind.Assigned or CommitmentEventKind.Unassigned or CommitmentEventKind.Renegotiated;

    private static CommitmentEventKind KindOf(Ending ending) => ending switch
    {
        Ending.Released => CommitmentEventKind.Released,
        Ending.Expired => CommitmentEventKind.Expired,
        Ending.Done => CommitmentEventKind.Done,
        _ => CommitmentEventKind.Cancelled,
    };
}
