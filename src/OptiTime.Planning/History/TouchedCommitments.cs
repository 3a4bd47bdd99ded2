using OptiTime.Planning.Changes;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.History;

/// <summary>
/// Follows a whole log and says which commitments each entry touches: records, ends, or plans at another time or in another tour; and, under a name
/// that no commitment has, which entries hold entries of the ledger. It is what the store's table of them is checked against.
/// </summary>
public sealed class TouchedCommitments
{
    private readonly Dictionary<(string Commitment, int Step, string Resource, int Unit), (Moment PeriodStart, Interval During)> _planned = [];

    /// <summary>Goes on with the next entry.</summary>
    /// <returns>The ids of the commitments it touches.</returns>
    public IReadOnlySet<string> Next(LogEntry entry)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var after = new Dictionary<(string Commitment, int Step, string Resource, int Unit), (Moment PeriodStart, Interval During)>();
        foreach (Change change in entry.Changes)
        {
            switch (change)
            {
                case CommitmentRecorded recorded: touched.Add(recorded.Commitment.Id); break;
                case CommitmentEnded ended: touched.Add(ended.Id); break;
                case RepairRecorded: touched.Add(RepairEntry.LedgerName); break;
                // Of several plans in one entry the last counts.
                case TourPlanned tour:
                    foreach (PlannedStop stop in tour.Stops) after[(stop.Commitment, stop.Step, tour.Resource, tour.Unit)] = (tour.PeriodStart, stop.During);
                    break;
            }
        }
        foreach ((var step, var planned) in after)
        {
            if (!_planned.TryGetValue(step, out var before) || before != planned) touched.Add(step.Commitment);
            _planned[step] = planned;
        }
        return touched;
    }
}
