using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Packing;
using OptiTime.Planning.Proposals;
using OptiTime.Planning.Time;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Search.Ejection;

/// <summary>
/// What may be moved for the sake of somebody, and what that is reckoned to cost: backlog jobs, and told work that is no more urgent, of one step that one
/// resource serves for its time; a job of several as a whole. Never holds, what has started, what is frozen, and what is pinned.
/// </summary>
/// <param name="board">The board.</param>
/// <param name="thaw">What starts before is frozen.</param>
/// <param name="asker">How urgent it is for whom room is made: more urgent work does not give way.</param>
/// <param name="only">Nothing but these; null for any.</param>
/// <param name="settled">These have been moved already, or are what room is made for.</param>
/// <param name="negotiator">Who may displace told work beyond its promise; null where nobody may.</param>
/// <param name="ofSeveral">Whether jobs that take several may be moved too: as a whole, to wait again.</param>
internal sealed class MovableWork(
    Board board, Moment thaw, PriorityClass asker, IReadOnlySet<string>? only, IReadOnlySet<string> settled, Negotiator? negotiator = null,
    bool ofSeveral = false)
{
    private readonly Dictionary<PackedId, long?> _known = [];

    /// <summary>What moving the work of a stop costs, in <see cref="CostUnits"/>; null when it may not be moved.</summary>
    internal long? CostOf(in TourStop stop)
    {
        if (stop.Start < thaw) return null;
        if (!_known.TryGetValue(stop.Key, out long? cost)) _known[stop.Key] = cost = Weigh(stop.Commitment);
        return cost;
    }

    private long? Weigh(string id)
    {
        if (settled.Contains(id) || only?.Contains(id) == false || BorrowedBoard.ForeignId(id) is not null) return null;
        Commitment work = board.Commitments[id].Commitment;
        // What is lent is moved where it was sold, or not at all; what is pinned by a person, or with the proposal that pins it.
        if (work.Loan is not null || work.Pinned == true || board.PinOf(id) is not null) return null;
        bool isAlone = work.Steps is [{ Assignments: [{ Role.IsForTheStep: true }] }];
        InstabilityRates rates = board.Settings.InstabilityRates;
        return work.State switch
        {
            CommitmentState.Backlog when isAlone || (ofSeveral && IsAllAhead(work)) => CostUnits.Of(rates.Backlog),
            CommitmentState.Confirmed when isAlone && negotiator?.MayDisplace(work) == true => CostUnits.Of(rates.RenegotiatedRate),
            CommitmentState.Confirmed when isAlone && work.Service.Class >= asker => CostUnits.Of(rates.Told),
            _ => null,
        };
    }

    /// <summary>Whether nothing of a job of several steps or resources is frozen, or has left the board already.</summary>
    private bool IsAllAhead(Commitment job) =>
        board.PlannedTimes(job) is var planned && planned.Length == job.Steps.Length && planned[0].From >= thaw;
}
