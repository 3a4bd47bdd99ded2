using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Tours;

namespace OptiTime.Planning.Boards;

/// <summary>
/// A territory's board with the resources that others lend it put beside its own: then whoever searches or decides needs to know nothing of lending.
/// What the lent ones do at home stands under names of its own (<c>lyon/K3</c>); what they do for this territory under the ids it has here.
/// </summary>
public static class BorrowedBoard
{
    private const char Separator = '/';

    /// <summary>Whether one territory may lend to another: both count their days in one zone, and their money in one currency.</summary>
    public static bool MayLend(TerritorySettings lender, TerritorySettings borrower) =>
        lender.Id != borrower.Id && lender.Zone == borrower.Zone && lender.Currency == borrower.Currency;

    /// <summary>Whether a resource may be lent to a territory.</summary>
    public static bool IsLent(Resource resource, string to) => resource.Mobility != Mobility.Fixed && (resource.LentTo ?? []).Contains(to);

    /// <summary>The board with all that is lent to it; the board itself where nothing is.</summary>
    /// <param name="home">The board.</param>
    /// <param name="lenders">The boards of those who may lend.</param>
    public static Board For(Board home, IReadOnlyCollection<Board> lenders)
    {
        Board joined = Join(home, lenders, (_, resource) => IsLent(resource.Resource, home.Settings.Id));
        // What requires something may require, among others, what in the end requires it: then only those are lent who require nothing.
        return joined.Resources.FirstOrDefault(entry => entry is { Territory: not null, Requirements.IsEmpty: false }) is { } requiring
            && RequirementChains.FaultWith(joined, requiring.Resource) is not null
            ? Join(home, lenders, (_, resource) => resource.Requirements.IsEmpty && IsLent(resource.Resource, home.Settings.Id))
            : joined;
    }

    /// <summary>The board with all that is lent to it or was: what is agreed stays, also where the resource is lent no more.</summary>
    internal static Board WithLoans(Board home, IEnumerable<Board> lenders) => Join(
        home, lenders, (lender, resource) => IsLent(resource.Resource, home.Settings.Id) || ToursOf(home, lender, resource).Any(tour => tour.Stops.Any(stop => IsLoan(home, lender, stop.Commitment))));

    /// <summary>The lender and the id at home of what stands on a joined board under a name of its own; null for what is the board's.</summary>
    public static (string Lender, string Id)? ForeignId(string id) =>
        id.IndexOf(Separator) is > 0 and var at ? (id[..at], id[(at + 1)..]) : null;

    private static Board Join(Board home, IEnumerable<Board> lenders, Func<Board, ResourceEntry, bool> isLent)
    {
        BoardBuilder? builder = null;
        foreach (Board lender in lenders.Where(lender => MayLend(lender.Settings, home.Settings)).OrderBy(lender => lender.Settings.Id, StringComparer.Ordinal))
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (ResourceEntry resource in lender.Resources.Where(resource => home.FindResource(resource.Resource.Id) is null && isLent(lender, resource)))
            {
                if (builder is null) (builder = new BoardBuilder(home)).StandApart();
                Tour[] tours = [.. ToursOf(home, lender, resource)];
                IEnumerable<CommitmentEntry> foreign = tours.SelectMany(tour => tour.Stops).Select(stop => stop.Commitment)
                    .Where(id => !IsLoan(home, lender, id) && known.Add(id)).Select(id => Named(lender, lender.Commitments[id]));
                builder.Borrow(resource, lender, [.. foreign], tours.Select(tour => Named(home, lender, tour.ToChange(resource.Resource.Id))));
            }
        }
        return builder?.Build(home.Version, home.At) ?? home;
    }

    private static IEnumerable<Tour> ToursOf(Board home, Board lender, ResourceEntry resource) =>
        Enumerable.Range(home.FirstDay, home.AfterDay - home.FirstDay)
            .SelectMany(day => lender.ToursOf(day)).Where(tour => tour.Resource == resource.Number && !tour.Stops.IsEmpty);

    /// <summary>Whether a commitment of a lender is the loan of one that stands on this board.</summary>
    private static bool IsLoan(Board home, Board lender, string id) => HomeOf(home, lender, id) is not null;

    private static Commitment? HomeOf(Board home, Board lender, string id) =>
        lender.Commitments[id].Commitment.Loan is { } loan && loan.Territory == home.Settings.Id
        && home.Commitments.TryGetValue(loan.Commitment, out CommitmentEntry entry) && entry.Commitment.Offer == id
        // One that has lost its place borrows no more, but for what had begun; a lender's board that is older does not know it yet.
        && (entry.Commitment.State != CommitmentState.Broken || LoanSteps.Of(entry.Commitment, lender.Settings.Id).Length == lender.Commitments[id].Commitment.Steps.Length)
        ? entry.Commitment : null;

    private static CommitmentEntry Named(Board lender, CommitmentEntry entry) =>
        entry with { Commitment = entry.Commitment with { Id = NameOf(lender, entry.Commitment.Id) } };

    private static TourPlanned Named(Board home, Board lender, TourPlanned tour) => tour with { Stops = [.. tour.Stops.Select(stop => Named(home, lender, stop))] };

    private static PlannedStop Named(Board home, Board lender, PlannedStop stop) =>
        HomeOf(home, lender, stop.Commitment) is { } commitment
            ? stop with { Commitment = commitment.Id, Step = LoanSteps.Of(commitment, lender.Settings.Id)[stop.Step] }
            : stop with { Commitment = NameOf(lender, stop.Commitment) };

    private static string NameOf(Board lender, string id) => $"{lender.Settings.Id}{Separator}{id}";
}
