namespace OptiTime.Cluster.Tests.Faults;

/// <summary>A fault to come.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Silo">With which silo, from 0; of no meaning for the database.</param>
/// <param name="After">How long after the one before it.</param>
/// <param name="For">How long it lasts, where it does.</param>
internal sealed record Fault(FaultKind Kind, int Silo, TimeSpan After, TimeSpan For)
{
    public override string ToString() => $"after {After.TotalMilliseconds:0} ms {Kind} of silo {Silo} for {For.TotalMilliseconds:0} ms";
}

/// <summary>What will go wrong, decided by a seed alone.</summary>
/// <param name="OfProcesses">Faults of processes, one after the other.</param>
/// <param name="OfLinks">Faults of links, one after the other, at the same time as those.</param>
internal sealed record FaultSchedule(IReadOnlyList<Fault> OfProcesses, IReadOnlyList<Fault> OfLinks)
{
    private static readonly FaultKind[] ProcessKinds =
        [FaultKind.SiloKilled, FaultKind.DatabaseKilled, FaultKind.SiloStopped, FaultKind.SiloDrained, FaultKind.SiloKilled, FaultKind.DatabaseKilled];

    private static readonly FaultKind[] LinkKinds =
        [FaultKind.LinkCut, FaultKind.ReplyLost, FaultKind.LinkClosed, FaultKind.LinkSlow, FaultKind.ReplyLost, FaultKind.LinkSilent];

    internal int Count => OfProcesses.Count + OfLinks.Count;

    /// <summary>A schedule in which every kind comes about equally often, in an order of chance.</summary>
    /// <param name="seed">Decides it.</param>
    /// <param name="silos">How many silos there are.</param>
    /// <param name="processes">How many faults of processes.</param>
    /// <param name="links">How many faults of links.</param>
    internal static FaultSchedule Of(int seed, int silos, int processes, int links)
    {
        var random = new Random(seed);
        return new FaultSchedule(Series(random, silos, ProcessKinds, processes), Series(random, silos, LinkKinds, links));
    }

    public override string ToString() => $"processes:\n  {string.Join("\n  ", OfProcesses)}\nlinks:\n  {string.Join("\n  ", OfLinks)}";

    private static Fault[] Series(Random random, int silos, FaultKind[] kinds, int count)
    {
        FaultKind[] drawn = [.. Enumerable.Range(0, count).Select(index => kinds[index % kinds.Length])];
        random.Shuffle(drawn);
        return [.. drawn.Select(kind => new Fault(kind, random.Next(silos), Milliseconds(300, 1_200), kind == FaultKind.SiloStopped ? Milliseconds(3_500, 5_000) : Milliseconds(500, 2_500)))];

        TimeSpan Milliseconds(int least, int most) => TimeSpan.FromMilliseconds(random.Next(least, most));
    }
}
