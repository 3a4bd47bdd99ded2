using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Commands;

/// <summary>Why a command was refused. Each has a stable name on the wire.</summary>
public enum RefusalCode
{
    /// <summary>The territory has not been defined.</summary>
    UnknownTerritory,

    /// <summary>The site is not there.</summary>
    UnknownSite,

    /// <summary>The resource is not there.</summary>
    UnknownResource,

    /// <summary>The service is not there.</summary>
    UnknownService,

    /// <summary>No commitment of that id is on the board: never there, or ended.</summary>
    UnknownCommitment,

    /// <summary>The commitment is a booking, not a hold.</summary>
    AlreadyConfirmed,

    /// <summary>The commitment is a hold, not a booking.</summary>
    NotConfirmed,

    /// <summary>The booking has been served.</summary>
    AlreadyOver,

    /// <summary>The hold's time is over.</summary>
    HoldExpired,

    /// <summary>The offer's time is over.</summary>
    OfferExpired,

    /// <summary>The offer was held before; each can be held once.</summary>
    OfferUsed,

    /// <summary>The place of the offer is taken.</summary>
    OfferTaken,

    /// <summary>The service is no longer sold as it was offered.</summary>
    ServiceChanged,

    /// <summary>The customer is not the one the offer was made to.</summary>
    CustomerMismatch,

    /// <summary>The offer was made for another service than the booking's.</summary>
    ServiceMismatch,

    /// <summary>What was read before has changed since (If-Match).</summary>
    VersionChanged,

    /// <summary>What is held or booked would no longer be possible; the bookings are named.</summary>
    WouldBreakCommitments,

    /// <summary>Something of that id is already there.</summary>
    AlreadyExists,

    /// <summary>A value is not possible; the field is named.</summary>
    Invalid,

    /// <summary>The commitment is a loan: what becomes of it is decided where it is lent to.</summary>
    Lent,

    /// <summary>The commitment keeps a place for a proposal: it is accepted or refused with it.</summary>
    Proposed,

    /// <summary>No proposal of that id is open: never there, or ended.</summary>
    UnknownProposal,

    /// <summary>The proposal's time is over.</summary>
    ProposalExpired,

    /// <summary>What the proposal says can not be done any more.</summary>
    ProposalOutdated,

    /// <summary>Too many proposals are open.</summary>
    TooManyProposals,

    /// <summary>The offer displaces others, who must be asked first: it is held, and then accepted.</summary>
    NeedsProposal,

    /// <summary>It cannot be done by hand: the checks that say why are told.</summary>
    Impossible,

    /// <summary>It can be done by hand only with a reason: the rules in its way may be overridden, and are told.</summary>
    NeedsOverride,

    /// <summary>The booking has its place.</summary>
    NotBroken,

    /// <summary>It can only be decided together with the boards of other territories, which are named. Never told to callers.</summary>
    ConcernsLenders,
}

/// <summary>A refusal: nothing was changed.</summary>
/// <param name="Code">Why.</param>
/// <param name="Message">Why, in words that name the values; and a likely remedy, unless <see cref="Remedy"/> says it.</param>
/// <param name="Field">The field of the command at fault, camelCase; null when none is.</param>
/// <param name="Commitments">The ids of commitments that stand in the way.</param>
public sealed record Refusal(RefusalCode Code, string Message, string? Field, ImmutableArray<string> Commitments)
{
    /// <summary>A refusal that names no field and no commitments.</summary>
    public Refusal(RefusalCode code, string message) : this(code, message, null, []) { }

    /// <summary>What would likely be right instead, in a sentence; told wherever a field is. Null where none is.</summary>
    public string? Remedy { get; init; }

    /// <summary>Which of the commitments are holds; the others are bookings or jobs.</summary>
    public ImmutableArray<string> Holds { get; init; } = [];

    /// <summary>Which of the commitments are backlog jobs.</summary>
    public ImmutableArray<string> Jobs { get; init; } = [];

