namespace OptiTime.Engine.Optimization;

/// <summary>
/// The right to optimise a territory: of all silos one has it at a time, so that no two do the same work. Nothing rests on it: were two at work at once, each
/// batch of theirs would be decided anew like anybody's command, and what no longer stands be refused.
/// </summary>
public interface IOptimizerLock
{
    /// <summary>Takes the right, or sees whether this silo still has it. It goes with the silo, and with its way to the store.</summary>
    /// <returns>Whether this silo has it; not where another has, or nobody can tell.</returns>
    ValueTask<bool> HoldAsync(string territory, CancellationToken stop);

    /// <summary>Gives the right back, where this silo has it.</summary>
    ValueTask ReleaseAsync(string territory, CancellationToken stop);
}
