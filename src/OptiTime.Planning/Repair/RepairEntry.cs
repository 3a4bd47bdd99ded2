using System.Collections.Immutable;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>What became of work in a repair.</summary>
public enum RepairOutcome
{
    /// <summary>It begins at another time of the same day with the same resource, inside its promise.</summary>
    Slid,

    /// <summary>It was given another place inside its promise.</summary>
    Moved,

    /// <summary>Urgent work that came up and has its first place.</summary>
    Placed,

    /// <summary>A booking that found no place inside its promise, or urgent work that found none at all: its customer is to be called.</summary>
    Broken,

    /// <summary>A hold that found no place inside its promise, and was released; or a loan that was taken back: what becomes of it is told where it was sold.</summary>
    Released,

    /// <summary>A job that waits again.</summary>
    Waiting,
}

/// <summary>What came of a call.</summary>
public enum CallOutcome
{
    /// <summary>Nobody answered: to be called again.</summary>
    NotReached,

    /// <summary>They were told, and will think about it.</summary>
    Told,

    /// <summary>They agreed to what they were offered.</summary>
    Agreed,

    /// <summary>They want nothing of what they were offered.</summary>
    Declined,
}

/// <summary>What a repair did to one step of a commitment.</summary>
/// <param name="Commitment">The commitment's id.</param>
/// <param name="Was">What it was before.</param>
/// <param name="Step">Which of its steps, from 0.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="FromResource">Who was to serve; null where nobody was.</param>
/// <param name="From">When it was planned; null where it was not.</param>
/// <param name="ToResource">Who is to serve now; null for nobody.</param>
/// <param name="To">When it is planned now; null where it is not.</param>
/// <param name="Why">Why, in words.</param>
public sealed record RepairLine(
    string Commitment, CommitmentState Was, int Step, RepairOutcome Outcome, string? FromResource, Interval? From, string? ToResource, Interval? To, string Why)
{
    /// <summary>Of what is lent what it is lent for: by that name it is known outside. Null for everything else, and in entries of before this was told.</summary>
    public Loan? Loan { get; init; }

    /// <summary>By how much its planned start moved, to whichever side; nothing where it was or is not planned.</summary>
    public Seconds Shift => (From, To) is ({ } from, { } to) ? new Seconds(Math.Abs((to.From - from.From).Value)) : Seconds.Zero;
}

/// <summary>How a plan stands: what a repair is measured by.</summary>
/// <param name="Broken">How many bookings are without a place.</param>
/// <param name="Travel">The road in the tours that the repair changed, of both boards the same ones; not what the places add that its own proposals keep.</param>
/// <param name="Cost">What that road costs.</param>
public sealed record RepairTotals(int Broken, Seconds Travel, Money Cost);

/// <summary>An entry of the ledger: what happened, and everything that was made of it. It is a fact like any other, and stands in the log for ever.</summary>
/// <param name="Id">Its id: letters and digits, unique in the territory.</param>
/// <param name="At">When it was decided, by the planner's estimate of the store's clock.</param>
/// <param name="Disruption">What happened.</param>
/// <param name="By">Who said so; null where nobody did. At most 200 characters.</param>
/// <param name="Before">How the plan stood.</param>
/// <param name="After">How it stands now.</param>
/// <param name="Moved">How many bookings have another resource, or another day.</param>
/// <param name="Shifted">By how much planned starts moved, all together.</param>
/// <param name="Lines">What became of each step that is not as it was, in the order of ids.</param>
public sealed record RepairEntry(
    string Id, Moment At, Disruption Disruption, string? By, RepairTotals Before, RepairTotals After, int Moved, Seconds Shifted,
    ImmutableArray<RepairLine> Lines)
{
    /// <summary>The ids of the proposals that were opened for what found no place inside its promise; null for none.</summary>
    public ImmutableArray<string>? Proposals { get; init; }

    /// <summary>The name under which a store notes which versions of a log hold entries of the ledger: no commitment can have it.</summary>
    public const string LedgerName = "@repairs";

    /// <summary>The bookings whose customers are to be called, in order.</summary>
    public IEnumerable<string> ToCall() => Lines.Where(line => line.Outcome == RepairOutcome.Broken).Select(line => line.Commitment).Distinct();
}
