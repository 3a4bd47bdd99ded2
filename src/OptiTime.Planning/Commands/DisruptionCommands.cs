using OptiTime.Planning.Explain;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;

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
}

/// <summary>Note that the customer of a broken booking was called.</summary>
/// <param name="Id">The booking.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Words">What was said; null for nothing. At most 200 characters.</param>
public sealed record NoteCall(string Id, CallOutcome Outcome, string? Words) : Command;
