using System.Globalization;
using OptiTime.Engine.Directory;
using OptiTime.Engine.Log;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Time;

namespace OptiTime.Silo.Commands.Replay;

/// <summary>Replays the log of a territory from its first version to one of the past.</summary>
/// <param name="log">The logs.</param>
/// <param name="directory">Knows the territories.</param>
internal sealed class PlanReplay(IPlanLog log, IPlanDirectory directory)
{
    // So many entries are applied in one go; the progress is told between two goes.
    private const int AppliedAtOnce = 256;

    // Time that no log has reached.
    private static readonly Moment EndOfTime = new(int.MaxValue);

    /// <summary>The version a question is about, or why there is none.</summary>
    internal async ValueTask<(long Version, string? WhyNot)> FindAsync(PlanQuestion question, CancellationToken stop)
    {
        string territory = question.Territory;
        string[] known = [.. (await directory.TerritoriesAsync(stop)).Select(settings => settings.Id)];
        if (!known.Contains(territory, StringComparer.Ordinal))
            return (0, $"there is no territory '{territory}' here; there {(known.Length == 1 ? "is" : "are")} {string.Join(", ", known.DefaultIfEmpty("none"))}.");
        long latest = await log.VersionAtAsync(territory, EndOfTime, stop);
        if (question.Version is { } asked)
            return asked >= 1 && asked <= latest ? (asked, null) : (0, $"the plan of '{territory}' has versions 1 to {latest}, and {asked} is not one of them.");
        if (question.At is { } future && future > await log.NowAsync(stop)) return (0, $"{future} is a time to come; leave --at out for how the plan stands now.");
        long version = question.At is { } time ? await log.VersionAtAsync(territory, time, stop) : latest;
        if (version > 0) return (version, null);
        IReadOnlyList<LogEntry> first = await log.ReadAsync(territory, [1], stop);
        return (0, $"the plan of '{territory}' begins at {first[0].At}; nothing is known of {question.At}.");
    }

    /// <summary>The board at a version of the log.</summary>
    internal async Task<Board> RunAsync(string territory, long version, Action<double, string> report, CancellationToken stop)
    {
        Board? board = null;
        await foreach (LogEntry[] entries in log.ReadAsync(territory, 0, version, stop).Chunk(AppliedAtOnce))
        {
            board = Board.Follow(board, entries);
            report((double)board.Version / version, string.Create(CultureInfo.InvariantCulture, $"{territory}, version {board.Version:N0} of {version:N0}"));
        }
        return board!;
    }
}
