using OptiTime.Engine.Log;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Wire;
using OptiTime.Silo.Hosting;

namespace OptiTime.Silo.Api;

/// <summary>Whether the silo lives, and whether it can be sent work.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder root)
    {
        RouteGroupBuilder health = root.MapGroup("/health").WithTags("Operations");
        health.MapGet("/live", () => Reply.Ok(new Health { Status = "live" }, WireFormat.Json.Health))
            .WithSummary("Whether the process lives.").Answers<Health>();
        health.MapGet("/ready", ReadyAsync).Answers<Health>().Refuses(503);
    }

    /// <summary>Whether the silo is warm and its store answers, so that work can be sent.</summary>
    internal static async Task<IResult> ReadyAsync(IPlanLog log, WarmUp warmUp, CancellationToken stop)
    {
        if (!warmUp.IsDone) throw new ProblemException(ProblemKind.Unavailable.With("The silo has just been started and is not warm yet."));
        await log.NowAsync(stop);
        return Reply.Ok(new Health { Status = "ready" }, WireFormat.Json.Health);
    }
}
