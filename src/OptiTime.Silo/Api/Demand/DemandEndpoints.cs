using Microsoft.AspNetCore.Mvc;
using OptiTime.Engine.Planners;
using OptiTime.Engine.Value;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Demand;

/// <summary>What is asked for, and what capacity is kept for.</summary>
internal static class DemandEndpoints
{
    private const int DefaultDays = 14;

    /// <summary>Maps <c>/v1/territories/{territory}/demand</c>.</summary>
    public static void MapDemand(this IEndpointRouteBuilder api) =>
        api.MapGet("/territories/{territory}/demand", GetAsync).WithTags("Plans").Answers<DemandView>().Refuses(404);

    /// <summary>What was asked for in a territory, by the day it was asked for, and the bid prices that follow from it.</summary>
    /// <remarks>
    /// Counts are by what is needed, priority class, tier and outcome, and hold nothing of persons; each silo adds what it counted once a minute, and they
    /// are kept for 400 days. A request that would take any of several days counts in part on each. Bid prices are those this silo searches with now.
    /// </remarks>
    /// <param name="territory">The territory.</param>
    /// <param name="from">The first day told is the one this time lies in. Default: today.</param>
    /// <param name="to">The last day told is the one before this time's end; at most 92 days. Default: 14 days.</param>
    internal static async Task<IResult> GetAsync(
        string territory, [FromQuery] string? from, [FromQuery] string? to, ITerritoryPlanners planners, IDemandCounts counts, BidPriceBook prices,
        TimeProvider clock, CancellationToken stop)
    {
        Board board = await planners.BoardAsync(territory, stop) ?? throw new ProblemException(ProblemKind.NotFound.With($"There is no territory '{territory}'."));
        Moment begin = Parameters.Time("from", from) ?? Moment.From(clock.GetUtcNow());
        int first = board.Clock.DayOf(begin);
        Moment end = Parameters.Time("to", to) ?? board.Clock.StartOf(first + DefaultDays);
        Parameters.CheckOrder(begin, end, to);
        int after = board.Clock.DayOf(end - new Seconds(1)) + 1;
        if (after - first > Limits.WindowDays)
            throw new ProblemException(ProblemKind.InvalidParameter.At(
                "to", to, $"Asks for {after - first} days; limit {nameof(Limits.WindowDays)} is {Limits.WindowDays}."));
        IReadOnlyList<DemandCount> counted = await counts.CountedAsync(territory, first, after, stop);
        return Reply.Ok(new DemandWriter(board).Write(first, after, counted, prices.Find(territory)), WireFormat.Json.DemandView);
    }
}
