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
        health.MapGet("/ready", Ready).Answers<Health>().Refuses(503);
    }

    /// <summary>Whether work should be sent to this silo: it is warm, not about to stop, follows its territories, and its store is not long away.</summary>
    /// <remarks>A silo that is not ready goes on answering those who come all the same; the problem says why others are the better choice.</remarks>
    internal static IResult Ready(Readiness readiness) => readiness.WhyNot() is { Count: > 0 } reasons
        ? throw new ProblemException(ProblemKind.NotReady.With(string.Join(' ', reasons)))
        : Reply.Ok(new Health { Status = "ready" }, WireFormat.Json.Health);
}
