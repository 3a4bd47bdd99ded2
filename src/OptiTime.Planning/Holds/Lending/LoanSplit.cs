using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Holds.Lending;

/// <summary>
/// Takes apart what was decided on a board joined with those of lenders: each log gets what is its own. A lender's gets the loan, with those of its
/// resources that take part, and their tours.
/// </summary>
/// <param name="home">The board of the territory that borrows, as it was.</param>
/// <param name="lenders">The boards of those who lend, as they were.</param>
/// <param name="places">The places named so far.</param>
internal sealed class LoanSplit(Board home, IReadOnlyList<Board> lenders, IEnumerable<Place> places)
{
    private readonly List<Change> _own = [];
    private readonly SortedDictionary<string, List<Change>> _lent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Commitment> _recorded = new(StringComparer.Ordinal);
    private readonly List<Place> _places = [.. places];

    /// <summary>What each log gets.</summary>
    /// <param name="changes">All changes, in order: tours behind the commitments they name.</param>
    /// <param name="guards">What must hold.</param>
    /// <param name="answer">What the caller is told.</param>
    internal Decision Of(IEnumerable<Change> changes, ImmutableArray<Guard> guards, Answer answer)
    {
        foreach (Change change in changes) Assign(change);
        Commitment? told = answer.Commitment is { } commitment ? _recorded.GetValueOrDefault(commitment.Id, commitment) : null;
        return new Decision([.. _own], guards, [.. _places], answer with { Commitment = told }, null)
        {
            Lenders = [.. _lent.Select(lender => new LenderChanges(lender.Key, [.. lender.Value]))],
        };
    }

    private void Assign(Change change)
    {
        switch (change)
        {
            case CommitmentRecorded recorded: Record(recorded); break;
            case CommitmentEnded ended: End(ended); break;
            case TourPlanned planned when home.FindResource(planned.Resource) is null: Plan(planned); break;
            case ResourceDefined defined when home.FindResource(defined.Resource.Id) is null: ChangesOf(LenderOf(defined.Resource.Id).Settings.Id).Add(defined); break;
            default: _own.Add(change); break;
        }
    }

    private void Record(CommitmentRecorded recorded)
    {
        Commitment commitment = Lent(recorded.Commitment);
        _recorded[commitment.Id] = commitment;
        _own.Add(recorded with { Commitment = commitment });
        foreach (string lender in commitment.Lenders()) ChangesOf(lender).Add(recorded with { Commitment = LoanOf(commitment, lender) });
        // Moved to another offer, it is lent anew; what was lent before is taken back, as it is from whoever lends to it no more.
        if (!home.Commitments.TryGetValue(commitment.Id, out CommitmentEntry before)) return;
        IEnumerable<string> back = before.Commitment.Offer == commitment.Offer ? before.Commitment.Lenders().Except(commitment.Lenders()) : before.Commitment.Lenders();
        EndLoans(before.Commitment, back, before.Commitment.State == CommitmentState.Held ? Ending.Released : Ending.Cancelled, recorded.Reason);
    }

    private void End(CommitmentEnded ended)
    {
        _own.Add(ended);
        if (home.Commitments.TryGetValue(ended.Id, out CommitmentEntry entry)) EndLoans(entry.Commitment, entry.Commitment.Lenders(), ended.Ending, ended.Reason);
    }

    /// <summary>Ends what is lent for a commitment; a lender may have ended what is overdue by itself.</summary>
    private void EndLoans(Commitment commitment, IEnumerable<string> from, Ending ending, string? reason)
    {
        foreach (string lender in from)
        {
            if (BoardOf(lender) is { } board && board.Commitments.ContainsKey(commitment.Offer))
                ChangesOf(lender).Add(new CommitmentEnded(commitment.Offer, ending, reason));
        }
    }

    private void Plan(TourPlanned planned)
    {
        Board lender = LenderOf(planned.Resource);
        ChangesOf(lender.Settings.Id).Add(planned with { Stops = [.. planned.Stops.Select(stop => AtHome(stop, lender.Settings.Id))] });
    }

    /// <summary>A stop under the names it has on its own board.</summary>
    private PlannedStop AtHome(PlannedStop stop, string lender)
    {
        if (BorrowedBoard.ForeignId(stop.Commitment) is { } foreign) return stop with { Commitment = foreign.Id };
        Commitment commitment = _recorded.TryGetValue(stop.Commitment, out Commitment? recorded) ? recorded : home.Commitments[stop.Commitment].Commitment;
        return stop with { Commitment = commitment.Offer, Step = LoanSteps.Of(commitment, lender).IndexOf(stop.Step) };
    }

    /// <summary>A commitment that tells of each resource that is lent by whom.</summary>
    private Commitment Lent(Commitment commitment) => commitment with
    {
        Steps = [.. commitment.Steps.Select(step => step with { Assignments = [.. step.Assignments.Select(Lent)] })],
    };

    private Assignment Lent(Assignment who) =>
        home.FindResource(who.Resource) is null ? who with { Territory = LenderOf(who.Resource).Settings.Id } : who with { Territory = null };

    private Commitment LoanOf(Commitment commitment, string lender) => commitment with
    {
        Id = commitment.Offer,
        // Of what has lost its place that is lent which had begun.
        State = commitment.State == CommitmentState.Broken ? CommitmentState.Confirmed : commitment.State,
        ExternalReference = null,
        Steps = [.. LoanSteps.Of(commitment, lender).Select(step => PartOf(commitment.Steps[step], lender))],
        // What it costs is told where it was sold.
        Travel = default,
        Cost = [],
        Loan = new Loan(home.Settings.Id, commitment.Id),
        Wanted = null,
    };

    private CommittedStep PartOf(CommittedStep step, string lender)
    {
        string? place = step.Place;
        if (step.Site is { } site && place is not null)
        {
            // The lender's log knows nothing of the site: where it lies is kept under a name that says so, for sites are moved.
            var visited = new Place(SiteEntry.VisitedPlaceId(home.Sites[site].Site), home.Sites[site].Site.Location);
            if (!_places.Contains(visited)) _places.Add(visited);
            place = visited.Id;
        }
        return step with
        {
            Place = place,
            Assignments = [.. step.Assignments.Where(who => who.Territory == lender).Select(who => who with { Territory = null })],
            MinimumLag = null,
            MaximumLag = null,
            Follows = null,
        };
    }

    private Board? BoardOf(string lender) => lenders.FirstOrDefault(board => board.Settings.Id == lender);

    private Board LenderOf(string resource) =>
        lenders.FirstOrDefault(board => board.FindResource(resource) is not null)
        ?? throw new InvalidOperationException($"Resource '{resource}' is neither of territory '{home.Settings.Id}' nor of one that lends.");

    private List<Change> ChangesOf(string lender) => _lent.TryGetValue(lender, out List<Change>? changes) ? changes : _lent[lender] = [];
}
