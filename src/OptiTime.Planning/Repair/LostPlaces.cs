using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;
using OptiTime.Planning.Time;

namespace OptiTime.Planning.Repair;

/// <summary>Takes a fact of the field into a plan: what is no longer possible leaves its tours, and everything else stays as near to where it is as it can.</summary>
internal static class LostPlaces
{
    /// <summary>States the facts on a draft; where they make work impossible, once more on a draft on which it has left its tours.</summary>
    /// <param name="draft">The draft, before any change; afterwards the one on which the facts are stated.</param>
    /// <param name="state">States the facts, and tells the commitments that would no longer be possible.</param>
    /// <param name="stays">Whether a step of work that takes several stays, by its time, when those behind it lose their place: what has begun, unless said otherwise.</param>
    /// <returns>Who lost their place, in the order of ids. Each is on record as it was, and only what it has behind it stands in tours.</returns>
    internal static ImmutableArray<LostWork> Make(ref Draft draft, Func<Draft, IEnumerable<string>> state, Func<Interval, bool>? stays = null)
    {
        Draft given = draft.Anew();
        var first = new SortedDictionary<string, int>(StringComparer.Ordinal);
        while (true)
        {
            bool isMore = false;
            foreach (string id in state(draft).Distinct().ToList())
            {
                // What only seems to have begun, because it was planned to, is told again.
                int before = first.TryGetValue(id, out int known) ? known - 1 : FirstToLeave(given, id, stays);
                if (before < 0) continue;
                (first[id], isMore) = (before, true);
            }
            if (!isMore) return LostOn(given.Board, draft.Board, first);
            draft = given.Anew();
            foreach ((string id, int from) in first)
                draft.Add([.. Vacancy.Tours(draft.Board, draft.Board.Commitments[id].Commitment, draft.Now, keepsStarts: true, (step, _) => step >= from)]);
        }
    }

    /// <summary>States a disruption on a draft.</summary>
    /// <inheritdoc cref="Make"/>
    internal static ImmutableArray<LostWork> Under(ref Draft draft, Disruption disruption)
    {
        Moment now = draft.Now;
        // Where nobody is at home it does not help that somebody is there; what is done is done.
        return Make(ref draft, anew => FieldFacts.State(anew, disruption), disruption is CustomerAbsent ? time => time.To <= now : null);
    }

    /// <summary>The step with which work leaves its tours: the first that has not begun; the last where all have. A hold ends as a whole: nobody has said yes to it yet.</summary>
    internal static int FirstToLeave(Draft given, string id, Func<Interval, bool>? stays = null)
    {
        Commitment work = given.Board.Commitments[id].Commitment;
        int first = 0;
        if (work.State == CommitmentState.Held) return first;
        // What stood on a day that has left the board is done.
        while (first < work.Steps.Length - 1 && given.Board.TimeOf(work, first) is var time && (time is not { } during || (stays?.Invoke(during) ?? during.From <= given.Now))) first++;
        return first;
    }

    private static ImmutableArray<LostWork> LostOn(Board given, Board stated, SortedDictionary<string, int> first) =>
        [.. first.Select(one => new LostWork(stated.Commitments[one.Key].Commitment, given.TimeOf(given.Commitments[one.Key].Commitment, one.Value), one.Value))];
}