    /// <summary>Of the commitments those that keep a place for a proposal, with its id.</summary>
    public ImmutableDictionary<string, string> Proposals { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The territories whose boards the decision needs; with <see cref="RefusalCode.ConcernsLenders"/>.</summary>
    public ImmutableArray<string> Lenders { get; init; } = [];

    /// <summary>The chain of checks that led to it, with the numbers; empty where none was made.</summary>
    public ImmutableArray<Check> Checks { get; init; } = [];

    /// <summary>Of the commitments those that are loans, with what they are lent for.</summary>
    public ImmutableDictionary<string, Loan> Loans { get; init; } = NoLoans;

    /// <summary>A refusal of what a field names.</summary>
    /// <param name="code">Why.</param>
    /// <param name="field">The field, camelCase.</param>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="remedy">What would likely be right.</param>
    public static Refusal At(RefusalCode code, string field, string message, string remedy) => new(code, message, field, []) { Remedy = remedy };

    /// <summary>A refusal of a value that is not possible.</summary>
    /// <inheritdoc cref="At"/>
    public static Refusal Invalid(string field, string message, string remedy) => At(RefusalCode.Invalid, field, message, remedy);

    /// <summary>None of the commitments is a loan.</summary>
    public static ImmutableDictionary<string, Loan> NoLoans => ImmutableDictionary<string, Loan>.Empty;
}

/// <summary>A condition on the store's own clock or on another log, checked in the transaction of the append.</summary>
public abstract record Guard;

/// <summary>Only before a time, by the store's clock.</summary>
/// <param name="Time">The first moment at which it is too late.</param>
public sealed record OnlyBefore(Moment Time) : Guard;

/// <summary>Only at or after a time, by the store's clock.</summary>
/// <param name="Time">The first moment at which it may be.</param>
public sealed record OnlyAfter(Moment Time) : Guard;

/// <summary>Only while another log stands at a version.</summary>
/// <param name="Log">The other log.</param>
/// <param name="Version">Its version.</param>
public sealed record OnlyAt(string Log, long Version) : Guard;

/// <summary>What an accepted command did: stored with its idempotency key, so that a retry is told the same.</summary>
/// <param name="Version">The version of the log that recorded it.</param>
/// <param name="At">When it was decided, by the planner's estimate of the store's clock.</param>
/// <param name="Commitment">The commitment as it then stood; null for master data.</param>
/// <param name="Planned">When each step of it is planned, in order.</param>
/// <param name="OnTime">The probability, 0 to 1, that it starts within its promise.</param>
/// <param name="Ending">How it ended; null while it lives.</param>
/// <param name="Created">Whether the command made something new.</param>
public sealed record Answer(
    long Version, Moment At, Commitment? Commitment, ImmutableArray<Interval> Planned, double OnTime, Ending? Ending, bool Created)
{
    /// <summary>What moves made the plan cheaper by; null for any other command.</summary>
    public Money? Saved { get; init; }

    /// <summary>What was done by hand came to; null where nothing was.</summary>
    public HandOutcome? ByHand { get; init; }

    /// <summary>What a disruption came to; null for any other command.</summary>
    public RepairEntry? Repair { get; init; }

    /// <summary>The proposal that was opened, or has ended; null for what was none.</summary>
    public Proposal? Proposal { get; init; }
}

/// <summary>What a command changes in the log of a lender.</summary>
/// <param name="Log">The lender's log.</param>
/// <param name="Changes">The changes, in order; at least one.</param>
public sealed record LenderChanges(string Log, ImmutableArray<Change> Changes);

/// <summary>What a command comes to on a board: changes under guards, or a refusal.</summary>
/// <param name="Changes">The changes, in order; empty when it is refused or when there is nothing to change.</param>
/// <param name="Guards">What must hold when they are appended.</param>
/// <param name="Places">Places to be written beside the log.</param>
/// <param name="Answer">What the caller is told; null when refused.</param>
/// <param name="Refusal">Why not; null when accepted.</param>
public sealed record Decision(
    ImmutableArray<Change> Changes, ImmutableArray<Guard> Guards, ImmutableArray<Place> Places, Answer? Answer, Refusal? Refusal)
{
    /// <summary>What changes in the logs of lenders, to be appended with the changes or not at all; in the order of their names.</summary>
    public ImmutableArray<LenderChanges> Lenders { get; init; } = [];

    /// <summary>The board these changes lead to, where it was made while they were decided; null where it was not.</summary>
    public Board? Assumed { get; init; }

    /// <summary>A refusal.</summary>
    public static Decision Refuse(Refusal refusal) => new([], [], [], null, refusal);

    /// <summary>A refusal with only a reason.</summary>
    public static Decision Refuse(RefusalCode code, string message) => Refuse(new Refusal(code, message));

    /// <summary>A refusal of a value that is not possible.</summary>
    /// <inheritdoc cref="Refusal.At"/>
    public static Decision RefuseValue(string field, string message, string remedy) => Refuse(Refusal.Invalid(field, message, remedy));
}
