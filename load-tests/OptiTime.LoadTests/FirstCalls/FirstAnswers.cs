using OptiTime.Demo.Loading;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Search;

namespace OptiTime.LoadTests.FirstCalls;

/// <summary>
/// What callers were told. An answer is acceptable when it has an offer: it lies within the times the caller wished for and before the day by which it
/// must be done, and nothing was given up for it.
/// </summary>
internal sealed class FirstAnswers
{
    private readonly List<(FirstCall Call, SearchResult Result)> _answers = [];

    /// <summary>How full the days that are told of were in the morning.</summary>
    internal PlanLoad Morning { get; private set; }

    /// <summary>How full the week ahead was in the morning.</summary>
    internal PlanLoad Ahead { get; private set; }

    /// <summary>How full the days that are told of were when they were over.</summary>
    internal PlanLoad Evening { get; private set; }

    /// <summary>How full all days were when they were over, but for those at the beginning, on which the plan was nearly empty.</summary>
    internal PlanLoad Settled { get; private set; }

    /// <summary>How many called.</summary>
    internal int Asked => _answers.Count;

    /// <summary>How many were offered something acceptable at once.</summary>
    internal int Acceptable => _answers.Count(IsAcceptable);

    /// <summary>How many of those who were not could take a relaxation.</summary>
    internal int Relaxed => Refused.Count(answer => !answer.Result.Relaxations.IsEmpty);

    /// <summary>How many callers of each class of service there were, and of them how many got an acceptable offer at once.</summary>
    internal IEnumerable<(PriorityClass Class, int Asked, int Acceptable)> ByClass =>
        _answers.GroupBy(answer => answer.Call.Service.Class).OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Count(), group.Count(IsAcceptable)));

    /// <summary>How many offers had to move others, and how many of those there were.</summary>
    internal (int Offers, int Moved) Moving
    {
        get
        {
            var moving = _answers.Where(IsAcceptable).Select(answer => answer.Result.Offers[0].Moved.Length).Where(moved => moved > 0).ToList();
            return (moving.Count, moving.Sum());
        }
    }

    /// <summary>What refused the others: the last check nobody passed, for what kind of work, and wished for when; the most frequent first.</summary>
    internal IEnumerable<(string Reason, PriorityClass Class, PartOfDay Part, int Count)> Refusals =>
        Refused.GroupBy(answer => (answer.Result.Reasons[^1].Code, answer.Call.Service.Class, answer.Call.Part))
            .Select(group => (group.Key.Code, group.Key.Class, group.Key.Part, Count: group.Count()))
            .OrderByDescending(row => row.Count).ThenBy(row => (row.Code, row.Class, row.Part));

    /// <summary>
    /// What the refused were given first: the constraint they would have to give up, how many of them, the median of what it costs the company extra, and
    /// the median of the hours by which it lies after the day on which it was to be done.
    /// </summary>
    internal IEnumerable<(string GivesUp, int Count, Money Extra, double HoursLate)> Relaxations =>
        from answer in Refused
        where !answer.Result.Relaxations.IsEmpty
        let first = answer.Result.Relaxations[0]
        group (first.Extra, Late: Math.Max(0, (first.Offer.End - answer.Call.Until).Value / 3_600.0)) by first.GivesUp into same
        orderby same.Count() descending, same.Key
        select (same.Key, same.Count(), new Money((long)Median([.. same.Select(one => (double)one.Extra.Cents)])), Median([.. same.Select(one => one.Late)]));

    private IEnumerable<(FirstCall Call, SearchResult Result)> Refused => _answers.Where(answer => !IsAcceptable(answer));

    /// <summary>Notes what a caller was told.</summary>
    internal void Add(FirstCall call, SearchResult result) => _answers.Add((call, result));

    /// <summary>Notes how full a day that is told of is in the morning, and the week ahead of it.</summary>
    internal void Begin(PlanLoad today, PlanLoad ahead) => (Morning, Ahead) = (Morning + today, Ahead + ahead);

    /// <summary>Notes how full a day is when it is over.</summary>
    internal void End(PlanLoad day, bool isTold, bool isSettled)
    {
        if (isTold) Evening += day;
        if (isSettled) Settled += day;
    }

    private static bool IsAcceptable((FirstCall Call, SearchResult Result) answer) => !answer.Result.Offers.IsEmpty;

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
