using OptiTime.Engine.History;
using OptiTime.Engine.Log;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Freshness;
using OptiTime.Silo.Api.Offers;
using OptiTime.Silo.Api.Problems;
using OptiTime.Silo.Api.Strictness;

namespace OptiTime.Silo.Api.Plans;

/// <summary>Finds the board somebody asks for: the latest, or one of the past.</summary>
internal sealed class PlanDesk(ITerritoryPlanners planners, PlanHistory history, IPlanLog log, TimeProvider clock)
{
    /// <summary>The board of a territory, and the time it is asked about.</summary>
    /// <param name="territory">The territory.</param>
    /// <param name="version">The parameter that names a version; null for none.</param>
    /// <param name="at">The parameter that names a time; null for none.</param>
    /// <param name="atLeast">The version that is wanted at the least; null for any.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The board, the time it is asked about, and why it may not be the newest: null of the past, which stays as it was.</returns>
    /// <exception cref="ProblemException">There is no such territory, version or time.</exception>
    public async ValueTask<(Board Board, Moment Asked, Staleness? Staleness)> FindAsync(
        string territory, string? version, string? at, long? atLeast, CancellationToken stop)
    {
        var now = Moment.From(clock.GetUtcNow());
        long? asked = Parameters.Version("version", version);
        Moment? time = Parameters.Past("at", at, now);
        if (asked is not null && time is not null)
            throw new ProblemException(ProblemKind.InvalidParameter.At("at", at, "Is given together with 'version'.", "Send one of the two."));
        Board latest = await planners.BoardAsync(territory, atLeast ?? asked ?? 0, stop)
            ?? throw new ProblemException(ProblemKind.NotFound.With($"There is no territory '{territory}'."));
        if (time is { } moment) return (await AtAsync(latest, moment, at, stop), moment, null);
        if (asked is not { } number) return (latest, now, Staleness.Of(latest, planners.FreshnessOf(territory), atLeast));
        Board board = await AtAsync(latest, number, version, stop);
        return (board, board.At, null);
    }

    private async ValueTask<Board> AtAsync(Board latest, Moment time, string? asked, CancellationToken stop)
    {
        string territory = latest.Settings.Id;
        long version = await log.VersionAtAsync(territory, time, stop);
        // What was appended since the latest board was looked at is not waited for.
        if (version > 0) return version >= latest.Version ? latest : await history.BoardAsync(territory, version, stop);
        IReadOnlyList<LogEntry> first = await log.ReadAsync(territory, [1], stop);
        throw new ProblemException(ProblemKind.NotOnRecord.At(
            "at", asked, $"Territory '{territory}' was defined at {new TerritoryWords(latest).Time(first[0].At):yyyy-MM-ddTHH:mm:sszzz}.", "Ask for a later time."));
    }

    private async ValueTask<Board> AtAsync(Board latest, long version, string? asked, CancellationToken stop)
    {
        if (version == latest.Version) return latest;
        if (version < latest.Version) return await history.BoardAsync(latest.Settings.Id, version, stop);
        // Another silo may have made it since.
        if (Staleness.Of(latest, planners.FreshnessOf(latest.Settings.Id), null) is { } staleness)
            throw new ProblemException(ProblemKind.Unavailable.At("version", asked, staleness.Why, "Ask again in a moment, or for an earlier version."));
        throw new ProblemException(ProblemKind.NotOnRecord.At(
            "version", asked, $"The plan of '{latest.Settings.Id}' stands at version {latest.Version}.", "Leave 'version' out for how it stands now."));
    }
}
