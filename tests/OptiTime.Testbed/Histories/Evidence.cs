namespace OptiTime.Testbed.Histories;

/// <summary>A fact with the version that holds it.</summary>
internal readonly record struct Placed(LogVersion Version, Fact Fact);

/// <summary>History and record side by side, in the orders the laws ask for them.</summary>
internal sealed class Evidence
{
    private readonly Dictionary<(string Territory, string Commitment), Placed[]> _facts;
    private readonly HashSet<(string Territory, string Commitment, FactKind Kind, long Version)> _told = [];
    private readonly ILookup<(string Territory, string Reference), string> _byReference;

    internal Evidence(IReadOnlyCollection<Call> calls, PlanRecord record)
    {
        (Calls, Record) = ([.. calls.OrderBy(call => call.Began)], record);
        Writes = Write.Of(Calls);
        _facts = record.Log.OrderBy(version => version.Number)
            .SelectMany(version => version.Facts.Select(fact => new Placed(version, fact)))
            .GroupBy(placed => (placed.Version.Territory, placed.Fact.Commitment))
            .ToDictionary(group => group.Key, group => group.ToArray());
        _byReference = _facts.Where(pair => pair.Value[0].Fact.Reference is not null)
            .ToLookup(pair => (pair.Key.Territory, pair.Value[0].Fact.Reference!), pair => pair.Key.Commitment);
        _told = [.. from write in Writes
            where write.Acknowledgement is not null
            let placed = FactOf(write)
            where placed is not null
            select (write.Territory, placed.Value.Fact.Commitment, write.Makes, placed.Value.Version.Number)];
    }

    /// <summary>The calls in the order they were sent.</summary>
    internal IReadOnlyList<Call> Calls { get; }

    internal IReadOnlyList<Write> Writes { get; }

    internal PlanRecord Record { get; }

    /// <summary>The commitments of the log, each with its facts in the order of versions.</summary>
    internal IReadOnlyDictionary<(string Territory, string Commitment), Placed[]> Commitments => _facts;

    /// <summary>The facts of a commitment, in the order of versions; none where the log does not know it.</summary>
    internal IReadOnlyList<Placed> FactsOf(string territory, string commitment) => _facts.GetValueOrDefault((territory, commitment)) ?? [];

    /// <summary>The commitments that came of the offers asked for under a reference.</summary>
    internal IEnumerable<string> CommitmentsOf(string territory, string reference) => _byReference[(territory, reference)];

    /// <summary>The commitment a write was about: the one it named or was told, or that carries its reference; null where the log has none.</summary>
    internal string? CommitmentOf(Write write) =>
        write.Acknowledgement?.Commitment ?? write.First.Commitment
        ?? (write.First.Reference is { } reference ? CommitmentsOf(write.Territory, reference).FirstOrDefault() : null);

    /// <summary>
    /// The fact a write made: of an acknowledged one that at its version, or where its answer has none, the only one of its kind; of one that
    /// nobody acknowledged, one that no other write was told of.
    /// </summary>
    internal Placed? FactOf(Write write)
    {
        if (CommitmentOf(write) is not { } commitment) return null;
        foreach (Placed placed in FactsOf(write.Territory, commitment))
        {
            if (placed.Fact.Kind != write.Makes) continue;
            if (write.Acknowledgement is null ? !_told.Contains((write.Territory, commitment, write.Makes, placed.Version.Number))
                : (write.Acknowledgement.Version ?? placed.Version.Number) == placed.Version.Number) return placed;
        }
        return null;
    }
}
