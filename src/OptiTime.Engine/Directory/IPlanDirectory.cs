using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Directory;

/// <summary>A commitment as the projections know it, ended ones too.</summary>
/// <param name="Territory">Its territory.</param>
/// <param name="Commitment">The commitment as it last stood.</param>
/// <param name="Planned">When each step was last planned.</param>
/// <param name="Ending">How it ended; null while it lives.</param>
/// <param name="Reason">Why it ended, where said; why it has lost its place, while it is broken.</param>
/// <param name="Version">The version of its log that last changed it.</param>
public sealed record CommitmentRow(
    string Territory, Commitment Commitment, IReadOnlyList<Interval> Planned, Ending? Ending, string? Reason, long Version);

/// <summary>Which commitments to list. Every condition given must hold.</summary>
/// <param name="Territory">Of this territory.</param>
/// <param name="Customer">Of this customer.</param>
/// <param name="ExternalReference">With this reference.</param>
/// <param name="From">Ending after this.</param>
/// <param name="To">Starting before this.</param>
/// <param name="After">After this place in the list: the cursor of the page before.</param>
/// <param name="Limit">At most so many. 1 to 1,000.</param>
public sealed record CommitmentQuery(
    string? Territory, string? Customer, string? ExternalReference, Moment? From, Moment? To, (string Territory, string Id)? After, int Limit)
{
    /// <summary>Whether holds are listed too, living and ended. Default: no.</summary>
    public bool WithHolds { get; init; }
}

/// <summary>How a backlog job stands at a time.</summary>
public enum JobState
{
    /// <summary>It waits to be planned.</summary>
    Waiting,

    /// <summary>It is planned.</summary>
    Planned,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was due and nobody has called it done.</summary>
    Overdue,

    /// <summary>It was called off.</summary>
    Cancelled,
}

/// <summary>Which backlog jobs to list. Every condition given must hold.</summary>
/// <param name="Territory">Of this territory.</param>
/// <param name="State">In this state.</param>
/// <param name="Customer">Of this customer.</param>
/// <param name="DueBefore">Due before this.</param>
/// <param name="Now">The time by which their states are told.</param>
/// <param name="After">After this place in the list: the cursor of the page before.</param>
/// <param name="Limit">At most so many. 1 to 1,000.</param>
public sealed record JobQuery(
    string? Territory, JobState? State, string? Customer, Moment? DueBefore, Moment Now, (string Territory, string Id)? After, int Limit)
{
    /// <summary>How a job stands.</summary>
    /// <param name="row">The job.</param>
    /// <param name="now">The present.</param>
    public static JobState StateOf(CommitmentRow row, Moment now)
    {
        if (row.Ending is { } ending) return ending == Ending.Done ? JobState.Done : JobState.Cancelled;
        if (row.Commitment.State == CommitmentState.Done) return JobState.Done;
        if (row.Commitment.Steps[^1].Promise.To <= now) return JobState.Overdue;
        return row.Commitment.State == CommitmentState.Waiting ? JobState.Waiting : JobState.Planned;
    }
}

/// <summary>An occupied stretch of time as the store knows it.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Unit">The unit.</param>
/// <param name="During">The time occupied, without travel.</param>
/// <param name="Commitment">The commitment.</param>
/// <param name="Step">The step, from 0.</param>
public readonly record struct AssignmentRow(string Resource, int Unit, Interval During, string Commitment, int Step);

/// <summary>Questions the projections answer: they hold nothing the logs do not, and can be rebuilt from them.</summary>
public interface IPlanDirectory
{
    /// <summary>All territories, by id.</summary>
    ValueTask<IReadOnlyList<TerritorySettings>> TerritoriesAsync(CancellationToken stop);

    /// <summary>The territory that has a resource; null when none has.</summary>
    ValueTask<string?> TerritoryOfResourceAsync(string resource, CancellationToken stop);

    /// <summary>The territory that has a site; null when none has.</summary>
    ValueTask<string?> TerritoryOfSiteAsync(string site, CancellationToken stop);

    /// <summary>A commitment, living or ended; null when there was none.</summary>
    ValueTask<CommitmentRow?> FindAsync(string territory, string commitment, CancellationToken stop);

    /// <summary>Bookings, living or cancelled, ordered by territory and id. Holds are listed only where asked for.</summary>
    ValueTask<IReadOnlyList<CommitmentRow>> ListBookingsAsync(CommitmentQuery query, CancellationToken stop);

    /// <summary>Backlog jobs, living and ended, ordered by territory and id.</summary>
    ValueTask<IReadOnlyList<CommitmentRow>> ListJobsAsync(JobQuery query, CancellationToken stop);

    /// <summary>The versions of a territory's log that recorded a commitment, ended it, or planned it at another time or in another tour, in order.</summary>
    ValueTask<IReadOnlyList<long>> VersionsOfAsync(string territory, string commitment, CancellationToken stop);

    /// <summary>All versions of a territory's log with the commitments each of them touched, in the order of commitment and version.</summary>
    ValueTask<IReadOnlyList<(string Commitment, long Version)>> TouchedAsync(string territory, CancellationToken stop);

    /// <summary>Every active assignment of a territory that ends after a moment, ordered by resource, unit and start.</summary>
    ValueTask<IReadOnlyList<AssignmentRow>> AssignmentsAsync(string territory, Moment after, CancellationToken stop);

    /// <summary>Every commitment of a territory that has not ended, in order of id.</summary>
    ValueTask<IReadOnlyList<CommitmentRow>> LivingAsync(string territory, CancellationToken stop);
}
