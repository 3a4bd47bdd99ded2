using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Holds;

/// <summary>Finds a place that needs overtime, and lets the working period end as late as it needs in the same append.</summary>
internal static class OvertimePlacement
{
    /// <summary>The place; null where there is none, or where that much overtime is not allowed.</summary>
    /// <inheritdoc cref="Placement.Find"/>
    internal static Placement? Find(Draft draft, ResourceEntry resource, OfferedStep offered, ServiceStep step, string commitment, Location? point)
    {
        Board board = draft.Board;
        for (int index = 0; index < resource.Periods.Length; index++)
        {
            WorkingPeriod period = resource.Periods[index];
            if (offered.WorksUntil is not { } until || period.Span.To >= until || period.Span.From > offered.LatestStart) continue;
            if (until > OvertimePeriods.LatestEnd(board, resource, index)) continue;
            Board longer = board.Assuming([OvertimePeriods.Ending(resource, index, until)], [], draft.Version, draft.Now);
            if (Placement.Find(longer, longer.FindResource(resource.Resource.Id)!, offered, step, commitment, point, draft.Now) is not { } found) continue;
            Moment end = Moment.Max(period.Span.To, OvertimePeriods.EndOf(found.Tour));
            draft.Add([OvertimePeriods.Ending(resource, index, end)]);
            return found with { Overtime = resource.Resource.Overtime!.CostOf(end - period.Span.To) };
        }
        return null;
    }
}
