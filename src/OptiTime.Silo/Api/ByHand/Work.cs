using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;

namespace OptiTime.Silo.Api.ByHand;

/// <summary>What something is done with by hand.</summary>
/// <param name="Name">Its territory and id.</param>
/// <param name="IsJob">Whether it is a backlog job; else a booking.</param>
internal sealed record Work(CommitmentName Name, bool IsJob)
{
    /// <summary>The booking of a name.</summary>
    /// <exception cref="ProblemException">It is the name of none.</exception>
    public static Work Booking(string id) => CommitmentName.TryBooking(id, out CommitmentName? name) ? new Work(name, false) : throw Unknown("booking", id);

    /// <summary>The job of a name.</summary>
    /// <exception cref="ProblemException">It is the name of none.</exception>
    public static Work Job(string id) => CommitmentName.TryJob(id, out CommitmentName? name) ? new Work(name, true) : throw Unknown("job", id);

    /// <summary>The problem where there is none.</summary>
    public ProblemException Unknown() =>
        IsJob ? Unknown("job", CommitmentName.Job(Name.Territory, Name.Id)) : Unknown("booking", CommitmentName.Booking(Name.Territory, Name.Id));

    private static ProblemException Unknown(string what, string id) => new(ProblemKind.NotFound.With($"There is no {what} '{id}'."));
}
