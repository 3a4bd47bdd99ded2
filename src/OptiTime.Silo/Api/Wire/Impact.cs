using System.Text.Json.Serialization;

namespace OptiTime.Silo.Api.Wire;

/// <summary>What an offer moves.</summary>
public sealed record Impact
{
    /// <summary>It moves nothing.</summary>
    internal static Impact None { get; } = new() { Bookings = [] };

    /// <summary>The bookings and backlog jobs it moves beyond sliding inside promises: each inside its own, but those of <c>calls</c>.</summary>
    public required IReadOnlyList<MovedBooking> Bookings { get; init; }

    /// <summary>Of those the bookings whose customers must be called first, because they would be told something else. Left out but for a proposal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Calls { get; init; }
}
