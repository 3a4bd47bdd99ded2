namespace OptiTime.Testbed.Histories;

/// <summary>Versions of a territory are numbered from 1 without a gap, none twice, and their time does not go back.</summary>
internal static class VersionLaws
{
    internal static IEnumerable<Anomaly> Check(Evidence evidence)
    {
        foreach (IGrouping<string, LogVersion> log in evidence.Record.Log.GroupBy(version => version.Territory))
        {
            LogVersion? before = null;
            foreach (LogVersion version in log.OrderBy(version => version.Number))
            {
                long expected = (before?.Number ?? 0) + 1;
                if (version.Number == before?.Number) yield return new Anomaly("A version is there twice", $"version {version.Number} of '{log.Key}'");
                else if (version.Number != expected)
                    yield return new Anomaly("A version is missing", $"'{log.Key}' has version {version.Number} where {expected} should be");
                if (version.At < before?.At)
                    yield return new Anomaly("Time goes back in a log", $"version {version.Number} of '{log.Key}' is of {version.At:s}, the one before of {before.At:s}");
                before = version;
            }
        }
    }
}
