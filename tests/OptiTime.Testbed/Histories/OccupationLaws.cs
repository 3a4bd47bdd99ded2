namespace OptiTime.Testbed.Histories;

/// <summary>No unit is in two places at once; plan and table agree; and both hold what the log says is alive.</summary>
internal static class OccupationLaws
{
    internal static IEnumerable<Anomaly> Check(Evidence evidence) =>
        [.. Overlaps("plan", evidence.Record.Plan), .. Overlaps("table of assignments", evidence.Record.Assignments), .. Disagreements(evidence.Record), .. Missing(evidence)];

    private static IEnumerable<Anomaly> Overlaps(string where, IEnumerable<Occupation> occupations)
    {
        foreach (var unit in occupations.GroupBy(one => (one.Resource, one.Unit)))
        {
            Occupation? last = null;
            foreach (Occupation one in unit.OrderBy(one => one.From))
            {
                if (one.From < last?.To) yield return new Anomaly("A unit is booked twice", $"the {where} has {last} and {one}");
                if (last is null || one.To > last.To) last = one;
            }
        }
    }

    private static IEnumerable<Anomaly> Disagreements(PlanRecord record) =>
    [
        .. record.Plan.Except(record.Assignments).Select(one => new Anomaly("Plan and table differ", $"only the plan has {one}")),
        .. record.Assignments.Except(record.Plan).Select(one => new Anomaly("Plan and table differ", $"only the table has {one}")),
    ];

    private static IEnumerable<Anomaly> Missing(Evidence evidence)
    {
        HashSet<(string, string)> living = [.. evidence.Commitments.Where(pair => !pair.Value[^1].Fact.IsEnding).Select(pair => pair.Key)];
        HashSet<(string, string)> planned = [.. evidence.Record.Plan.Select(one => (one.Territory, one.Commitment))];
        foreach ((string territory, string commitment) in living.Except(planned))
            yield return new Anomaly("What lives is not in the plan", $"{commitment} in '{territory}'");
        foreach ((string territory, string commitment) in planned.Except(living))
            yield return new Anomaly("The plan holds what has ended", $"{commitment} in '{territory}'");
    }
}
