using System.Collections.Immutable;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Commitments;

/// <summary>
/// What a commitment is: for a customer a hold until it is confirmed and a booking from then on; or a backlog job, which nobody was promised.
/// </summary>
public enum CommitmentState
{
    /// <summary>A hold: reserved until it is confirmed, released or expires.</summary>
    Held,

    /// <summary>A booking.</summary>
    Confirmed,

    /// <summary>A backlog job that nobody is planned for: it waits for a gap.</summary>
    Waiting,

    /// <summary>A backlog job that is planned; it may be moved, or put back to waiting.</summary>
    Backlog,

    /// <summary>A backlog job that was begun and is done: it stays in its tour until its day leaves the board.</summary>
    Done,

    /// <summary>
    /// A booking that has lost its place: what was promised still is, nobody is planned for it, and its customer is to be called. It gets a place inside
    /// its promise again, is rescheduled, or is called off. Of several steps those that had begun stay planned, and it has lost the others.
    /// </summary>
    Broken,
}

/// <summary>The ways in which a commitment ends; each ends in exactly one.</summary>
public enum Ending
{
    /// <summary>A hold its caller gave back, or that a disruption took.</summary>
    Released,

    /// <summary>A hold nobody confirmed in time.</summary>
    Expired,

    /// <summary>A booking or a backlog job that was called off.</summary>
    Cancelled,

    /// <summary>A backlog job that was done without having been begun where it was planned.</summary>
    Done,
}

/// <summary>The service as it was sold: later changes of the catalogue do not touch it.</summary>
/// <param name="Id">The service's id.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Class">Its priority class then.</param>
/// <param name="Price">The price agreed.</param>
/// <param name="CatalogueVersion">The version of the catalogue it was sold from.</param>
public sealed record SoldService(string Id, string Name, PriorityClass Class, Money Price, long CatalogueVersion);

/// <summary>A part of what a commitment costs the company.</summary>
/// <param name="Kind">
/// <c>travel</c>, <c>labour</c>, <c>usage</c>, or <c>instability</c>: what moving others is reckoned to cost; in offers also <c>opportunity</c>, which is not
/// spent and does not reach the log.
/// </param>
/// <param name="Amount">How much.</param>
public readonly record struct CostLine(string Kind, Money Amount);

/// <summary>Who or what plays a role of a step, or is there because somebody who does requires it.</summary>
/// <param name="Role">The role as sold; of what is required the role that the requirement comes to.</param>
/// <param name="Resource">The resource's id.</param>
/// <param name="Unit">Which of its units, from 0.</param>
/// <param name="Territory">The territory that lends the resource, in whose tours it stands; null where it is one of the territory's own.</param>
public sealed record Assignment(Role Role, string Resource, int Unit, string? Territory = null);

/// <summary>A step of a commitment: what was promised for it and who does it. When it is planned to start stands in the tours.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Promise">What the customer was told; of a backlog job, which nobody was told of, from when to when it is to be done.</param>
/// <param name="EarliestStart">The first moment it may start within that promise.</param>
/// <param name="LatestStart">The last moment it may start within that promise (included).</param>
/// <param name="Duration">How long it is planned to take.</param>
/// <param name="Spread">The standard deviation of that.</param>
/// <param name="Site">The site where it takes place; null at the customer's or remote.</param>
/// <param name="Place">The id of the place where it takes place; null when remote.</param>
/// <param name="Assignments">
/// Who plays each role, in the order of the roles; whoever requires others has them behind it, in the order of its requirements. Nobody while a backlog job
/// waits or a booking is broken, but for what had begun.
/// </param>
/// <param name="MinimumLag">The least time between the end of the step before and its start; null for none, and for the first.</param>
/// <param name="MaximumLag">The most time between them; null for no limit.</param>
/// <param name="Follows">How it goes on from the step before, as sold; null where only the lags say.</param>
public sealed record CommittedStep(
    string Name, Interval Promise, Moment EarliestStart, Moment LatestStart, Seconds Duration, Seconds Spread, string? Site, string? Place,
    ImmutableArray<Assignment> Assignments, Seconds? MinimumLag = null, Seconds? MaximumLag = null, StepFollows? Follows = null)
{
    /// <summary>Whether all who take part are lent: then it stands in no tour of its territory. It takes place at its earliest start, which is its only one.</summary>
    public bool IsLentWhole => !Assignments.IsEmpty && Assignments.All(who => who.Territory is not null);

    /// <summary>Whether the lags that were sold let it begin so long after the end of the step before.</summary>
    public bool MayFollowAfter(Seconds lag) => lag >= (MinimumLag ?? Seconds.Zero) && (MaximumLag is not { } most || lag <= most);

    /// <summary>The time of the step when it starts at a moment.</summary>
    public Interval At(Moment start) => new(start, start + Duration);
}

