namespace OptiTime.Silo.Api.Wire;

/// <summary>What a repair may cost those who had nothing to do with what happened. What is left out has no limit here.</summary>
public sealed record BudgetDocument
{
    /// <summary>At most so many bookings are moved beside those that lost their place. Not negative.</summary>
    public int? Moved { get; init; }

    /// <summary>No booking is planned more than so many seconds before or after its planned time. Not negative.</summary>
    public int? ShiftSeconds { get; init; }

    /// <summary>Work is given to at most so many resources. Not negative.</summary>
    public int? Resources { get; init; }

    /// <summary>Nothing is proposed for which more customers than these would have to be called. Not negative.</summary>
    public int? Calls { get; init; }
}
