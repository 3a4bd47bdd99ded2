using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Search;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Explain;

/// <summary>The checks of a start for which no resource matters: notice, horizon, what is asked, what may be promised, wishes, and the hours of a site.</summary>
internal sealed class TimeChecks
{
    private readonly Board _board;
    private readonly SearchQuery _query;
    private readonly Moment _now;
    private readonly Seconds _duration;
    private readonly PlainWords _words;
    private readonly PromiseTimes _times, _anyTimes;
    private readonly Lazy<bool> _isPromised, _isWished;

    internal TimeChecks(Board board, SearchQuery query, Moment now)
    {
        (_board, _query, _now, _words) = (board, query, now, new PlainWords(board.Clock));
        _duration = query.Service.Steps[0].Duration;
        Interval between = query.Between.Intersect(new Interval(now + query.Service.LeadTime, board.HorizonEnd));
        if (query.BeginBy is { } deadline) between = between with { To = deadline < between.From ? between.From : Moment.Min(between.To, deadline + _duration) };
        Between = between;
        _times = new PromiseTimes(board, query, Between);
        // Where notice, horizon or what is asked stand in the way already, the others are judged without them.
        _anyTimes = new PromiseTimes(board, query, new Interval(board.Clock.StartOf(board.FirstDay - 1), board.Clock.StartOf(board.AfterDay + 1)));
        _isPromised = new Lazy<bool>(() => !_times.All([], null).IsEmpty);
        _isWished = new Lazy<bool>(() => !_times.All(query.Wishes, null).IsEmpty);
    }

    /// <summary>What is asked for, held to notice, horizon and the deadline of the service level.</summary>
    internal Interval Between { get; }

    /// <summary>The promises that may be made at a spot.</summary>
    internal ImmutableArray<Timing> TimingsAt(Spot spot) => _times.All(_query.Wishes, OpenAt(spot));

    /// <summary>The promise under which something may start at a spot; null where there is none.</summary>
    internal Timing? TimingOf(Spot spot, Moment start) => _times.At(start, _query.Wishes, OpenAt(spot));

    /// <summary>The checks of one start.</summary>
    internal IEnumerable<Check> Of(Moment start, Spot? spot)
    {
        Check[] asked = [LeadTime(start), Horizon(start), Asked(start), ServiceLevel(start)];
        PromiseTimes times = asked.All(check => check.Result == CheckResult.Passed) ? _times : _anyTimes;
        return [.. asked, Promise(times, start), Wish(times, start), SiteHours(times, start, spot)];
    }

    /// <summary>The checks of all starts together, where there is none to look at: each fails when none passes it and those before it.</summary>
    internal IEnumerable<Check> OfAll(Spot spot)
    {
        Moment soonest = _now + _query.Service.LeadTime;
        if (_query.Between.To <= soonest) return Then(ResourceChecks.Failed(CheckCodes.LeadTime, $"It needs {_query.Service.LeadTime} notice, so until {_words.At(soonest)}; what is asked for ends on {_words.At(_query.Between.To)}.", "Ask for a later time."), 0);
        if (_query.Between.From >= _board.HorizonEnd) return Then(Beyond(), 1);
        if (_query.BeginBy is { } deadline && deadline < Moment.Max(_query.Between.From, soonest)) return Then(TooLate(deadline), 3);
        if (!_isPromised.Value) return Then(ResourceChecks.Failed(CheckCodes.Promise, $"No promise of '{_query.Service.Id}' lies in {_words.Span(Between)}.", "Ask for a longer time."), 4);
        if (!_isWished.Value) return Then(ResourceChecks.Failed(CheckCodes.Wish, "No promise lies in the times wished for.", "Wish for longer times, or for none."), 5);
        return spot.Site is not null && TimingsAt(spot).IsEmpty ? Then(ResourceChecks.Failed(CheckCodes.SiteHours, $"Site '{spot.Site!.Site.Id}' is closed whenever it could be.", "Ask for another time or site."), 6) : Then(null, 7);
    }

    private static IEnumerable<Check> Then(Check? failed, int place)
    {
        string[] codes = [CheckCodes.LeadTime, CheckCodes.Horizon, CheckCodes.Asked, CheckCodes.ServiceLevel, CheckCodes.Promise, CheckCodes.Wish, CheckCodes.SiteHours];
        IEnumerable<Check> passed = codes.Take(place).Select(code => ResourceChecks.Passed(code, "There are times for which it stands in nobody's way."));
        return failed is null ? passed : [.. passed, failed, .. codes.Skip(place + 1).Select(NotReached)];
    }

    internal static Check NotReached(string code) => new(code, CheckResult.NotReached, "An earlier check failed.");

    private static IReadOnlyList<Interval>? OpenAt(Spot? spot) => spot?.Site is { } site ? [.. site.Stretches()] : null;

