using System.Collections.Immutable;

namespace OptiTime.Planning.Changes;

/// <summary>What a dispatcher does with work by hand.</summary>
public enum HandAct
{
    /// <summary>Gave it a place.</summary>
    Assigned,

    /// <summary>Took its place away.</summary>
    Unassigned,

    /// <summary>Said that nothing but a person may move it.</summary>
    Pinned,

    /// <summary>Let it be moved again.</summary>
    Unpinned,
}

/// <summary>Somebody did something by hand: the ledger's line. Behind it stands what it came to.</summary>
/// <param name="Commitment">The id of the commitment.</param>
/// <param name="Act">What was done.</param>
/// <param name="Reason">Why; null where nobody said so.</param>
/// <param name="Overridden">The soft rules that were overridden, as the checks are called; empty for none.</param>
/// <param name="CallCustomer">Whether the customer is to be called, since what they were told holds no more.</param>
public sealed record DoneByHand(string Commitment, HandAct Act, string? Reason, ImmutableArray<string> Overridden, bool CallCustomer) : Remark;
