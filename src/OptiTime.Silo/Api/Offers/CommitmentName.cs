using System.Diagnostics.CodeAnalysis;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;

namespace OptiTime.Silo.Api.Offers;

/// <summary>
/// How a hold, a booking, a job or a proposal is called outside: <c>H-rhone-3K9…</c>, <c>B-rhone-3K9…</c>, <c>J-rhone-3K9…</c>, <c>P-rhone-3K9…</c>. A hold, the
/// proposal it opens and the booking it becomes share what follows the first letter.
/// </summary>
/// <param name="Territory">The territory.</param>
/// <param name="Id">The id on its board.</param>
internal sealed record CommitmentName(string Territory, string Id)
{
    private const string HoldPrefix = "H-", BookingPrefix = "B-", JobPrefix = "J-", ProposalPrefix = "P-";

    /// <summary>The name of a hold.</summary>
    public static string Hold(string territory, string id) => $"{HoldPrefix}{territory}-{id}";

    /// <summary>The name of a booking.</summary>
    public static string Booking(string territory, string id) => $"{BookingPrefix}{territory}-{id}";

    /// <summary>The name of a backlog job.</summary>
    public static string Job(string territory, string id) => $"{JobPrefix}{territory}-{id}";

    /// <summary>The name of a proposal.</summary>
    public static string Proposal(string territory, string id) => $"{ProposalPrefix}{territory}-{id}";

    /// <summary>How a commitment of a territory's board is called: what is lent by the name it has where it is lent to, what lenders do at home by theirs, what keeps a place by the proposal's.</summary>
    public static string Of(string territory, Commitment commitment)
    {
        (string where, string id) = commitment.Loan is { } loan ? (loan.Territory, loan.Commitment) : BorrowedBoard.ForeignId(commitment.Id) ?? (territory, commitment.Id);
        if (commitment.Proposal is { } proposal) return Proposal(where, proposal);
        return commitment.IsJob ? Job(where, id) : commitment.State == CommitmentState.Held ? Hold(where, id) : Booking(where, id);
    }

    /// <summary>Takes the name of a backlog job apart.</summary>
    public static bool TryJob(string name, [NotNullWhen(true)] out CommitmentName? parts) => TryParse(name, JobPrefix, out parts);

    /// <summary>Takes the name of a proposal apart.</summary>
    public static bool TryProposal(string name, [NotNullWhen(true)] out CommitmentName? parts) => TryParse(name, ProposalPrefix, out parts);

    /// <summary>Takes the name of a hold apart.</summary>
    public static bool TryHold(string name, [NotNullWhen(true)] out CommitmentName? parts) => TryParse(name, HoldPrefix, out parts);

    /// <summary>Takes the name of a booking apart.</summary>
    public static bool TryBooking(string name, [NotNullWhen(true)] out CommitmentName? parts) => TryParse(name, BookingPrefix, out parts);

    private static bool TryParse(string name, string prefix, [NotNullWhen(true)] out CommitmentName? parts)
    {
        int dash = name.LastIndexOf('-');
        bool isOne = name.StartsWith(prefix, StringComparison.Ordinal) && dash > prefix.Length && dash < name.Length - 1;
        parts = isOne ? new CommitmentName(name[prefix.Length..dash], name[(dash + 1)..]) : null;
        return isOne;
    }
}
