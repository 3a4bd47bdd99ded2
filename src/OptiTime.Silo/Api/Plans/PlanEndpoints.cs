using Microsoft.AspNetCore.Mvc;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Plans;

/// <summary>The board of a territory for people to look at.</summary>
internal static class PlanEndpoints
{
    private const int DefaultDays = 7;

    /// <summary>Maps <c>/v1/territories/{territory}/plan</c>.</summary>
    public static void MapPlans(this IEndpointRouteBuilder api) =>
        api.MapGet("/territories/{territory}/plan", GetAsync).WithTags("Plans").Answers<PlanView>().Refuses(404).HeedsPlanVersion();

    /// <summary>What the resources of a territory do, by whole local days: now, or as the plan stood at a version or at a time.</summary>
    /// <remarks>Of the past it tells what the plan said then. Where too many ask for the past at once, the answer is 503: come again in a moment.</remarks>
    /// <param name="territory">The territory.</param>
    /// <param name="from">The first day shown is the one this time lies in. Default: today; of the past, the day it is asked about.</param>
    /// <param name="to">The last day shown is the one before this time's end; at most 31 days. Default: 7 days.</param>
    /// <param name="version">The plan as it stood at this version.</param>
    /// <param name="at">The plan as it stood at this time: the last version taken by then.</param>
    internal static async Task<IResult> GetAsync(
        HttpContext context, string territory, [FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? version, [FromQuery] string? at,
        PlanDesk desk)
    {
        (Board board, Moment asked, Staleness? staleness) = await desk.FindAsync(
            territory, version, at, PlanVersions.Asked(context.Request), context.RequestAborted);
        Moment begin = Parameters.Time("from", from) ?? asked;
        int firstDay = board.Clock.DayOf(begin);
        Moment end = Parameters.Time("to", to) ?? board.Clock.StartOf(firstDay + DefaultDays);
        Parameters.CheckOrder(begin, end, to);
        int afterDay = board.Clock.DayOf(end - new Seconds(1)) + 1;
        if (afterDay - firstDay > Limits.PlanDays)
            throw new ProblemException(ProblemKind.InvalidParameter.At(
                "to", to, $"Asks for {afterDay - firstDay} days; limit {nameof(Limits.PlanDays)} is {Limits.PlanDays}."));
        PlanVersions.Tell(context.Response, board.Version, staleness);
        return Reply.Ok(new PlanWriter(board).Write(firstDay, afterDay) with { StaleSeconds = staleness?.Seconds }, WireFormat.Json.PlanView);
    }
}
