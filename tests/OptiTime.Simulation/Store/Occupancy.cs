using System.Collections.Immutable;
using OptiTime.Engine.Log;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Simulation.Store;

/// <summary>The store's own constraint: which unit is occupied when. An append withdraws everything it gives up before it enters anything.</summary>
/// <param name="forgetful">Whether what is given up stays (a defect put in on purpose).</param>
internal sealed class Occupancy(bool forgetful)
{
    private readonly Dictionary<(string Resource, int Unit), List<Row>> _rows = [];

    private readonly record struct Row(Moment Period, Interval During, string Commitment, int Step);

    /// <summary>Takes the tours of some parts.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="now">The store's clock: what is over stays as it was.</param>
    /// <returns>Null; or which commitment would have booked which resource twice, and then nothing was taken.</returns>
    internal DoubleBooked? Take(IReadOnlyCollection<LogPart> parts, Moment now)
    {
        var last = new Dictionary<TourKey, TourPlanned>();
        var logs = new Dictionary<TourKey, string>();
        foreach (LogPart part in parts)
        {
            foreach (TourPlanned tour in part.Changes.OfType<TourPlanned>()) (last[tour.Key], logs[tour.Key]) = (tour, part.Log);
        }
        var before = last.Keys.Select(tour => (tour.Resource, tour.Unit)).Distinct().ToDictionary(unit => unit, unit => RowsOf(unit).ToImmutableArray());
        foreach (TourPlanned tour in last.Values) Withdraw(tour);
        foreach (ResourceDefined defined in parts.SelectMany(part => part.Changes).OfType<ResourceDefined>()) Withdraw(defined, now);
        foreach (TourPlanned tour in last.Values)
        {
            if (Enter(logs[tour.Key], tour) is not { } refused) continue;
            foreach (((string, int) unit, ImmutableArray<Row> rows) in before) _rows[unit] = [.. rows];
            return refused;
        }
        return null;
    }

    private void Withdraw(TourPlanned tour)
    {
        if (!forgetful) RowsOf((tour.Resource, tour.Unit)).RemoveAll(row => row.Period == tour.PeriodStart);
    }

    /// <summary>Withdraws what is to come in periods in which the resource no longer works.</summary>
    private void Withdraw(ResourceDefined defined, Moment now)
    {
        foreach (((string resource, _), List<Row> rows) in _rows)
        {
            if (resource == defined.Resource.Id) rows.RemoveAll(row => row.During.To > now && defined.Periods.All(period => period.Span.From != row.Period));
        }
    }

    private DoubleBooked? Enter(string log, TourPlanned tour)
    {
        List<Row> rows = RowsOf((tour.Resource, tour.Unit));
        foreach (PlannedStop stop in tour.Stops)
        {
            var entering = new Row(tour.PeriodStart, stop.During, stop.Commitment, stop.Step);
            if (forgetful && rows.Contains(entering)) continue;
            foreach (Row row in rows)
            {
                if (row.During.From < stop.During.To && stop.During.From < row.During.To) return new DoubleBooked(log, tour.Resource, stop.Commitment);
            }
            rows.Add(entering);
        }
        return null;
    }

    private List<Row> RowsOf((string, int) unit) => _rows.TryGetValue(unit, out List<Row>? rows) ? rows : _rows[unit] = [];
}
