using System.Collections.Immutable;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Commands;

/// <summary>Something a dispatcher does with a booking or a backlog job by hand.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="IsJob">Whether it is taken for a backlog job; the other kind is then unknown.</param>
public abstract record HandCommand(string Id, bool IsJob) : Command;

/// <summary>Who is to play a role, by a dispatcher's word.</summary>
/// <param name="Role">The name of the role, or of what the resource requires.</param>
/// <param name="Resource">The resource's id.</param>
/// <param name="Step">The name of the step; null for every step that has the role.</param>
public sealed record AssignedRole(string Role, string Resource, string? Step = null);

/// <summary>
/// Give work a place by hand: other resources, another start, or both; who is not named stays. Soft rules give way to a reason, hard ones do not. It is held to
/// the board of the moment like an offer, and others slide inside their promises to make room.
/// </summary>
/// <param name="Id">The commitment.</param>
/// <param name="IsJob">Whether it is taken for a backlog job.</param>
/// <param name="Roles">Who is to play which role; empty to leave everybody who is there.</param>
/// <param name="Start">When the first step is to start, the others as much later or earlier; null for where it stands, or the best place inside its promise.</param>
/// <param name="Override">Why soft rules are overridden; null where none may be.</param>
/// <param name="Pin">Whether it is then pinned.</param>
public sealed record AssignWork(string Id, bool IsJob, ImmutableArray<AssignedRole> Roles, Moment? Start, string? Override, bool Pin) : HandCommand(Id, IsJob)
{
    /// <summary>The resources of which it must be one, as far as the customer says; empty for any.</summary>
    public ImmutableArray<string> Require { get; init; } = [];

    /// <summary>The resources the customer does not want.</summary>
    public ImmutableArray<string> Refuse { get; init; } = [];

    /// <summary>What commitments are called where a refusal is told.</summary>
    public CommitmentNaming Naming { get; init; } = new(commitment => commitment.Id);
}

/// <summary>Take the place of work away: a booking then is to be called about, a job waits again.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="IsJob">Whether it is taken for a backlog job.</param>
/// <param name="Reason">Why.</param>
public sealed record UnassignWork(string Id, bool IsJob, string Reason) : HandCommand(Id, IsJob);

/// <summary>Let nothing but a person or an impossibility move work from now on.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="IsJob">Whether it is taken for a backlog job.</param>
/// <param name="Reason">Why.</param>
public sealed record PinWork(string Id, bool IsJob, string Reason) : HandCommand(Id, IsJob);

/// <summary>Let work be moved again.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="IsJob">Whether it is taken for a backlog job.</param>
/// <param name="Reason">Why; null where nobody says so.</param>
public sealed record UnpinWork(string Id, bool IsJob, string? Reason) : HandCommand(Id, IsJob);

/// <summary>What something done by hand came to.</summary>
/// <param name="Overridden">The soft rules that were overridden, as the checks are called.</param>
/// <param name="CallCustomer">Whether the customer is to be called, since what they were told holds no more.</param>
/// <param name="Shifted">Others in the same tours that are planned at another time now, inside what was promised for them.</param>
public sealed record HandOutcome(ImmutableArray<string> Overridden, bool CallCustomer, ImmutableArray<PlannedMove> Shifted);
