namespace OptiTime.Testbed.Histories;

/// <summary>
/// Holds what callers saw against what the database has: nothing acknowledged is lost, nothing is done twice, nothing goes back in time.
/// It knows no rule of planning, so that it cannot share a mistake with the code it judges.
/// </summary>
public static class HistoryChecker
{
    /// <summary>Everything that must not be; nothing for a good history.</summary>
    /// <param name="calls">What callers saw.</param>
    /// <param name="record">What there is after the last call.</param>
    public static IReadOnlyList<Anomaly> Check(IReadOnlyCollection<Call> calls, PlanRecord record)
    {
        var evidence = new Evidence(calls, record);
        return
        [
            .. VersionLaws.Check(evidence), .. LifeLaws.Check(evidence), .. MoveLaws.Check(evidence), .. AcknowledgementLaws.Check(evidence), .. KeyLaws.Check(evidence),
            .. OccupationLaws.Check(evidence), .. OrderLaws.Check(evidence),
        ];
    }
}
