using System.Collections.Immutable;
using OptiTime.Planning.Backlog;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commands;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Explain;
using OptiTime.Planning.Search;
using OptiTime.Planning.Telling;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.ByHand;

/// <summary>The checks that what is done by hand is held to, with the numbers: those of explanations, and those that a reason may override.</summary>
/// <param name="board">The board that those who leave have left.</param>
/// <param name="work">The work.</param>
/// <param name="command">What the dispatcher wants.</param>
/// <param name="now">The present.</param>
internal sealed class HandChecks(Board board, Commitment work, AssignWork command, Moment now)
{
    /// <summary>How many positions are tried to tell why somebody has no room.</summary>
    private const int MostTrials = 2_000;

    private static readonly string[] Soft = [CheckCodes.Refused, CheckCodes.Required];

    /// <summary>What the tours say: judged by putting the seat into them, which overtime may help.</summary>
    private static readonly string[] OfTours =
        [CheckCodes.WorkingTime, CheckCodes.Break, CheckCodes.Occupied, CheckCodes.WayThere, CheckCodes.WayOn, CheckCodes.WayHome];

    /// <summary>What nobody asked by hand: the promise is judged by what was told.</summary>
    private static readonly string[] NotAsked = [CheckCodes.Asked, CheckCodes.ServiceLevel, CheckCodes.Promise, CheckCodes.Wish];

    private readonly PlainWords _words = new(board.Clock);

    /// <summary>What is frozen begins before.</summary>
    internal Moment Thaw => now + board.Settings.FreezeHorizon;

    /// <summary>Whether a step has not begun.</summary>
    internal Check? Begun(int step, Interval? planned) => planned is { } time && time.From <= now
        ? ResourceChecks.Failed(
            CheckCodes.Begun, $"Step '{work.Steps[step].Name}' began on {_words.At(time.From)}; it is {_words.AtNear(now, time.From)} now.", "What has begun stays where it is.")
        : null;

    /// <summary>Whether neither the old nor the new place is frozen.</summary>
    internal Check? Frozen(Interval? planned, Moment start)
    {
        Moment first = planned is { } time ? Moment.Min(time.From, start) : start;
        string words = $"{_words.At(first)} is nearer than {board.Settings.FreezeHorizon}: what begins before {_words.AtNear(Thaw, first)} is frozen.";
        return first >= Thaw ? null : Overridable(CheckCodes.Frozen, words) with { Missing = Thaw - first };
    }

    /// <summary>Whether a start lies inside what was told, or of a job in its range.</summary>
    internal Check? Told(int step, Moment start, bool isFixed)
    {
        CommittedStep part = work.Steps[step];
        if (IsInside(part, start, isFixed)) return null;
        return Overridable(
            CheckCodes.Told, work.IsJob
                ? $"The job is to be done {_words.Span(part.Promise)}; it would start on {_words.At(start)} and take {part.Duration}."
                : $"The customer was told {_words.Span(part.Promise)}; it would start on {_words.At(start)}.");
    }

    /// <summary>Whether a step may start at a moment by what was agreed. Who comes together starts at a fixed moment, inside a window that is as wide as was told.</summary>
    internal bool IsInside(CommittedStep part, Moment start, bool isFixed)
    {
        if (work.IsJob) return part.Promise.Contains(part.At(start));
        if (part.EarliestStart <= start && start <= part.LatestStart) return true;
        return isFixed && part.Promise.Contains(start) && part.Promise.Length != part.Duration;
    }

    /// <summary>Whether a customer who may have chosen whom they have, or had until it was lost, keeps them.</summary>
    internal Check? Chosen(Seat seat, bool isAlone)
    {
        ImmutableArray<string> had = work.Wanted ?? (work.Steps[0].Assignments is [var only] ? [only.Resource] : []);
        if (work.IsJob || !isAlone || work.AnyResource == true || had.IsEmpty || had.Contains(seat.Resource.Resource.Id)) return null;
        return Overridable(CheckCodes.Chosen, $"The customer did not say that anybody will do, and may have chosen {string.Join(" or ", had.Select(one => $"'{one}'"))}.");
    }

    /// <summary>That a resource would work longer than its working time says.</summary>
    internal static Check Overtime(Seat seat, Seconds length) =>
        Overridable(CheckCodes.Overtime, $"'{seat.Resource.Resource.Id}' would work {length} of overtime, for {seat.Resource.Resource.Overtime!.CostOf(length)}.") with { Missing = length };

    /// <summary>The checks of a seat without those of its tours, which are only told where there is no room.</summary>
    internal IEnumerable<Check> Of(Seat seat, int step, Moment? start) =>
        Chain(seat, step, start).Where(check => !OfTours.Contains(check.Code) && (start is not null || check.Code is not (CheckCodes.LeadTime or CheckCodes.Horizon or CheckCodes.SiteHours)));

    /// <summary>The whole chain of a seat: at a start, or where none is asked for at the one that comes closest.</summary>
    internal ImmutableArray<Check> Chain(Seat seat, int step, Moment? start)
    {
        (CheckChain chain, Trials trials) = ChainOf(seat, step, start);
        Trial? trial = start is { } at ? trials.Best(seat.Resource, at)
            : chain.MayServe(seat.Resource) ? trials.All(seat.Resource).Take(MostTrials).MinBy(one => one.Attempt.Missing) : null;
        Moment? told = start ?? (trial is null ? null : Moment.Min(trial.Attempt.Start, trial.Timing.Latest));
        return [.. chain.At(seat.Resource, told, trial).Checks.Where(check => !NotAsked.Contains(check.Code)).Select(Mark)];
    }

    /// <summary>On each day on which a job may be done, from when to when it may start.</summary>
    internal ImmutableArray<Timing> Timings(Seat seat, int step)
    {
        CheckChain chain = ChainOf(seat, step, null).Chain;
        return [.. chain.SpotsFor(seat.Resource).Take(1).SelectMany(spot => chain.TimingsAt(spot))];
    }

    /// <summary>The words of a failed check with what it is about.</summary>
    internal static string Tell(Check check) => check.Remedy is { } remedy ? $"{check.Words} {remedy}" : check.Words;

    private (CheckChain Chain, Trials Trials) ChainOf(Seat seat, int step, Moment? start)
    {
        CommittedStep part = work.Steps[step];
        var asked = new AskedRole(new ServiceStep(part.Name, part.Duration, part.Spread, [seat.Role], Seconds.Zero, null), seat.Role);
        var service = new Service(
            work.Service.Id, work.Service.Name, work.Service.Class, [asked.Step], JobSearch.AnyTime, Seconds.Zero, [], work.Service.Price);
        Location? point = part.Place is { } place && part.Site is null ? board.Places.PlaceOf(place).Location : null;
        Interval range = work.IsJob ? part.Promise : new Interval(part.EarliestStart, part.LatestStart + part.Duration);
        Interval between = start is null ? range.Intersect(new Interval(now, board.HorizonEnd)) : new Interval(now, board.HorizonEnd);
        var query = new SearchQuery(
            service, point, between, [], command.Require, [], command.Refuse, part.Site is { } site ? [site] : [], null, ImpactAllowed.None, 1, MostTrials);
        var chain = new CheckChain(board, query, asked, now, command.Naming);
        return (chain, new Trials(board, query, asked, chain, now));
    }

    private static Check Mark(Check check) => check with { MayBeOverridden = check.Result == CheckResult.Failed && Soft.Contains(check.Code) };

    private static Check Overridable(string code, string words) => ResourceChecks.Failed(code, words, null) with { MayBeOverridden = true };
}
