using OptiTime.Planning.Explain;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Commands;

/// <summary>
/// Take in what happened in the field, and repair the plan: what is no longer possible loses its place, what still fits slides, what can be put back inside
/// its promise is, and all of it is one append with an entry of the ledger.
/// </summary>
/// <param name="Id">The id of the entry to be.</param>
/// <param name="Disruption">What happened.</param>
/// <param name="Budget">What the repair may cost others.</param>
/// <param name="By">Who says so; null for nobody. At most 200 characters.</param>
public sealed record HandleDisruption(string Id, Disruption Disruption, RepairBudget Budget, string? By) : Command
{
    /// <summary>What bookings and jobs are called outside: the ledger names so for whom others made room. Default: by their ids.</summary>
    public CommitmentNaming Naming { get; init; } = new(commitment => commitment.Id);

    /// <summary>
    /// For how long what could not be put back inside its promise is proposed, with places kept for it while customers are called; null for no proposals.
    /// At most 24 h.
    /// </summary>
    public Seconds? ProposeFor { get; init; }

    /// <summary>Whom the customers want who may lose their place: what is proposed to them is nobody they refuse. Default: nobody knows.</summary>
    public KnownWishes Wishes { get; init; } = KnownWishes.None;

    /// <summary>Of urgent work, for whom and where it is; null for everything else that happens.</summary>
    public UrgentTerms? Urgent { get; init; }
}

/// <summary>For whom urgent work is, where, and who may do it.</summary>
/// <param name="Customer">The customer's id; null while only a tier is known.</param>
/// <param name="Tier">The customer's tier; null for none.</param>
/// <param name="ExternalReference">The caller's reference; null for none. At most 200 characters.</param>
/// <param name="Place">Where, for a service at the customer's; null otherwise.</param>
/// <param name="Site">The site, for a service at a site; null otherwise.</param>
/// <param name="Wishes">Who may serve.</param>
public sealed record UrgentTerms(string? Customer, string? Tier, string? ExternalReference, Place? Place, string? Site, ResourceWishes Wishes);

/// <summary>Note that the customer of a broken booking was called.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Words">What was said; null for nothing. At most 200 characters.</param>
public sealed record NoteCall(string Id, CallOutcome Outcome, string? Words) : Command;

/// <summary>
/// Give a booking that lost its place one again, inside its promise and moving nobody. Sent by the planner's host once there is room; held to the board of the moment.
/// </summary>
/// <param name="Id">The id of the ledger's entry to be.</param>
/// <param name="Lost">How it lost its place.</param>
public sealed record ReturnBooking(string Id, LostBooking Lost) : Command;
