using OptiTime.Engine.Directory;
using OptiTime.Engine.Planners;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Repair;
using OptiTime.Planning.Time;

namespace OptiTime.Engine.Backlog;

/// <summary>
/// Gives bookings of one territory that lost their place one again, as soon as there is room inside their promise: somebody cancels, or works longer. How they lost it
/// is read from the log; those that are people's to settle it leaves alone (<see cref="LostBooking"/>). It looks beside the mailbox, a few at a time, and rests
/// while nothing has changed. Two silos that do so at once get in nobody's way: who comes second is refused.
/// </summary>
/// <param name="services">What planners are given from outside; without <see cref="PlannerServices.Directory"/> nothing is done.</param>
internal sealed class BookingReturner(PlannerServices services)
{
    private readonly Dictionary<string, (long Version, LostBooking? Lost)> _known = new(StringComparer.Ordinal);
    private string? _last;
    private Moment _rested;
    private long _seen = -1;

    /// <summary>Looks at the next few. Called by one tick at a time.</summary>
    internal async ValueTask ReturnAsync(Planner<Board> planner, Catalogue catalogue, CancellationToken stop)
    {
        if (services.Directory is not { } directory || planner.State is not { Broken.IsEmpty: false } board) return;
        Moment now = planner.Now;
        if (_last is null && (now < _rested || board.Version == _seen)) return;
        if (_last is null) _seen = board.Version;
        string[] next = [.. board.Broken.SkipWhile(id => string.CompareOrdinal(id, _last) <= 0).Take(services.Options.LostAtOnce)];
        foreach (string id in next)
        {
            if (await LostAsync(directory, board, id, stop) is { } lost) await TryAsync(planner, catalogue, lost, now, stop);
        }
        _last = next.Length < services.Options.LostAtOnce ? null : next[^1];
        if (_last is not null) return;
        _rested = now + new Seconds((int)services.Options.LostRest.TotalSeconds);
        foreach (string gone in _known.Keys.Where(id => !board.Broken.Contains(id)).ToList()) _known.Remove(gone);
    }

    private async Task TryAsync(Planner<Board> planner, Catalogue catalogue, LostBooking lost, Moment now, CancellationToken stop)
    {
        if (planner.State is not { } board) return;
        var command = new ReturnBooking(services.NewId().ToString("N").ToUpperInvariant(), lost);
        // Mostly there is no room yet: the mailbox need not know.
        if (Decider.Decide(board, catalogue, command, now, board.Version).Refusal is not null) return;
        if (planner.TrySendAsync(command, null) is { } sent) await sent.WaitAsync(stop);
    }

    /// <summary>How a booking lost its place, read once for each time it is recorded: a call that is noted may make it people's.</summary>
    private async ValueTask<LostBooking?> LostAsync(IPlanDirectory directory, Board board, string id, CancellationToken stop)
    {
        long version = board.Commitments[id].Version;
        if (_known.TryGetValue(id, out var known) && known.Version == version) return known.Lost;
        IReadOnlyList<long> versions = await directory.VersionsOfAsync(board.Settings.Id, id, stop);
        var lost = LostBooking.Of(id, await services.Log.ReadAsync(board.Settings.Id, [.. versions.Where(one => one <= board.Version)], stop));
        _known[id] = (version, lost);
        return lost;
    }
}
