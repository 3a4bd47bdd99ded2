using System.Runtime.InteropServices;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search;

/// <summary>What an offer is chosen by.</summary>
internal interface IChoice
{
    /// <summary>What it costs, in cost units, less what a preferred resource is given.</summary>
    long Rank { get; }

    /// <summary>When its promise begins.</summary>
    Moment From { get; }

    /// <summary>The local day of the promise.</summary>
    int Day { get; }

    /// <summary>When in that day it begins.</summary>
    Seconds TimeOfDay { get; }
}

/// <summary>
/// Chooses among the promises that can be kept. The cheapest comes first; after it days and times of day that have been chosen less often come
/// before cheaper ones that have, so that whoever reads the offers out has a real choice.
/// </summary>
internal static class OfferSpread
{
    /// <summary>Keeps the best options, in the order in which they are to be offered.</summary>
    /// <param name="options">The options; left with the chosen ones.</param>
    /// <param name="limit">How many to keep at the most.</param>
    internal static void Sort<T>(List<T> options, int limit) where T : struct, IChoice
    {
        var chosen = new List<T>(Math.Min(limit, options.Count));
        (Slot[] slots, int numbers) = InOrder(CollectionsMarshal.AsSpan(options));
        int[] often = new int[numbers];
        // How often a slot's day and time were chosen only grows. So one walk in order finds all there is at a level, and none comes back to it.
        for (int level = 0; chosen.Count < chosen.Capacity; level++)
        {
            for (int place = 0; place < slots.Length && chosen.Count < chosen.Capacity; place++)
            {
                ref Slot slot = ref slots[place];
                if (often[slot.Day] + often[slot.Time] != level || slot.IsChosen) continue;
                slot.IsChosen = true;
                often[slot.Day]++;
                often[slot.Time]++;
                chosen.Add(options[slot.Option]);
            }
        }
        options.Clear();
        options.AddRange(chosen);
    }

    /// <summary>The options by rank, beginning and index, their days and times of day under dense numbers; and how many numbers there are.</summary>
    private static (Slot[] Slots, int Numbers) InOrder<T>(ReadOnlySpan<T> options) where T : struct, IChoice
    {
        // One number each, because those compare several times faster than tuples do: the rank above the beginning above the index.
        var order = new Int128[options.Length];
        for (int index = 0; index < order.Length; index++)
            order[index] = ((Int128)options[index].Rank << 64) | ((ulong)options[index].From.Value << 32) | (uint)index;
        Array.Sort(order);
        var slots = new Slot[order.Length];
        Dictionary<int, int> days = [], times = [];
        for (int place = 0; place < slots.Length; place++)
        {
            int index = (int)(order[place] & int.MaxValue);
            ref readonly T option = ref options[index];
            slots[place] = new Slot
            {
                Option = index,
                Day = NumberOf(days, option.Day),
                Time = NumberOf(times, option.TimeOfDay.Value),
            };
        }
        return (slots, days.Count + times.Count);

        int NumberOf(Dictionary<int, int> known, int value)
        {
            int next = days.Count + times.Count;
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, value, out bool exists);
            if (!exists) number = next;
            return number;
        }
    }

    private struct Slot
    {
        internal int Option;
        internal int Day;
        internal int Time;
        internal bool IsChosen;
    }
}
