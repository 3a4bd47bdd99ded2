using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.History;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>
/// A booking that lost its place and may be given one again without asking anybody: something in the field took it, and nobody has spoken with its customer since.
/// </summary>
/// <param name="Before">It as it was agreed when it had its place: with those who served, whose roles say what it needs.</param>
/// <param name="During">When its first step was planned then; null where nobody knows.</param>
/// <param name="Disruption">What took its place.</param>
public sealed record LostBooking(Commitment Before, Interval? During, Disruption Disruption)
{
    /// <summary>Reads from a log how a booking that is broken lost its place.</summary>
    /// <param name="id">The booking's id.</param>
    /// <param name="entries">The entries of the log that touched it, in order.</param>
    /// <returns>
    /// Null where it is left to people: it has its place, or is no more; its customer was not at home, and is to be asked when they will be; a dispatcher took its
    /// place away; its customer was reached, and may have been told something; or others lend to it.
    /// </returns>
    public static LostBooking? Of(string id, IEnumerable<LogEntry> entries)
    {
        var story = new CommitmentStory(id);
        LostBooking? lost = null;
        foreach (LogEntry entry in entries)
        {
            Commitment? before = story.Commitment;
            ImmutableArray<Interval> planned = story.Events is [.., var last] ? last.Planned : [];
            story.Next(entry);
            if (story is not { IsLiving: true, Commitment.State: CommitmentState.Broken } || WasReached(entry, id)) lost = null;
            else if (before is { State: CommitmentState.Confirmed, Borrows: false }) lost = LostIn(entry, before, planned.IsEmpty ? null : planned[0]);
        }
        return lost;
    }

    private static bool WasReached(LogEntry entry, string id) =>
        entry.Changes.OfType<CustomerCalled>().Any(call => call.Commitment == id && call.Outcome != CallOutcome.NotReached);

    private static LostBooking? LostIn(LogEntry entry, Commitment before, Interval? during)
    {
        RepairEntry? repair = entry.Changes.OfType<RepairRecorded>().Select(recorded => recorded.Repair).FirstOrDefault(repair => repair.ToCall().Contains(before.Id));
        return repair is null or { Disruption: CustomerAbsent } ? null : new LostBooking(before, during, repair.Disruption);
    }
}
