namespace OptiTime.Silo.Api.Wire;

/// <summary>How much longer than its working time says a resource may work, where a customer would otherwise get nothing.</summary>
public sealed record OvertimeDocument
{
    /// <summary>At most so long after the end of a working period. 60 to 28,800.</summary>
    public required int MostSeconds { get; init; }

    /// <summary>What an hour of it costs on top of the hour itself. Default: nothing.</summary>
    public Amount? PerHour { get; init; }
}
