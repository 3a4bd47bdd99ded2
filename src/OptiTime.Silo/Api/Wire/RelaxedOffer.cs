using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>A constraint which, given up, turns the no into a yes.</summary>
public sealed record RelaxedOffer
{
    /// <summary>
    /// What is given up: <c>wish</c> (the times wished for), <c>day</c> (the time asked about), <c>technician</c> (the required resources), <c>site</c> (the
    /// sites asked for), <c>window</c> (the windows in which the service is promised), <c>service-level</c> (the deadline of the customer's tier),
    /// <c>overtime</c> (somebody works longer), <c>territory</c> (another one's resources serve); two joined by <c>+</c> where one is not enough. Who is
    /// refused never serves.
    /// </summary>
    public required string GivesUp { get; init; }

    /// <summary>
    /// What it costs the company beyond the work itself, done by the cheapest resource that could have done it as asked: the road, overtime, a
    /// dearer resource. It is what these are ranked by; the price stands in the offer.
    /// </summary>
    public required Amount Extra { get; init; }

    /// <summary>The whole of it in a sentence that can be read out.</summary>
    public required string Words { get; init; }

    /// <summary>Where another site is offered: how far it is from the one asked for, in metres as the crow flies. Left out otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DistanceMetres { get; init; }

    /// <summary>The offer: complete, and can be held like any other.</summary>
    public required Offer Offer { get; init; }
}
