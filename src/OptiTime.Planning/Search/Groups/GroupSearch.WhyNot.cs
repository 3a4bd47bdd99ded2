using System.Collections;
using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Demand;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Search.Groups;

/// <content>Why nobody comes together: which role is never free, or never when another is.</content>
internal sealed partial class GroupSearch
{
    /// <summary>How many starts are looked at for reasons.</summary>
    private const int StartsLookedAt = 4_000;

    /// <summary>The reasons, place by place; there must be somebody for every role.</summary>
    internal ImmutableArray<RefusalReason> WhyNot(Board board, SearchQuery query, Interval between, Moment now)
    {
        var reasons = new List<RefusalReason>();
        _places.Clear();
        _places.AddRange(PlacesOf(board, query));
        for (int place = 0; place < _places.Count; place++) reasons.AddRange(WhyNotAt(board, query, place, between, now));
        return [.. reasons.Distinct()];
    }

    private IEnumerable<RefusalReason> WhyNotAt(Board board, SearchQuery query, int place, Interval between, Moment now)
    {
        var work = new Work(long.MaxValue, CancellationToken.None);
        bool isPrepared = Prepare(board, query, place, new AskedCrew(query), between, now, ref work);
        string where = _places[place].Select(target => target.Site?.Site.Id).FirstOrDefault(site => site is not null) is { } id ? $" at '{id}'" : $" in '{board.Settings.Id}'";
        GroupPool[] nobody = [.. _shape.Pools.ToArray().Where(pool => pool.Numbers.IsEmpty)];
        if (nobody.Length > 0) return nobody.Select(pool => new RefusalReason("nobody", $"There is no {Describe(pool.Role)}{where}.", 0));
        if (!_shape.IsPossible) return [new("required", $"None of the required {string.Join(", ", query.Require)} could take part{where}.", 0)];
        if (!isPrepared) return [new("window", $"No promise of the service lies in the times asked for and the hours{where}.", 0)];
        int[] starts = [.. Enumerable.Range(0, query.Service.Steps.Length).SelectMany(StartsOf).Distinct().Order()];
        string together = $"{string.Join(", ", _shape.Pools.ToArray().Where(pool => !pool.IsRequired).Select(pool => $"'{pool.Role.Name}'").Distinct())} are never free together{where} in the times asked for.";
        if (starts.Length > StartsLookedAt) return [new("together", together, 0)];
        RefusalReason[] apart = [.. Apart(starts, where)];
        if (apart.Length > 0) return apart;
        return query.Service.Steps.Length == 1 ? [new("together", together, 0)]
            : [new("following", $"Each step of '{query.Service.Id}' could take place{where}, but never one after the other as they are sold: with their lags, the same resources, or on the next working day.", 0)];
    }

    /// <summary>Roles nobody can play at any start, or never at one at which another role of the step can be played.</summary>
    private IEnumerable<RefusalReason> Apart(int[] starts, string where)
    {
        GroupPool[] pools = [.. _shape.Pools];
        BitArray[] free = [.. pools.Select(pool => new BitArray([.. starts.Select(start => _solver.IsFree(pool, start))]))];
        bool isAny = false;
        for (int one = 0; one < pools.Length; one++)
        {
            if (free[one].HasAnySet()) continue;
            isAny = true;
            string why = pools[one].IsRequired ? ", which others require," : "";
            yield return new RefusalReason("full", $"No {Describe(pools[one].Role)}{why} is free{where} in the times asked for.", pools[one].Numbers.Length);
        }
        for (int one = 0; !isAny && one < pools.Length; one++)
        {
            for (int other = 0; other < one; other++)
            {
                if (pools[one].Step != pools[other].Step || new BitArray(free[one]).And(free[other]).HasAnySet()) continue;
                yield return new RefusalReason("together", $"No {Describe(pools[one].Role)} is free{where} when a {Describe(pools[other].Role)} is.", pools[one].Numbers.Length);
            }
        }
    }

    /// <summary>The starts at which somebody could begin the step for the first time, or that would be told.</summary>
    private IEnumerable<int> StartsOf(int step)
    {
        WindowSet windows = WindowsOf(step);
        for (int window = 0; window < windows.Count; window++)
        {
            int earliest = windows.Earliest[window], latest = windows.Latest[window];
            yield return earliest;
            if (earliest == latest) continue;
            foreach (GroupPool pool in _shape.Pools.ToArray())
            {
                foreach (int from in pool.From.ToArray())
                {
                    if (pool.Step == step && from > earliest && from <= latest) yield return from;
                }
            }
        }
    }

    private static string Describe(Role role) =>
        $"'{role.Name}'{(role.Skills.IsEmpty ? "" : " with " + string.Join(" and ", role.Skills.Select(skill => $"'{skill.Name}' at level {skill.Level}")))}";
}
