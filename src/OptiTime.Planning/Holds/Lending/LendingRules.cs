using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;

namespace OptiTime.Planning.Holds.Lending;

/// <summary>What must be so before a command that concerns several territories can be decided.</summary>
public static class LendingRules
{
    /// <summary>The territories whose boards a command needs beside its own, in order; none for most.</summary>
    /// <param name="board">The board of the command's territory; null before the territory is defined.</param>
    /// <param name="command">The command.</param>
    public static IReadOnlyList<string> LendersOf(Board? board, Command command)
    {
        IEnumerable<string?> offered = TermsOf(command)?.Steps.SelectMany(step => step.Resources).Select(who => who.Territory) ?? [];
        IEnumerable<string?> standing = board is not null && Standing(board, command) is { } commitment ? commitment.Lenders() : [];
        return [.. offered.Concat(standing).OfType<string>().Where(lender => lender != board?.Settings.Id).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Why a command cannot be decided on these boards; null when it can.</summary>
    internal static Decision? Refuse(Board board, Command command, IReadOnlyList<Board> lenders)
    {
        Commitment? standing = Standing(board, command);
        if (standing?.Loan is { } loan)
        {
            return Decision.Refuse(new Refusal(
                RefusalCode.Lent, $"It is lent to territory '{loan.Territory}', for what was sold there. Change it there; what stands here changes with it.", null, [standing.Id])
            {
                Holds = standing.State == CommitmentState.Held ? [standing.Id] : [],
                Loans = Refusal.NoLoans.Add(standing.Id, loan),
            });
        }
        string[] missing = [.. LendersOf(board, command).Except(lenders.Select(lender => lender.Settings.Id))];
        if (missing.Length > 0)
        {
            return Decision.Refuse(new Refusal(RefusalCode.ConcernsLenders, $"It concerns {string.Join(" and ", missing.Select(lender => $"'{lender}'"))} too.")
            {
                Lenders = [.. missing],
            });
        }
        if (command is ConfirmHold && standing is { HeldUntil: { } until } && lenders.Any(lender => Lends(standing, lender) && !lender.Commitments.ContainsKey(standing.Offer)))
            return Decision.Refuse(RefusalCode.HoldExpired, $"The hold expired at {board.Clock.Tell(until)}. Ask for availability again.");
        return TermsOf(command) is { } terms && lenders.Count > 0 ? RefuseOffer(board, terms, lenders) : null;
    }

    private static Decision? RefuseOffer(Board board, OfferTerms terms, IReadOnlyList<Board> lenders)
    {
        foreach (OfferedResource who in terms.Steps.SelectMany(step => step.Resources).Where(who => who.Territory is not null))
        {
            Board lender = lenders.First(one => one.Settings.Id == who.Territory);
            bool isLent = lender.FindResource(who.Resource) is { } entry && BorrowedBoard.MayLend(lender.Settings, board.Settings)
                && BorrowedBoard.IsLent(entry.Resource, board.Settings.Id);
            if (!isLent)
                return Decision.Refuse(RefusalCode.OfferTaken, $"Territory '{who.Territory}' lends resource '{who.Resource}' no more. Ask for availability again.");
            if (lender.Commitments.ContainsKey(terms.Id))
                return Decision.Refuse(RefusalCode.OfferUsed, "The offer has been held before; each can be held once. Ask for availability again.");
        }
        return null;
    }

    private static bool Lends(Commitment commitment, Board lender) => commitment.Lenders().Contains(lender.Settings.Id);

    private static OfferTerms? TermsOf(Command command) => command switch
    {
        PlaceHold hold => hold.Terms,
        Book book => book.Terms,
        RescheduleBooking reschedule => reschedule.Terms,
        _ => null,
    };

    /// <summary>The commitment a command is about, where it stands on the board.</summary>
    private static Commitment? Standing(Board board, Command command)
    {
        string? id = command switch
        {
            ReleaseHold release => release.Id,
            ConfirmHold confirm => confirm.Id,
            RescheduleBooking reschedule => reschedule.Id,
            CancelBooking cancel => cancel.Id,
            HandCommand byHand => byHand.Id,
            _ => null,
        };
        return id is not null && board.Commitments.TryGetValue(id, out CommitmentEntry entry) ? entry.Commitment : null;
    }
}