/// <summary>
/// What a lender's commitment is for. It stands in the lender's plan for as long as the other one stands in that of its territory: both are made,
/// confirmed, moved and ended together. Its id is that of the offer taken, so that what is lent, taken back and lent again begins and ends once each time.
/// </summary>
/// <param name="Territory">The territory to which is lent.</param>
/// <param name="Commitment">The id of the commitment there.</param>
public sealed record Loan(string Territory, string Commitment);

/// <summary>A hold, a booking or a backlog job, with everything that was agreed.</summary>
/// <param name="Id">The id shared by the hold and the booking it becomes, and kept by a job through all its states; 1 to 32 letters and digits, unique in the territory.</param>
/// <param name="State">Hold, booking or job.</param>
/// <param name="Offer">The id of the offer it came from; of a job, which comes from none, its own.</param>
/// <param name="Service">The service as sold.</param>
/// <param name="Customer">The customer's opaque id; null while only a tier is known.</param>
/// <param name="Tier">The customer's tier when it was sold; null for none.</param>
/// <param name="ExternalReference">The caller's own reference; null for none. At most 200 characters.</param>
/// <param name="Steps">The steps in order; at least one.</param>
/// <param name="Travel">What it added to the road when it was placed.</param>
/// <param name="Cost">What it costs the company.</param>
/// <param name="HeldUntil">When the hold expires; null once confirmed.</param>
/// <param name="Priority">How a backlog job stands among others that are due the same day, 0 to 100, higher first; null for what a customer was promised.</param>
/// <param name="AnyResource">
/// True where the customer takes whoever can serve, so that it may be given to another resource inside its promise; null where it may not, or where nobody said.
/// </param>
public sealed record Commitment(
    string Id, CommitmentState State, string Offer, SoldService Service, string? Customer, string? Tier, string? ExternalReference,
    ImmutableArray<CommittedStep> Steps, Leg Travel, ImmutableArray<CostLine> Cost, Moment? HeldUntil, int? Priority = null, bool? AnyResource = null)
{
    /// <summary>Whether it is a backlog job.</summary>
    public bool IsJob => State is CommitmentState.Waiting or CommitmentState.Backlog or CommitmentState.Done;

    /// <summary>Whether it is a booking: confirmed, also where it has lost its place since.</summary>
    public bool IsBooking => State is CommitmentState.Confirmed or CommitmentState.Broken;

    /// <summary>For what and to whom the territory lends its resources; null for what is its own.</summary>
    public Loan? Loan { get; init; }

    /// <summary>The proposal for which it keeps a place, with which it ends; null for what is anybody's own.</summary>
    public string? Proposal { get; init; }

    /// <summary>
    /// True where nothing but a person or an impossibility moves it; it slides inside its promise all the same, as everything does. Null where it is not
    /// pinned, as of what has no place.
    /// </summary>
    public bool? Pinned { get; init; }

    /// <summary>
    /// Of a broken booking whose customer may want whom they had alone: those resources, in the order of the roles; of an urgent job the only ones that may serve.
    /// Null where anybody will do, where nobody knows, and of everything that has its place.
    /// </summary>
    public ImmutableArray<string>? Wanted { get; init; }

    /// <summary>Whether another territory lends to it.</summary>
    public bool Borrows
    {
        get
        {
            foreach (CommittedStep step in Steps)
            {
                foreach (Assignment who in step.Assignments)
                {
                    if (who.Territory is not null) return true;
                }
            }
            return false;
        }
    }

    /// <summary>The territories that lend resources to it, in order.</summary>
    public IEnumerable<string> Lenders() =>
        Steps.SelectMany(step => step.Assignments).Select(who => who.Territory).OfType<string>().Distinct().Order(StringComparer.Ordinal);
}
