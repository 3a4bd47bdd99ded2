using System.Collections.Immutable;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>A way to serve a booking that found no place inside its promise: it needs the word of those whose customers must be called.</summary>
/// <param name="Commitment">The booking's id.</param>
/// <param name="Moves">Who would go where, the booking itself first; each place is one that could be offered at this moment.</param>
public sealed record RepairAlternative(string Commitment, ImmutableArray<AlternativeMove> Moves)
{
    /// <summary>How many customers must be called.</summary>
    public int Calls => Moves.Count(move => move.MustCall);
}

/// <summary>Where one commitment would go.</summary>
/// <param name="Commitment">The commitment's id.</param>
/// <param name="From">When its first step is planned, or was; null where nobody knows.</param>
/// <param name="To">What its customer would be told, step by step, and who would serve.</param>
/// <param name="MustCall">Whether its customer must be called: they were told another time, or may want nobody else.</param>
public sealed record AlternativeMove(string Commitment, Interval? From, ImmutableArray<OfferedStep> To, bool MustCall);
