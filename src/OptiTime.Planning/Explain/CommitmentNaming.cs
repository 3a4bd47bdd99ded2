using OptiTime.Planning.Commitments;

namespace OptiTime.Planning.Explain;

/// <summary>What the holds and bookings of a territory are called outside: one of these before their ids. An explanation names them so, and nothing else of theirs.</summary>
/// <param name="Hold">What stands before the id of a hold.</param>
/// <param name="Booking">What stands before the id of a booking.</param>
public sealed record CommitmentNaming(string Hold, string Booking)
{
    /// <summary>The name of a commitment.</summary>
    public string Of(Commitment commitment) => (commitment.State == CommitmentState.Held ? Hold : Booking) + commitment.Id;
}
