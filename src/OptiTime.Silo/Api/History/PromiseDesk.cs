using System.Collections.Immutable;
using OptiTime.Engine.Directory;
using OptiTime.Engine.History;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.History;

/// <summary>Answers what was promised when: from the logs and the tables, waking no planner.</summary>
internal sealed class PromiseDesk(CommitmentHistories histories, IPlanDirectory directory, TimeProvider clock)
{
    /// <summary>The present.</summary>
    public Moment Now => Moment.From(clock.GetUtcNow());

    /// <summary>The histories of some commitments.</summary>
    /// <param name="rows">The commitments.</param>
    /// <param name="then">The time asked about.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<IReadOnlyList<PromiseHistory>> WriteAsync(IReadOnlyList<CommitmentRow> rows, Moment then, CancellationToken stop)
    {
        if (rows.Count == 0) return [];
        Dictionary<string, PromiseWriter> writers = (await directory.TerritoriesAsync(stop)).ToDictionary(settings => settings.Id, WriterOf, StringComparer.Ordinal);
        var written = new List<PromiseHistory>(rows.Count);
        foreach (CommitmentRow row in rows)
        {
            ImmutableArray<ExplainedEvent> events = await histories.OfAsync(row.Territory, row.Commitment.Id, stop);
            written.Add(writers[row.Territory].Write(row, events, then, Now));
        }
        return written;
    }

    private static PromiseWriter WriterOf(TerritorySettings settings) => new(new TerritoryWords(settings, DayClock.For(settings.Zone)!));
}
