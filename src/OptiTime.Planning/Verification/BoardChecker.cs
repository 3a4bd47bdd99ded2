using OptiTime.Planning.Changes;

namespace OptiTime.Planning.Verification;

/// <summary>
/// Checks every promise on a board, slowly and plainly, from the facts of its snapshot and the definitions alone: none of the code that
/// searches, decides or lays out boards is used, so that a mistake there does not hide itself.
/// </summary>
public static class BoardChecker
{
    /// <summary>Every breach on a board, rule by rule; none for a plan that keeps its promises.</summary>
    /// <param name="snapshot">The board's facts, as <see cref="Boards.BoardSnapshot.Of"/> writes them.</param>
    public static IReadOnlyList<Breach> Check(Snapshot snapshot)
    {
        if (snapshot.Changes.FirstOrDefault().Change is not TerritoryDefined territory)
            return [new Breach(PlanRules.Facts, $"The snapshot of '{snapshot.Log}' at version {snapshot.Version} does not begin with its territory.")];
        var facts = new PlanFacts(territory, snapshot);
        return
        [
            .. CalendarRules.Check(facts),
            .. OccupationRules.Check(facts),
            .. TourRules.Check(facts),
            .. LegRules.Check(facts),
            .. CommitmentRules.Check(facts),
            .. GroupRules.Check(facts),
            .. RoleRules.Check(facts),
            .. ProposalRules.Check(facts),
        ];
    }
}
