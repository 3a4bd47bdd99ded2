using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.ByHand;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds.Lending;
using OptiTime.Planning.Optimization.Improving;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Holds;

/// <summary>What a command comes to: changes under guards, or a refusal. Pure; the store has the last word through the guards.</summary>
public static class Decider
{
    /// <summary>Decides a command of a territory.</summary>
    /// <param name="board">The board; null before the territory is defined.</param>
    /// <param name="catalogue">The catalogue the silo knows.</param>
    /// <param name="command">The command.</param>
    /// <param name="now">The present: an estimate of the store's clock.</param>
    /// <param name="version">The version the changes would be recorded at.</param>
    /// <param name="lenders">The boards of territories that may lend, where the command concerns any; otherwise it is refused with their names.</param>
    public static Decision Decide(
        Board? board, Catalogue catalogue, Command command, Moment now, long version, IReadOnlyList<Board>? lenders = null)
    {
        if (command is DefineTerritory define) return TerritoryDecisions.Define(board, define, now, version);
        if (board is null) return Decision.Refuse(RefusalCode.UnknownTerritory, "The territory has not been defined. Define it first with PUT /v1/territories/{id}.");
        lenders ??= [];
        if (LendingRules.Refuse(board, command, lenders) is { } refusal) return refusal;
        var draft = new Draft(board, now, version, lenders);
        return command switch
        {
            PlaceHold hold => HoldDecisions.Place(draft, catalogue, hold),
            ExpireHolds => HoldDecisions.Expire(draft),
            AcceptProposal accept => ProposalDecisions.Accept(draft, accept),
            RefuseProposal refuse => ProposalDecisions.Refuse(draft, refuse),
            // The newcomer of a proposal has its id: confirming it is accepting, giving it back is refusing.
            ReleaseHold release when board.Proposals.ContainsKey(release.Id) => ProposalDecisions.Refuse(draft, new RefuseProposal(release.Id, release.Reason)),
            ConfirmHold confirm when board.Proposals.ContainsKey(confirm.Id) =>
                ProposalDecisions.Accept(draft, new AcceptProposal(confirm.Id, 0, confirm.By, confirm.ExternalReference)),
            ReleaseHold release => HoldDecisions.Release(draft, release),
            ConfirmHold confirm => BookingDecisions.Confirm(draft, confirm),
            Book book => BookingDecisions.Book(draft, catalogue, book),
            RescheduleBooking reschedule => BookingDecisions.Reschedule(draft, catalogue, reschedule),
            CancelBooking cancel => BookingDecisions.Cancel(draft, cancel),
            PutSite put => SiteDecisions.Put(draft, put),
            RemoveSite remove => SiteDecisions.Remove(draft, remove),
            PutResource put => ResourceDecisions.Put(draft, put),
            RemoveResource remove => ResourceDecisions.Remove(draft, remove),
            RecordJob record => JobDecisions.Record(draft, catalogue, record),
            PlanJob plan => JobDecisions.Plan(draft, catalogue, plan),
            EndJob end => JobDecisions.End(draft, end),
            AssignWork assign => HandDecisions.Assign(draft, catalogue, assign),
            UnassignWork unassign => HandDecisions.Unassign(draft, unassign),
            PinWork pin => HandDecisions.Pin(draft, pin),
            UnpinWork unpin => HandDecisions.Unpin(draft, unpin),
            RearrangeWork rearrange => RearrangeDecisions.Rearrange(draft, catalogue, rearrange),
            HandleDisruption handle => DisruptionDecisions.Handle(draft, catalogue, handle),
            ReturnBooking returned => ReturnDecisions.Return(draft, returned),
            NoteCall note => CallDecisions.Note(draft, note),
            AdvanceHorizon => TerritoryDecisions.Advance(draft),
            _ => throw new ArgumentException($"A territory takes no {command.GetType().Name}.", nameof(command)),
        };
    }

    /// <summary>The answer to a command that changed master data.</summary>
    internal static Answer Done(long version, Moment now, bool created) => new(version, now, null, [], 1, null, created);

    /// <summary>The refusal when something is not at the version the caller read; null when it is, or when the caller does not care.</summary>
    /// <param name="expected">What the caller read: 0 for nothing there, null for any.</param>
    /// <param name="actual">The version it was last defined at; null when it is not there.</param>
    /// <param name="what">What it is, in words.</param>
    internal static Decision? VersionMismatch(long? expected, long? actual, string what)
    {
        if (expected is null || expected == (actual ?? 0)) return null;
        return expected == 0
            ? Decision.Refuse(RefusalCode.AlreadyExists, $"{what} is there already.")
            : Decision.Refuse(RefusalCode.VersionChanged, $"{what} has changed since it was read: it is at version {actual?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}, not {expected}. Read it again.");
    }
}
