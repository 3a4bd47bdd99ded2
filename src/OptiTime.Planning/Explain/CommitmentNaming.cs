using OptiTime.Planning.Commitments;

namespace OptiTime.Planning.Explain;

/// <summary>What the holds, bookings and jobs of a board are called outside. An explanation names them so, and nothing else of theirs.</summary>
/// <param name="Name">The name of a commitment.</param>
public sealed record CommitmentNaming(Func<Commitment, string> Name)
{
    /// <summary>The name of a commitment.</summary>
    public string Of(Commitment commitment) => Name(commitment);
}
