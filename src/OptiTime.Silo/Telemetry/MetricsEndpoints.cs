namespace OptiTime.Silo.Telemetry;

/// <summary>The figures of a silo for those who watch it.</summary>
internal static class MetricsEndpoints
{
    /// <summary>Maps <c>/metrics</c>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder root) =>
        root.MapGet("/metrics", (MetricCollector metrics) => Results.Text(metrics.Read(), PrometheusText.MediaType))
            .WithTags("Operations").WithSummary("How the silo stands, in Prometheus' text format.").Produces<string>(StatusCodes.Status200OK, "text/plain");
}
