using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;

namespace OptiTime.Silo.Api.Availability;

/// <summary>A relaxation with the board it was found on.</summary>
internal readonly record struct BoardRelaxation(Board Board, Relaxation Relaxation);

/// <summary>What territories further afield offer where those of a question all refuse.</summary>
/// <param name="Found">What was found.</param>
/// <param name="LeftOut">What was not looked at, in sentences.</param>
/// <param name="Microseconds">How long the searches took.</param>
internal sealed record Afield(ImmutableArray<BoardRelaxation> Found, ImmutableArray<string> LeftOut, long Microseconds)
{
    /// <summary>Nobody was asked.</summary>
    public static Afield Nothing { get; } = new([], [], 0);
}
