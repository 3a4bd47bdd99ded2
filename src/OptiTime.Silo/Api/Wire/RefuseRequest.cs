using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Wire;

/// <summary>Drop a proposal.</summary>
[MayBeEmpty]
public sealed record RefuseRequest
{
    /// <summary>Why; at most 200 characters.</summary>
    public string? Reason { get; init; }
}
