using OptiTime.Engine.History;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;
using OptiTime.Planning.WhatIf;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.WhatIf;

/// <summary>Reads the bookings of a time from the log.</summary>
internal sealed class RecordedBookings(IPlanLog log, PlanHistory history)
{
    /// <summary>The bookings made in a time, in the order in which they were made.</summary>
    /// <param name="board">The territory's board, which knows the places that are still needed.</param>
    /// <param name="during">The time.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="ProblemException">The log has too much of that time.</exception>
    public async ValueTask<IReadOnlyList<RecordedBooking>> ReadAsync(Board board, Interval during, CancellationToken stop)
    {
        string territory = board.Settings.Id;
        long before = await log.VersionAtAsync(territory, during.From - new Seconds(1), stop), last = await log.VersionAtAsync(territory, during.To - new Seconds(1), stop);
        if (last - before > Limits.WhatIfVersions)
            throw new ProblemException(ProblemKind.InvalidValue.At(
                "recorded", null, $"The plan has {last - before} versions of that time; limit {nameof(Limits.WhatIfVersions)} is {Limits.WhatIfVersions}.", "Ask for a shorter time."));
        // What was booked before is recorded again when it is moved: that is no new booking. Neither is what another territory sold and borrows for.
        Board? known = before > 0 ? await history.BoardAsync(territory, before, stop) : null;
        var bookings = new List<RecordedBooking>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var places = new Dictionary<string, Location?>(StringComparer.Ordinal);
        await foreach (LogEntry entry in log.ReadAsync(territory, before, last, stop))
        {
            foreach (Place place in entry.Places) places[place.Id] = place.Location;
            foreach (Commitment made in entry.Changes.OfType<CommitmentRecorded>().Select(recorded => recorded.Commitment))
            {
                if (made is not { State: CommitmentState.Confirmed, Loan: null } || !seen.Add(made.Id)) continue;
                if (known?.Commitments.TryGetValue(made.Id, out CommitmentEntry then) == true && then.Commitment.State != CommitmentState.Held) continue;
                string? where = made.Steps.Where(step => step.Site is null).Select(step => step.Place).FirstOrDefault(place => place is not null);
                bookings.Add(new RecordedBooking(entry.At, made, where is null ? null : places.GetValueOrDefault(where) ?? board.Places.PlaceOf(where).Location));
            }
        }
        return bookings;
    }
}
