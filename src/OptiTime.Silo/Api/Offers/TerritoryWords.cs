using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search.Ejection;
using OptiTime.Planning.Time;
using OptiTime.Silo.Api.Wire;

namespace OptiTime.Silo.Api.Offers;

/// <summary>How a territory writes times and money: in its zone and its currency.</summary>
internal sealed class TerritoryWords(TerritorySettings settings, DayClock clock)
{
    /// <summary>The words of a board's territory.</summary>
    public TerritoryWords(Board board) : this(board.Settings, board.Clock) { }

    /// <summary>The territory's id.</summary>
    public string Territory => settings.Id;

    /// <summary>An instant with the offset of the territory's zone.</summary>
    public DateTimeOffset Time(Moment moment) => moment.ToUtc().ToOffset(TimeSpan.FromSeconds(clock.OffsetSeconds(moment)));

    /// <summary>The same where there may be none.</summary>
    public DateTimeOffset? Time(Moment? moment) => moment is { } known ? Time(known) : null;

    /// <summary>An instant as people read it: on whose clock they look.</summary>
    public string Written(Moment moment) => $"{Time(moment):yyyy-MM-dd HH:mm}";

    /// <summary>A stretch of time.</summary>
    public TimeWindow Window(Interval interval) => new() { From = Time(interval.From), To = Time(interval.To) };

    /// <summary>Stretches of time.</summary>
    public TimeWindow[] Windows(IEnumerable<Interval> intervals) => [.. intervals.Select(Window)];

    /// <summary>An amount in the territory's currency.</summary>
    public Amount Amount(Money money) => new() { Value = money.ToString(), Currency = settings.Currency };

    /// <summary>The steps of a commitment.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="planned">When each is planned; one that is not known is told at its earliest, and none for which nobody is planned any more.</param>
    public PlannedStep[] Steps(Commitment commitment, IReadOnlyList<Interval> planned) =>
    [
        .. commitment.Steps.Select((step, index) =>
        {
            bool hasLostIt = step.Assignments.IsEmpty && commitment.State is (CommitmentState.Broken or CommitmentState.Backlog);
            Interval? during = hasLostIt ? null
                : index < planned.Count ? planned[index] : new Interval(step.EarliestStart, step.EarliestStart + step.Duration);
            return new PlannedStep
            {
                Step = step.Name,
                Promise = Window(step.Promise),
                Start = Time(during?.From),
                End = Time(during?.To),
                Site = step.Site,
                Resources = [.. step.Assignments.Select(who => new RolePlayer { Role = who.Role.Name, Resource = who.Resource, Unit = who.Unit, Territory = who.Territory })],
            };
        }),
    ];

    /// <summary>Work that is planned elsewhere.</summary>
    /// <param name="move">The move.</param>
    /// <param name="name">What the work is called outside.</param>
    public MovedBooking Moved(PlannedMove move, string name) => new()
    {
        Id = name,
        Told = !move.IsJob,
        NewPromise = move.NewPromise is { } promise ? Window(promise) : null,
        Call = !move.IsJob && move.NewPromise is not null,
        From = Window(move.From),
        To = move.To is { } to ? Window(to) : null,
        FromResource = move.FromResource,
        ToResource = move.ToResource,
        Minutes = move.Shift.Value / 60,
    };

    /// <summary>Cost lines with their sum.</summary>
    public CostBreakdown Cost(ImmutableArray<CostLine> lines)
    {
        var parts = new CostPart[lines.Length];
        long cents = 0;
        for (int index = 0; index < parts.Length; index++)
        {
            parts[index] = new CostPart { Kind = lines[index].Kind, Amount = Amount(lines[index].Amount) };
            cents += lines[index].Amount.Cents;
        }
        return new CostBreakdown { Total = Amount(new Money(cents)), Lines = parts };
    }
}
