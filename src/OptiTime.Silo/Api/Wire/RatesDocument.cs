namespace OptiTime.Silo.Api.Wire;

/// <summary>What an hour and a kilometre of a resource cost the company.</summary>
public sealed record RatesDocument
{
    /// <summary>An hour of work, on the road included; for a room an hour of use. Not negative. Default 0.</summary>
    public Amount? PerHour { get; init; }

    /// <summary>A kilometre on the road. Not negative. Default 0.</summary>
    public Amount? PerKilometre { get; init; }
}
