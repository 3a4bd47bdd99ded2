using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Storage.Projections;

namespace OptiTime.Storage.Sqlite;

/// <summary>A row that is to be entered.</summary>
/// <param name="Tour">The tour.</param>
/// <param name="Stop">The stop.</param>
internal readonly record struct NewAssignment(TourKey Tour, PlannedStop Stop);

/// <summary>Keeps the occupied time of every unit. Rows that a new tour leaves as they are stay untouched: most stops of most tours do.</summary>
internal sealed class AssignmentWriter(Writer writer)
{
    private readonly Statement _tour = writer.Prepare(
        "SELECT starts, ends, commitment, step FROM assignment WHERE resource = ?1 AND unit = ?2 AND period_start = ?3 ORDER BY starts");

    private readonly Statement _toursOf = writer.Prepare("""
        SELECT DISTINCT unit, period_start FROM assignment WHERE resource = ?1 AND territory = ?2 AND period_start >= ?3
        """);

    private readonly Statement _withdraw = writer.Prepare("DELETE FROM assignment WHERE resource = ?1 AND unit = ?2 AND starts = ?3");

    private readonly Statement _withdrawAll = writer.Prepare("DELETE FROM assignment WHERE territory = ?1 AND commitment = ?2");

    private readonly Statement _enter = writer.Prepare("""
        INSERT INTO assignment (resource, unit, starts, ends, period_start, territory, commitment, step) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """);

    /// <summary>Withdraws every row that a part gives up.</summary>
    /// <param name="part">The part.</param>
    /// <param name="boardFrom">Where the board begins: what a resource did before is history, whatever becomes of the resource.</param>
    /// <returns>The rows that are to be entered.</returns>
    internal List<NewAssignment> Withdraw(PartEffects part, Moment boardFrom)
    {
        var entering = new List<NewAssignment>();
        foreach ((TourKey tour, ImmutableArray<PlannedStop> stops) in part.Tours) Withdraw(tour, stops, entering);
        foreach ((string resource, ResourceEffect effect) in part.Resources)
        {
            foreach (TourKey tour in ToursOf(resource, part.Log, boardFrom))
            {
                if (!effect.Keeps(tour) && !part.Tours.ContainsKey(tour)) Withdraw(tour, [], entering);
            }
        }
        foreach ((string commitment, CommitmentEffect effect) in part.Commitments)
        {
            if (effect.Ending is not null) _withdrawAll.Run(part.Log, commitment);
        }
        return entering;
    }

    /// <summary>Enters rows.</summary>
    /// <returns>Null, or which of them would have booked a unit twice.</returns>
    internal DoubleBooked? Enter(string territory, List<NewAssignment> rows)
    {
        foreach ((TourKey tour, PlannedStop stop) in rows)
        {
            try
            {
                _enter.Run(
                    tour.Resource, tour.Unit, stop.During.From.Value, stop.During.To.Value, tour.PeriodStart.Value, territory, stop.Commitment, stop.Step);
            }
            catch (SqliteException refusal) when (refusal.SqliteExtendedErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT_TRIGGER)
            {
                return new DoubleBooked(territory, tour.Resource, stop.Commitment);
            }
        }
        return null;
    }

    private void Withdraw(TourKey tour, ImmutableArray<PlannedStop> stops, List<NewAssignment> entering)
    {
        var standing = new Dictionary<(int From, int To, string Commitment, int Step), bool>();
        using (SqliteDataReader rows = _tour.Rows(tour.Resource, tour.Unit, tour.PeriodStart.Value))
        {
            while (rows.Read()) standing[(rows.GetInt32(0), rows.GetInt32(1), rows.GetString(2), rows.GetInt32(3))] = false;
        }
        foreach (PlannedStop stop in stops)
        {
            var row = (stop.During.From.Value, stop.During.To.Value, stop.Commitment, stop.Step);
            if (standing.ContainsKey(row)) standing[row] = true;
            else entering.Add(new NewAssignment(tour, stop));
        }
        foreach ((var row, bool stays) in standing)
        {
            if (!stays) _withdraw.Run(tour.Resource, tour.Unit, row.From);
        }
    }

    private List<TourKey> ToursOf(string resource, string territory, Moment boardFrom)
    {
        var tours = new List<TourKey>();
        using SqliteDataReader rows = _toursOf.Rows(resource, territory, boardFrom.Value);
        while (rows.Read()) tours.Add(new TourKey(resource, rows.GetInt32(0), new Moment(rows.GetInt32(1))));
        return tours;
    }
}
