using System.Collections.Immutable;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search.Ejection;

/// <summary>What an offer moves: work that gives up its place and gets another inside its promise.</summary>
/// <param name="Commitment">The commitment's id.</param>
/// <param name="IsJob">Whether it is a backlog job, of which nobody was told.</param>
/// <param name="FromResource">Who was to do it.</param>
/// <param name="From">When it was planned.</param>
/// <param name="ToResource">Who is to do it now; null for a job that waits again.</param>
/// <param name="To">When it is planned now; null for a job that waits again.</param>
public sealed record PlannedMove(string Commitment, bool IsJob, string FromResource, Interval From, string? ToResource, Interval? To)
{
    /// <summary>What its customer would be told instead of what they were; null where that still stands.</summary>
    public Interval? NewPromise { get; init; }

    /// <summary>By how much its planned start moves, to whichever side; nothing for a job that waits again.</summary>
    public Seconds Shift => To is { } to ? new Seconds(Math.Abs((to.From - From.From).Value)) : Seconds.Zero;
}

/// <summary>A promise that could be kept only if others were broken: found, and nothing more. It can not be booked.</summary>
/// <param name="Promise">What could be told.</param>
/// <param name="Resource">Who would serve.</param>
/// <param name="Commitments">The ids of the commitments that would have to leave their promise, or of jobs that nobody could do any more before they are due.</param>
public sealed record BeyondPromises(Interval Promise, string Resource, ImmutableArray<string> Commitments);
