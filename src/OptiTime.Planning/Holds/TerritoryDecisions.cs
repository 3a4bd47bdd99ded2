using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Holds;

/// <summary>Defining a territory and letting its days follow the calendar.</summary>
internal static class TerritoryDecisions
{
    internal static Decision Define(Board? board, DefineTerritory command, Moment now, long version)
    {
        TerritorySettings settings = command.Settings;
        if (Decider.VersionMismatch(command.IfVersion, board?.SettingsVersion, $"Territory '{settings.Id}'") is { } mismatch) return mismatch;
        if (DayClock.For(settings.Zone) is not { } clock)
            return Decision.RefuseValue("zone", $"'{settings.Zone}' is not an IANA time zone.", "Use a name such as Europe/Paris.");
        return board is null ? Begin(settings, clock, now, version) : Change(board, settings, now, version);
    }

    internal static Decision Advance(Draft draft)
    {
        Board board = draft.Board;
        int today = board.Clock.DayOf(draft.Now);
        int firstDay = today - TerritorySettings.DaysKept;
        Answer done = Decider.Done(draft.Version, draft.Now, created: false);
        if (firstDay <= board.FirstDay) return draft.Decide(done);
        draft.ExpireOverdue(int.MaxValue);
        draft.Add([Advanced(draft.Board, firstDay, Math.Max(board.AfterDay, today + board.Settings.HorizonDays))]);
        draft.Require(new OnlyAfter(board.Clock.StartOf(today)));
        return draft.Decide(done);
    }

    private static Decision Begin(TerritorySettings settings, DayClock clock, Moment now, long version)
    {
        int today = clock.DayOf(now);
        var defined = new TerritoryDefined(settings, today - TerritorySettings.DaysKept, today + settings.HorizonDays);
        return new Decision([defined], [], [], Decider.Done(version, now, created: true), null);
    }

    private static Decision Change(Board board, TerritorySettings settings, Moment now, long version)
    {
        bool inUse = board.Sites.Count > 0 || board.Resources.Any();
        if (inUse && settings.Zone != board.Settings.Zone)
            return Decision.RefuseValue("zone", $"The zone of a territory with sites or resources cannot change (it is {board.Settings.Zone}).", "Remove them first.");
        if (inUse && settings.Currency != board.Settings.Currency)
            return Decision.RefuseValue("currency", $"The currency of a territory with sites or resources cannot change (it is {board.Settings.Currency}).", "Remove them first.");
        foreach (ResourceEntry entry in board.Resources)
        {
            if (entry.Resource.Profile is { } profile && settings.Profiles.All(known => known.Name != profile))
                return Decision.RefuseValue("profiles", $"Resource '{entry.Resource.Id}' travels by profile '{profile}', which would be gone.", "Keep it, or change the resource first.");
        }
        var draft = new Draft(board, now, version, []);
        draft.Add([new TerritoryDefined(settings with { LendsTo = board.Settings.LendsTo, Traffic = board.Settings.Traffic }, board.FirstDay, board.AfterDay)]);
        int afterDay = board.Clock.DayOf(now) + settings.HorizonDays;
        if (afterDay > board.AfterDay) draft.Add([Advanced(draft.Board, board.FirstDay, afterDay)]);
        return draft.Decide(Decider.Done(version, now, created: false));
    }

    private static HorizonAdvanced Advanced(Board board, int firstDay, int afterDay)
    {
        // After a sleep longer than the horizon, days that never were on the board are passed over.
        int newDay = Math.Max(board.AfterDay, firstDay);
        var hours = board.Sites.Values.ToDictionary(
            site => site.Site.Id, site => PeriodResolution.OpeningOf(site.Site, board.Clock, newDay - 1, afterDay), StringComparer.Ordinal);
        // The last day may have become longer than its hours: who is still at work begins the next one when they are done.
        var periods = board.Resources.Select(entry => new NewPeriods(
            entry.Resource.Id,
            [.. PeriodResolution.Behind(entry.Periods.LastOrDefault(), PeriodResolution.PeriodsOf(
                entry.Resource, entry.Resource.Site is { } site ? hours[site] : [], board.Clock, newDay, afterDay))]));
        ImmutableArray<NewPeriods> opening = [.. hours.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
            new NewPeriods(pair.Key, [.. PeriodResolution.Behind(board.Sites[pair.Key].Open.LastOrDefault(), pair.Value.Where(period => period.Day >= newDay))]))];
        return new HorizonAdvanced(firstDay, afterDay, opening, [.. periods]);
    }
}
