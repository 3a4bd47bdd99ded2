using System.Runtime.CompilerServices;
using OptiTime.Engine.Value;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;
using OptiTime.Planning.Value;
using OptiTime.Silo.Api.Availability;

namespace OptiTime.Silo.Api.Demand;

/// <summary>Counts what is asked for and what is booked. A new place for a booking is no new demand.</summary>
internal sealed class DemandDesk(DemandCounter counter, TimeProvider clock)
{
    private readonly ConditionalWeakTable<Service, string> _keys = [];

    /// <summary>Counts a request in the nearest territory it was put to, on the days asked for: those of the wishes, or all.</summary>
    /// <param name="question">The request.</param>
    /// <param name="isServed">Whether it got offers.</param>
    public void Asked(Question question, bool isServed)
    {
        if (question.Query.Ignoring is null) Count(question, Span(question), isServed);
    }

    /// <summary>Counts urgent work that came up and was to begin soon, and the place it got.</summary>
    /// <param name="question">What was asked for.</param>
    /// <param name="before">Before when it was to begin.</param>
    /// <param name="board">The board after it.</param>
    /// <param name="came">The work as it stands there; broken where there was no place for it.</param>
    public void CameUp(Question question, Moment before, Board board, Commitment came)
    {
        bool isServed = came.State == CommitmentState.Confirmed;
        Count(question, new Interval(Moment.From(clock.GetUtcNow()), before), isServed);
        if (isServed) Booked(board, came);
    }

    private void Count(Question question, Interval asked, bool isServed)
    {
        Service service = question.Query.Service;
        string key = _keys.GetValue(service, one => SkillKey.Of(one) ?? "");
        if (key.Length == 0) return;
        Board board = question.Boards[0];
        int first = board.Days.DayOf(asked.From), last = Math.Min(board.Days.DayOf(asked.To - new Seconds(1)), board.AfterDay - 1);
        counter.Count(new CountedRequest(
            board.Settings.Id, Today(board), first, Math.Max(1, last - first + 1), key, service.Class, Known(board, question.Tier),
            isServed ? DemandOutcome.Offered : DemandOutcome.Refused, service.Steps.Sum(step => step.Duration.Value), service.Price.Cents));
    }

    /// <summary>Counts a booking on the day it was promised for.</summary>
    public void Booked(Board board, Commitment made)
    {
        if (SkillKey.Of(made) is not { } key) return;
        counter.Count(new CountedRequest(
            board.Settings.Id, Today(board), board.Clock.DayOf(made.Steps[0].Promise.From), 1, key, made.Service.Class, Known(board, made.Tier),
            DemandOutcome.Booked, made.Steps.Sum(step => step.Duration.Value), made.Service.Price.Cents));
    }

    private static Interval Span(Question question)
    {
        Interval between = question.Query.Between;
        if (question.Query.Wishes.IsEmpty) return between;
        var span = new Interval(question.Query.Wishes.Min(wish => wish.From), question.Query.Wishes.Max(wish => wish.To));
        return between.Overlaps(span) ? between.Intersect(span) : between;
    }

    private int Today(Board board) => board.Clock.DayOf(Moment.From(clock.GetUtcNow()));

    private static string? Known(Board board, string? tier) => (board.Settings.Opportunity ?? OpportunitySettings.Default).Known(tier);
}
