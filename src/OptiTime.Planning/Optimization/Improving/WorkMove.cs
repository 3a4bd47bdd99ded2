using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Optimization.Improving;

/// <summary>Work that is to have another place inside its promise or range.</summary>
/// <param name="Commitment">The work: a booking, a planned job or one that waits.</param>
public abstract record WorkMove(string Commitment);

/// <summary>
/// Work of one step that somebody does alone, and that is to be served in another tour, or at another place of its own: at the position that is cheapest then.
/// </summary>
/// <param name="Commitment">The work.</param>
/// <param name="Resource">Who is to serve it.</param>
/// <param name="PeriodStart">When the working period begins in which it is to be served.</param>
/// <param name="EarliestStart">Of a job the first moment it may slide to there; of a booking its promise says.</param>
/// <param name="LatestStart">Of a job the last one (included).</param>
public sealed record TourMove(string Commitment, string Resource, Moment PeriodStart, Moment EarliestStart, Moment LatestStart) : WorkMove(Commitment)
{
    /// <summary>The tour it goes to: whoever travels has one unit.</summary>
    internal TourKey Tour => new(Resource, 0, PeriodStart);
}

/// <summary>
/// Work of several roles or steps, or of somebody who requires others, that is to have others or another time: as a whole, at the starts that were found, or
/// else at others inside its promises.
/// </summary>
/// <param name="Commitment">The work.</param>
/// <param name="Steps">Who is to take part in each step, and when; what was promised it keeps, whatever stands here.</param>
public sealed record GroupMove(string Commitment, ImmutableArray<OfferedStep> Steps) : WorkMove(Commitment);
