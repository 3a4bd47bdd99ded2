namespace OptiTime.Planning.Search;

/// <summary>
/// Chooses among the promises that can be kept. The cheapest comes first; after it days and times of day that have been chosen less often come
/// before cheaper ones that have, so that whoever reads the offers out has a real choice.
/// </summary>
internal static class OfferSpread
{
    /// <summary>Keeps the best options, in the order in which they are to be offered.</summary>
    /// <param name="options">The options; left with the chosen ones.</param>
    /// <param name="limit">How many to keep at the most.</param>
    internal static void Sort(List<Option> options, int limit)
    {
        var days = new Dictionary<int, int>();
        var times = new Dictionary<int, int>();
        int count = Math.Min(limit, options.Count);
        for (int place = 0; place < count; place++)
        {
            int best = place;
            for (int index = place + 1; index < options.Count; index++)
            {
                if (IsBetter(options[index], options[best])) best = index;
            }
            (options[place], options[best]) = (options[best], options[place]);
            Option chosen = options[place];
            days[chosen.Day] = days.GetValueOrDefault(chosen.Day) + 1;
            times[chosen.TimeOfDay.Value] = times.GetValueOrDefault(chosen.TimeOfDay.Value) + 1;
        }
        options.RemoveRange(count, options.Count - count);

        bool IsBetter(in Option left, in Option right)
        {
            int often = OftenChosen(left) - OftenChosen(right);
            if (often != 0) return often < 0;
            if (left.Found.Rank != right.Found.Rank) return left.Found.Rank < right.Found.Rank;
            return left.Promise.From < right.Promise.From;
        }

        int OftenChosen(in Option option) => days.GetValueOrDefault(option.Day) + times.GetValueOrDefault(option.TimeOfDay.Value);
    }
}
