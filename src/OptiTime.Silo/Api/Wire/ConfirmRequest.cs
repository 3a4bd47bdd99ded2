using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Turn a hold into a booking.</summary>
[MayBeEmpty]
public sealed record ConfirmRequest
{
    /// <summary>Who confirms: the one for whom the offer was made. Default: them.</summary>
    public CustomerChoice? Customer { get; init; }

    /// <summary>The caller's own reference. At most 200 characters. Default: that of the request.</summary>
    public string? ExternalReference { get; init; }
}
