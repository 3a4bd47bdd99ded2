using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Do what a proposal says.</summary>
[MayBeEmpty]
public sealed record AcceptRequest
{
    /// <summary>Which of its alternatives, from 1. Default 1, whose places are kept.</summary>
    public int? Alternative { get; init; }

    /// <summary>Who accepts: the one for whom the offer was made. Default: them.</summary>
    public CustomerChoice? Customer { get; init; }

    /// <summary>The caller's own reference. At most 200 characters. Default: that of the request.</summary>
    public string? ExternalReference { get; init; }

    /// <summary>True to be told what would be, and to change nothing. Default false.</summary>
    public bool? Preview { get; init; }
}
