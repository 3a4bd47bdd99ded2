using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What went wrong (RFC 9457). Nothing was changed, unless the type is <c>outcome-unknown</c>: then nobody knows, and the same call with the same Idempotency-Key tells.</summary>
public sealed record Problem
{
    /// <summary>The stable name of the kind of problem: <c>urn:optitime:problem:offer-taken</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem in a few words; always the same for a type.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What went wrong this time, with the values, and a likely remedy.</summary>
    public required string Detail { get; init; }

    /// <summary>The fields at fault; at most 20.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>Fresh offers for the same request, when an offer or a proposal can no longer be had.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Offer>? Offers { get; init; }

    /// <summary>Why there are no fresh offers, and what would help.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NoOffers? Refusal { get; init; }

    /// <summary>The booking a hold has become already.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Booking? Booking { get; init; }

    /// <summary>What is done by hand and refused: the checks it was held to, with the numbers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemCheck>? Checks { get; init; }

    /// <summary>What has become of work that a proposal would have moved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemChange>? Changes { get; init; }

    /// <summary>The ids of the holds and bookings that stand in the way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Commitments { get; init; }
}
