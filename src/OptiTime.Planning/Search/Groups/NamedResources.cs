using System.Collections.Immutable;
using OptiTime.Planning.Boards;

namespace OptiTime.Planning.Search.Groups;

/// <summary>
/// Of resources a query requires, how many can take part at once: a largest matching of resources and roles, by augmenting paths (Kuhn 1955, "The
/// Hungarian method for the assignment problem"). Of two technicians required for one role it is one; of a trainer and a room it is both.
/// </summary>
internal static class NamedResources
{
    /// <summary>How many of the named can play a role of the parts at once.</summary>
    internal static int MostAtOnce(Board board, ReadOnlySpan<GroupColumn> parts, ImmutableArray<string> named)
    {
        if (named.IsEmpty) return 0;
        int[] numbers = [.. named.Distinct().Select(board.FindResource).OfType<ResourceEntry>().Select(entry => entry.Number)];
        var seats = new List<GroupColumn>();
        foreach (GroupColumn part in parts) seats.AddRange(Enumerable.Repeat(part, part.Count));
        int[] heldBy = [.. Enumerable.Repeat(-1, seats.Count)];
        return numbers.Count(number => FindSeat(number, new bool[seats.Count]));

        bool FindSeat(int number, bool[] tried)
        {
            for (int seat = 0; seat < seats.Count; seat++)
            {
                if (tried[seat] || !seats[seat].Pools.TrueForAll(pool => pool.ClassOf[number] >= 0)) continue;
                tried[seat] = true;
                if (heldBy[seat] >= 0 && !FindSeat(heldBy[seat], tried)) continue;
                heldBy[seat] = number;
                return true;
            }
            return false;
        }
    }
}
