using OptiTime.Planning.Boards;
using OptiTime.Planning.Calendars;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.LoadTests.Disturbed;

/// <summary>What a way to answer came to on a day.</summary>
/// <param name="Promised">How many promises were given.</param>
/// <param name="Broken">How many of them were not kept.</param>
/// <param name="Called">How many customers were without a place inside their promise after some answer: they had to be called, whatever became of it later.</param>
/// <param name="Moved">How many bookings were moved by some answer.</param>
/// <param name="Elsewhere">How many of those were given to somebody else.</param>
/// <param name="Moves">How often a booking was moved, all answers together.</param>
/// <param name="UrgentServed">How many urgent callers found a place.</param>
/// <param name="UrgentCalls">How many there were.</param>
/// <param name="Road">What was driven.</param>
/// <param name="Answers">How long each answer took.</param>
internal sealed record DayOutcome(
    int Promised, int Broken, int Called, int Moved, int Elsewhere, int Moves, int UrgentServed, int UrgentCalls, Leg Road, IReadOnlyList<TimeSpan> Answers)
{
    /// <summary>Whose promise was not kept, in the order of ids.</summary>
    internal IReadOnlyList<DayLoss> Losses { get; init; } = [];

    /// <summary>Several days together.</summary>
    internal static DayOutcome Sum(IReadOnlyList<DayOutcome> days) => new(
        days.Sum(day => day.Promised), days.Sum(day => day.Broken), days.Sum(day => day.Called), days.Sum(day => day.Moved), days.Sum(day => day.Elsewhere),
        days.Sum(day => day.Moves), days.Sum(day => day.UrgentServed), days.Sum(day => day.UrgentCalls),
        days.Aggregate(default(Leg), (sum, day) => sum + day.Road), [.. days.SelectMany(day => day.Answers)])
    {
        Losses = [.. days.SelectMany(day => day.Losses)],
    };
}

/// <summary>A promise that was not kept. Times are those of the day, as a clock on the wall shows them.</summary>
/// <param name="Booking">Whose.</param>
/// <param name="Service">What was to be done.</param>
/// <param name="Promise">Between when it could have begun.</param>
/// <param name="At">When its booking had lost its place for good.</param>
/// <param name="What">What had happened then.</param>
internal sealed record DayLoss(string Booking, string Service, string Promise, string At, string What);

/// <summary>
/// Counts what becomes of promises and plans on a day, by looking at the tours before and after each answer and at nothing else. A booking is moved by an
/// answer when it has not begun, stood before and stands after, and somebody else comes, or the same one more than a quarter of an hour earlier or later. That
/// counts whoever had lost their place and was given another; of those who slide because a visit before theirs takes longer, what the answer adds to that.
/// </summary>
internal sealed class DayCounter(int day)
{
    /// <summary>What nobody notices.</summary>
    internal static readonly Seconds Unnoticed = Seconds.FromMinutes(15);

    private readonly Dictionary<string, (Moment Earliest, Moment Latest, string Service)> _promises = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Moment At, string What)> _lost = new(StringComparer.Ordinal);
    private readonly HashSet<string> _called = [], _moved = [], _elsewhere = [];
    private readonly List<TimeSpan> _answers = [];
    private int _moves, _urgent, _urgentServed;

    /// <summary>Takes down what was promised.</summary>
    internal void Promise(Commitment booking) => _promises.Add(booking.Id, (booking.Steps[0].EarliestStart, booking.Steps[0].LatestStart, booking.Service.Id));

    /// <summary>Notes whether an urgent caller found a place.</summary>
    internal void Call(bool isServed)
    {
        _urgent++;
        if (isServed) _urgentServed++;
    }

    /// <summary>Compares a plan before and after an answer.</summary>
    /// <param name="before">Before.</param>
    /// <param name="known">When somebody had only taken in what happened: whoever lost their place stands nowhere.</param>
    /// <param name="after">After.</param>
    /// <param name="now">When it was.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="what">What had happened.</param>
    internal void Compare(Board before, Board known, Board after, Moment now, TimeSpan took, string what)
    {
        _answers.Add(took);
        Dictionary<string, (string Resource, Moment Start)> slid = DayRoads.StandingOn(known, day), stands = DayRoads.StandingOn(after, day);
        foreach ((string booking, (string Resource, Moment Start) planned) in DayRoads.StandingOn(before, day).Where(one => one.Value.Start > now))
        {
            (string resource, Moment start) = slid.GetValueOrDefault(booking, planned);
            if (!stands.TryGetValue(booking, out (string Resource, Moment Start) place) || !IsKept(booking, place.Start)) Lose(booking, now, what);
            else if (place.Resource != resource) Move(booking, isElsewhere: true);
            else if (Math.Abs((place.Start - start).Value) > Unnoticed.Value) Move(booking, isElsewhere: false);
        }
    }

    /// <summary>What it came to.</summary>
    /// <param name="evening">The plan when the day is over.</param>
    internal DayOutcome End(Board evening)
    {
        Dictionary<string, (string Resource, Moment Start)> served = DayRoads.StandingOn(evening, day);
        string[] broken = [.. _promises.Keys.Where(booking => !served.TryGetValue(booking, out (string Resource, Moment Start) place) || !IsKept(booking, place.Start))];
        return new DayOutcome(_promises.Count, broken.Length, _called.Count, _moved.Count, _elsewhere.Count, _moves, _urgentServed, _urgent, DayRoads.Of(evening, day), _answers)
        {
            Losses = [.. broken.Order(StringComparer.Ordinal).Select(booking => LossOf(booking, evening.Clock))],
        };
    }

    private DayLoss LossOf(string booking, DayClock clock)
    {
        (Moment earliest, Moment latest, string service) = _promises[booking];
        (Moment at, string what) = _lost[booking];
        return new DayLoss(booking, service, $"{OnTheWall(earliest)} to {OnTheWall(latest)}", OnTheWall(at), what);

        // What is told is RFC 3339.
        string OnTheWall(Moment moment) => clock.Tell(moment)[11..16];
    }

    private void Lose(string booking, Moment now, string what)
    {
        _called.Add(booking);
        _lost[booking] = (now, what);
    }

    private bool IsKept(string booking, Moment start) => _promises[booking] is var promise && start >= promise.Earliest && start <= promise.Latest;

    private void Move(string booking, bool isElsewhere)
    {
        _moves++;
        _moved.Add(booking);
        if (isElsewhere) _elsewhere.Add(booking);
    }
}
