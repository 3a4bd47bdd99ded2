namespace OptiTime.Silo.Api.Wire;

/// <summary>A constraint which, given up, turns the no into a yes.</summary>
public sealed record RelaxedOffer
{
    /// <summary>What is given up: <c>wish</c>, <c>technician</c>, <c>site</c>, <c>day</c>, ...</summary>
    public required string GivesUp { get; init; }

    /// <summary>What it costs the customer more than the service's own price.</summary>
    public required Amount Extra { get; init; }

    /// <summary>The offer: complete, and can be held like any other.</summary>
    public required Offer Offer { get; init; }
}
