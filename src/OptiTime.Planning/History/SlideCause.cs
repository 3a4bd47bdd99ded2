using OptiTime.Planning.Commitments;

namespace OptiTime.Planning.History;

/// <summary>What can move the planned time of a commitment inside its promise.</summary>
public enum SlideCauseKind
{
    /// <summary>Another commitment was put into the tour.</summary>
    Added,

    /// <summary>Another commitment left the tour.</summary>
    Left,

    /// <summary>Another commitment moved within the tour.</summary>
    Moved,

    /// <summary>The resource became another: its hours, its home, its skills.</summary>
    ResourceChanged,

    /// <summary>Something happened in the field; the id is that of the entry of the ledger.</summary>
    Disruption,
}

/// <summary>Why a commitment slid: what else the same version of the log did to its tour.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Id">The other commitment's id, the resource's, or the ledger entry's.</param>
/// <param name="IsHold">Whether the other was a hold then.</param>
/// <param name="IsJob">Whether the other is a backlog job.</param>
/// <param name="Loan">What the resource was lent for by the other; null where it was the territory's own.</param>
public readonly record struct SlideCause(SlideCauseKind Kind, string Id, bool IsHold, bool IsJob = false, Loan? Loan = null);
