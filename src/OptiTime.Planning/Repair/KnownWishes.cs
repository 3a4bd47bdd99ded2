using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>
/// Whom customers want and do not want, as far as somebody looked it up before a command was sent: a board does not know. Of a customer it does not name nobody knows,
/// and what is offered to them is whom they had, unless they take anybody.
/// </summary>
/// <param name="ByCustomer">The wishes by the customer's id.</param>
public sealed record KnownWishes(ImmutableDictionary<string, ResourceWishes> ByCustomer)
{
    private static readonly ResourceWishes Anybody = new([], []);

    /// <summary>Nobody was looked up.</summary>
    public static KnownWishes None { get; } = new(ImmutableDictionary<string, ResourceWishes>.Empty);

    /// <summary>The customers whose bookings a disruption costs their place, as far as one board tells: their wishes are worth looking up.</summary>
    /// <param name="board">The board.</param>
    /// <param name="disruption">The disruption; nobody's where it cannot have happened.</param>
    /// <param name="now">The present.</param>
    public static IEnumerable<string> Concerned(Board board, Disruption disruption, Moment now)
    {
        var draft = new Draft(board, now, board.Version + 1, []);
        return FieldFaults.Of(draft, disruption) is not null ? []
            : LostPlaces.Under(ref draft, disruption).Where(lost => !lost.Work.IsJob).Select(lost => lost.Work.Customer).OfType<string>().Distinct();
    }

    /// <summary>The customers whom a way to do what a proposal says would give somebody else.</summary>
    /// <param name="board">The board.</param>
    /// <param name="proposal">The proposal.</param>
    /// <param name="alternative">Which of its alternatives, from 0; nobody's where it has no such.</param>
    public static IEnumerable<string> Concerned(Board board, Proposal proposal, int alternative) => alternative < 0 || alternative >= proposal.Alternatives.Length ? []
        : proposal.Alternatives[alternative].Moves.Select(move => board.Commitments.TryGetValue(move.Commitment, out CommitmentEntry entry) ? entry.Commitment.Customer : null)
            .OfType<string>().Distinct();

    /// <summary>Who may serve in place of those a booking had.</summary>
    /// <param name="work">The booking, with the assignments it had.</param>
    internal ResourceWishes InPlaceOf(Commitment work) =>
        work.Customer is { } customer && ByCustomer.TryGetValue(customer, out ResourceWishes? known) ? known
        : work.Customer is null || work.AnyResource == true ? Anybody
        : new ResourceWishes([.. work.Steps.SelectMany(step => step.Assignments).Select(who => who.Resource).Distinct()], []);

    /// <summary>Who of those a move would send is refused by its customer; null where nobody is, and where nobody knows.</summary>
    /// <param name="board">The board.</param>
    /// <param name="move">The move.</param>
    internal string? RefusedIn(Board board, ProposedMove move)
    {
        if (!board.Commitments.TryGetValue(move.Commitment, out CommitmentEntry entry) || entry.Commitment.Customer is not { } customer) return null;
        return ByCustomer.TryGetValue(customer, out ResourceWishes? known)
            ? move.To.SelectMany(step => step.Assignments).Select(who => who.Resource).Except(ServedBefore(move)).FirstOrDefault(known.Refuse.Contains) : null;
    }

    private static IEnumerable<string> ServedBefore(ProposedMove move) => move.From.SelectMany(step => step.Assignments).Select(who => who.Resource);
}
