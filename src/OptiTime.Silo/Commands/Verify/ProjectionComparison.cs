using System.Collections.Immutable;
using OptiTime.Engine.Directory;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;
using OptiTime.Planning.Verification;

namespace OptiTime.Silo.Commands.Verify;

/// <summary>Compares a board with the tables the store keeps beside the log: they must say the same.</summary>
internal static class ProjectionComparison
{
    private const string Rule = "projection";

    /// <summary>Where the table of assignments and the tours of a board differ.</summary>
    internal static IEnumerable<Breach> OfAssignments(Board board, IReadOnlyList<AssignmentRow> stored)
    {
        HashSet<AssignmentRow> tours = Occupied(board), table = [.. stored];
        foreach (AssignmentRow missing in tours.Except(table).OrderBy(row => row.During.From))
            yield return new Breach(Rule, $"The table of assignments of '{board.Settings.Id}' lacks {Words(missing)}, which the log plans.");
        foreach (AssignmentRow surplus in table.Except(tours).OrderBy(row => row.During.From))
            yield return new Breach(Rule, $"The table of assignments of '{board.Settings.Id}' has {Words(surplus)}, which the log does not plan.");
    }

    /// <summary>Where the table of commitments and those of a board differ.</summary>
    /// <param name="board">The board.</param>
    /// <param name="stored">The commitments the store takes for living.</param>
    /// <param name="past">Those that left the board with their day.</param>
    internal static IEnumerable<Breach> OfCommitments(Board board, IReadOnlyList<CommitmentRow> stored, IReadOnlySet<string> past)
    {
        var table = stored.ToDictionary(row => row.Commitment.Id, StringComparer.Ordinal);
        foreach (CommitmentEntry entry in board.Commitments.Values)
        {
            string id = entry.Commitment.Id;
            if (!table.TryGetValue(id, out CommitmentRow? row))
                yield return new Breach(Rule, $"The table of commitments of '{board.Settings.Id}' lacks '{id}', which the log has.");
            else if (row.Commitment.State != entry.Commitment.State)
                yield return new Breach(Rule, $"The table has commitment '{id}' of '{board.Settings.Id}' as {row.Commitment.State}, the log as {entry.Commitment.State}.");
            else if (!IsPlannedAs(board, row, entry.Commitment))
                yield return new Breach(Rule,
                    $"The table has commitment '{id}' of '{board.Settings.Id}' planned at {string.Join(", ", row.Planned)}, the log at {string.Join(", ", board.PlannedTimes(entry.Commitment))}.");
        }
        foreach (string id in table.Keys.Where(id => !board.Commitments.ContainsKey(id) && !past.Contains(id)).Order(StringComparer.Ordinal))
            yield return new Breach(Rule, $"The table of commitments of '{board.Settings.Id}' has '{id}' living, which the log has not.");
    }

    /// <summary>Whether the table knows when a commitment is planned; of what has outlived its first days it still knows when those were, and the board does not.</summary>
    private static bool IsPlannedAs(Board board, CommitmentRow row, Commitment commitment)
    {
        ImmutableArray<Interval> planned = board.PlannedTimes(commitment);
        int gone = row.Planned.Count - planned.Length;
        return gone >= 0 && row.Planned.Skip(gone).SequenceEqual(planned) && row.Planned.Take(gone).All(time => time.From < board.Clock.StartOf(board.FirstDay + 1));
    }

    /// <summary>Where the table of versions that touched commitments and what a log did differ.</summary>
    internal static IEnumerable<Breach> OfTouched(
        string territory, IReadOnlySet<(string Commitment, long Version)> log, IReadOnlyList<(string Commitment, long Version)> stored)
    {
        foreach ((string id, long version) in log.Except(stored).Order())
            yield return new Breach(Rule, $"The table of what touched commitments of '{territory}' lacks '{id}' at version {version}, which the log touched.");
        foreach ((string id, long version) in stored.Except(log).Order())
            yield return new Breach(Rule, $"The table of what touched commitments of '{territory}' has '{id}' at version {version}, which the log did not touch.");
    }

    private static HashSet<AssignmentRow> Occupied(Board board)
    {
        var rows = new HashSet<AssignmentRow>();
        for (int day = board.FirstDay; day < board.AfterDay; day++)
        {
            foreach (Tour tour in board.ToursOf(day))
            {
                string resource = board.ResourceOf(tour.Resource).Resource.Id;
                foreach (TourStop stop in tour.Stops)
                    rows.Add(new AssignmentRow(resource, tour.Unit, new Interval(stop.Start, stop.End), stop.Commitment, stop.Step));
            }
        }
        return rows;
    }

    private static string Words(AssignmentRow row) => $"{row.Resource} unit {row.Unit} {row.During} for '{row.Commitment}'";
}
