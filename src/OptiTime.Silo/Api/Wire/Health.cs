namespace OptiTime.Silo.Api.Wire;

/// <summary>How the silo is.</summary>
public sealed record Health
{
    /// <summary><c>live</c> or <c>ready</c>.</summary>
    public required string Status { get; init; }
}
