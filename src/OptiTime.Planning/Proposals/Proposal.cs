using System.Collections.Immutable;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Proposals;

/// <summary>
/// What would move told work beyond its promise, and so needs a person's word. While it is open it pins those it would displace, keeps their new
/// places by reservations, and occupies nothing where they stand. It ends as exactly one of the <see cref="ProposalEnding"/>s.
/// </summary>
/// <param name="Id">Its id, unique in the territory; that of the hold of an offer too, and of the newcomer as a booking.</param>
/// <param name="Repair">The id of the repair it belongs to; null for an offer's.</param>
/// <param name="Newcomer">Whom room is made for, as it will be agreed: until then it stands nowhere. Null for a repair's.</param>
/// <param name="Planned">When each step of the newcomer would be planned, as it was reckoned then; empty where there is none.</param>
/// <param name="Alternatives">The ways in which it could be done, at least one: the places of the first are kept.</param>
/// <param name="OpenUntil">When it expires.</param>
public sealed record Proposal(
    string Id, string? Repair, Commitment? Newcomer, ImmutableArray<Interval> Planned, ImmutableArray<Alternative> Alternatives, Moment OpenUntil)
{
    /// <summary>How many proposals may be open in a territory at one time.</summary>
    public const int MaximumOpen = 256;

    /// <summary>How many alternatives one has at the most.</summary>
    public const int MaximumAlternatives = 3;

    /// <summary>
    /// The booking that an offer would give another place, as it would then be agreed. Until then it stays where it is: its own move is among those of the
    /// alternative. Null where nothing is rescheduled.
    /// </summary>
    public Commitment? Rescheduled { get; init; }

    /// <summary>Who would take the offer that opened it: a newcomer, or a booking that is rescheduled. Null for a repair's.</summary>
    public Commitment? Asking() => Newcomer ?? Rescheduled;

    /// <summary>Whom it pins, and what for: the moves of the alternative whose places are kept.</summary>
    public ImmutableArray<ProposedMove> Kept() => Alternatives[0].Moves;

    /// <summary>The id of a hold that keeps a place for a proposal.</summary>
    /// <param name="proposal">The proposal's id.</param>
    /// <param name="number">Which of its places, from 1; each has one at the least.</param>
    public static string ReservationOf(string proposal, int number) => $"{proposal}{number}";

    /// <summary>Whether it pins a commitment.</summary>
    public bool Pins(string commitment)
    {
        foreach (ProposedMove move in Kept())
        {
            if (move.Commitment == commitment) return true;
        }
        return false;
    }
}

/// <summary>One of the ways in which a proposal could be done.</summary>
/// <param name="Moves">Who would go where; at least one.</param>
public sealed record Alternative(ImmutableArray<ProposedMove> Moves)
{
    /// <summary>
    /// What it was reckoned to cost when it was opened: work and road of those it moves beside what they cost as they stood, and the trouble of moving them. Null
    /// where nobody reckoned.
    /// </summary>
    public Money? Cost { get; init; }
}

/// <summary>The ways in which a proposal ends.</summary>
public enum ProposalEnding
{
    /// <summary>All of it was done, in one append.</summary>
    Accepted,

    /// <summary>Somebody said no.</summary>
    Refused,

    /// <summary>Nobody said anything in time.</summary>
    Expired,

    /// <summary>One of those it would have displaced ended, or was moved otherwise: there may be an easier way now.</summary>
    Void,
}

/// <summary>A proposal on a board, with the version of the log that opened it.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Version">The version.</param>
public readonly record struct ProposalEntry(Proposal Proposal, long Version);
