using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Problems;

namespace OptiTime.Silo.Api.Writes;

/// <summary>What a command would come to: the very decision, on the board of the moment, that is not appended.</summary>
internal static class Previews
{
    /// <summary>Decides a command, and appends nothing.</summary>
    /// <param name="planners">The planners.</param>
    /// <param name="context">The call.</param>
    /// <param name="territory">The territory.</param>
    /// <param name="command">The command.</param>
    /// <returns>The decision, its answer of the version it was decided on, and the board; null where there is no such territory.</returns>
    /// <exception cref="ProblemException">Too many searches are waiting.</exception>
    public static async ValueTask<(Decision Decision, Board Board)?> DecideOnlyAsync(this ITerritoryPlanners planners, HttpContext context, string territory, Command command)
    {
        if (await planners.BoardAsync(territory, PlanVersions.Asked(context.Request) ?? 0, context.RequestAborted) is null) return null;
        PreviewReply reply = await planners.PreviewAsync(territory, command, context.RequestAborted);
        Decision decision = reply.Decision ?? throw new ProblemException(ProblemKind.Busy.With("Too many searches are waiting. Try again in a moment."));
        PlanVersions.Tell(context.Response, reply.Board.Version);
        return (decision with { Answer = decision.Answer is { } answer ? answer with { Version = reply.Board.Version } : null }, reply.Board);
    }
}