    private Check LeadTime(Moment start)
    {
        if (start < _now) return ResourceChecks.Failed(CheckCodes.LeadTime, $"{_words.At(start)} is over: it is {_words.AtNear(_now, start)} now.", "Ask for a later start.");
        Moment soonest = _now + _query.Service.LeadTime;
        string words = _query.Service.LeadTime == Seconds.Zero ? "It needs no notice." : $"It needs {_query.Service.LeadTime} notice, so until {_words.At(soonest)}.";
        return start >= soonest ? ResourceChecks.Passed(CheckCodes.LeadTime, words)
            : ResourceChecks.Failed(CheckCodes.LeadTime, words, $"Ask for a start from {_words.At(soonest)} on.") with { Missing = soonest - start };
    }

    private Check Horizon(Moment start)
    {
        if (start + _duration > _board.HorizonEnd) return Beyond();
        return ResourceChecks.Passed(CheckCodes.Horizon, $"What can be booked reaches until {_words.At(_board.HorizonEnd)}.");
    }

    private Check Beyond() =>
        ResourceChecks.Failed(CheckCodes.Horizon, $"What can be booked reaches until {_words.At(_board.HorizonEnd)}.", "Ask again nearer the day.");

    private Check Asked(Moment start)
    {
        string words = $"Asked for is {_words.Span(_query.Between)}.";
        return _query.Between.Contains(new Interval(start, start + _duration)) ? ResourceChecks.Passed(CheckCodes.Asked, words)
            : ResourceChecks.Failed(CheckCodes.Asked, words, start < _query.Between.From ? "Send an earlier 'earliest'." : "Send a later 'latest'.");
    }

    private Check ServiceLevel(Moment start)
    {
        if (_query.BeginBy is not { } deadline) return ResourceChecks.Passed(CheckCodes.ServiceLevel, "No service level asks it to begin by a time.");
        return start <= deadline ? ResourceChecks.Passed(CheckCodes.ServiceLevel, $"The service level asks it to begin by {_words.At(deadline)}.")
            : TooLate(deadline) with { Missing = start - deadline };
    }

    private Check TooLate(Moment deadline) => ResourceChecks.Failed(
        CheckCodes.ServiceLevel, $"The service level asks it to begin by {_words.At(deadline)}.", "Availability offers what gives up the service level, where nothing else fits.");

    private Check Promise(PromiseTimes times, Moment start)
    {
        if (times.At(start, [], null) is { } timing)
            return ResourceChecks.Passed(CheckCodes.Promise, $"The promise would be {_words.Span(timing.Promise)}.");
        string choices = _query.Service.Promise.IsExact
            ? $"'{_query.Service.Id}' starts every {_query.Service.Promise.Granularity} after midnight."
            : $"'{_query.Service.Id}' is promised {string.Join(", ", times.OfRule(_board.Clock.DayOf(start)).Select(window => $"{_words.Time(window.From)} to {_words.Time(window.To)}"))}.";
        return times.WindowsAt(start).Any()
            ? ResourceChecks.Failed(CheckCodes.Promise, $"{choices} Too little of that window is left in the times asked for.", "Ask for a longer time.")
            : ResourceChecks.Failed(CheckCodes.Promise, choices, "Ask for a start that can be promised.");
    }

    private Check Wish(PromiseTimes times, Moment start)
    {
        if (_query.Wishes.IsEmpty) return ResourceChecks.Passed(CheckCodes.Wish, "No times were wished for.");
        string words = $"Wished for {(_query.Wishes.Length == 1 ? "is" : "are")} {string.Join("; ", _query.Wishes.Take(5).Select(_words.Span))}{(_query.Wishes.Length > 5 ? "; ..." : "")}.";
        bool isWished = times.At(start, [], null) is null ? _query.Wishes.Any(wish => wish.Contains(start)) : times.At(start, _query.Wishes, null) is not null;
        return isWished ? ResourceChecks.Passed(CheckCodes.Wish, words) : ResourceChecks.Failed(CheckCodes.Wish, words, "Wish for another time, or for none.");
    }

    private Check SiteHours(PromiseTimes times, Moment start, Spot? spot)
    {
        if (spot?.Site is not { } site) return ResourceChecks.Passed(CheckCodes.SiteHours, "There are no hours but its own.");
        var during = new Interval(start, start + _duration);
        bool fits = times.At(start, _query.Wishes, null) is null ? site.IsOpen(during) : times.At(start, _query.Wishes, OpenAt(spot)) is not null;
        Interval? hours = site.Stretches().Where(open => open.To > start).Select(open => (Interval?)open).FirstOrDefault();
        string words = hours is { } next ? $"Site '{site.Site.Id}' is open {_words.Span(next)}." : $"Site '{site.Site.Id}' does not open any more.";
        return fits ? ResourceChecks.Passed(CheckCodes.SiteHours, words) : ResourceChecks.Failed(CheckCodes.SiteHours, words, "Ask for a time when it is open throughout.");
    }
}
