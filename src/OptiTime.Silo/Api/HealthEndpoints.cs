using OptiTime.Engine.Log;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api;

/// <summary>Whether the silo lives, and whether it can be sent work.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder root)
    {
        RouteGroupBuilder health = root.MapGroup("/health").WithTags("Operations");
        health.MapGet("/live", () => Reply.Ok(new Health { Status = "live" }, WireJson.Default.Health))
            .WithSummary("Whether the process lives.").Answers<Health>();
        health.MapGet("/ready", ReadyAsync).Answers<Health>().Refuses(503);
    }

    /// <summary>Whether the store answers, so that work can be sent.</summary>
    internal static async Task<IResult> ReadyAsync(IPlanLog log, CancellationToken stop)
    {
        await log.NowAsync(stop);
        return Reply.Ok(new Health { Status = "ready" }, WireJson.Default.Health);
    }
}
