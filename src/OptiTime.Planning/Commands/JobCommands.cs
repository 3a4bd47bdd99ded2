using System.Collections.Immutable;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Commands;

/// <summary>Work that is to be done at some time, and that nobody was promised.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Customer">For which customer; null for nobody's.</param>
/// <param name="ExternalReference">The caller's reference; null for none. At most 200 characters.</param>
/// <param name="Place">Where, for a service at the customer's; null otherwise.</param>
/// <param name="Site">The site, for a service at a site; null otherwise.</param>
/// <param name="Between">It may not start before <c>From</c>, and is to have ended by <c>To</c>: then it is due.</param>
/// <param name="Priority">0 to 100, higher first.</param>
public sealed record JobTerms(
    string Service, string? Customer, string? ExternalReference, Place? Place, string? Site, Interval Between, int Priority)
{
    /// <summary>The priority unless said otherwise.</summary>
    public const int DefaultPriority = 50;

    /// <summary>The highest priority.</summary>
    public const int HighestPriority = 100;
}

/// <summary>Take a backlog job on; it waits until it is planned.</summary>
/// <param name="Id">The id of the commitment to be.</param>
/// <param name="Terms">What is to be done.</param>
public sealed record RecordJob(string Id, JobTerms Terms) : Command;

/// <summary>Plan a job that waits. Sent by the planner's host, which has looked for the place; it is held to the board like an offer.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="Steps">Between when each step may be planned now, and with whom: as a search found it. Each is held to the job's range, and to where it is done.</param>
public sealed record PlanJob(string Id, ImmutableArray<OfferedStep> Steps) : Command;

/// <summary>End a job: it is done, or called off.</summary>
/// <param name="Id">The commitment.</param>
/// <param name="Ending"><see cref="Ending.Done"/> or <see cref="Ending.Cancelled"/>.</param>
/// <param name="Reason">Why, if the caller says so.</param>
public sealed record EndJob(string Id, Ending Ending, string? Reason) : Command;
