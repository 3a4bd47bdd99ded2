using OptiTime.Engine.Log;
using OptiTime.Planning.Value;

namespace OptiTime.Engine.Value;

/// <summary>What was asked for, counted: by territory, day, lead time, skill, class, tier and outcome, and never by person.</summary>
public interface IDemandCounts
{
    /// <summary>How many days counts are kept after the day they are about.</summary>
    const int DaysKept = 400;

    /// <summary>Adds to what was counted; those of one key are added up.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot write now; nothing was added.</exception>
    /// <exception cref="OutcomeUnknownException">The reply was lost.</exception>
    ValueTask AddAsync(IReadOnlyCollection<DemandCount> counts, CancellationToken stop);

    /// <summary>The counts of a territory for some days, in the order of their keys.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="firstDay">The first local day.</param>
    /// <param name="afterDay">The day after the last.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    ValueTask<IReadOnlyList<DemandCount>> CountedAsync(string territory, int firstDay, int afterDay, CancellationToken stop);

    /// <summary>Forgets the counts of all territories for the days before one.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    ValueTask ForgetAsync(int beforeDay, CancellationToken stop);
}
