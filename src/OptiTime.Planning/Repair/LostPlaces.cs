using System.Collections.Immutable;
using OptiTime.Planning.Boards;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;

namespace OptiTime.Planning.Repair;

/// <summary>Takes a fact of the field into a plan: what is no longer possible leaves its tours, and everything else stays as near to where it is as it can.</summary>
internal static class LostPlaces
{
    /// <summary>States the facts on a draft; where they make work impossible, once more on a draft on which it has left its tours.</summary>
    /// <param name="draft">The draft, before any change; afterwards the one on which the facts are stated.</param>
    /// <param name="state">States the facts, and tells the commitments that would no longer be possible.</param>
    /// <returns>Who lost their place, in the order of ids. Each is on record as it was, and stands in no tour.</returns>
    internal static ImmutableArray<LostWork> Make(ref Draft draft, Func<Draft, IEnumerable<string>> state)
    {
        Draft given = draft.Anew();
        var lost = new SortedDictionary<string, LostWork>(StringComparer.Ordinal);
        while (true)
        {
            string[] more = [.. state(draft).Where(id => !lost.ContainsKey(id)).Distinct()];
            if (more.Length == 0) return [.. lost.Values];
            foreach (string id in more)
            {
                Commitment work = given.Board.Commitments[id].Commitment;
                lost.Add(id, new LostWork(work, given.Board.Find(work, 0)?.Stop.StepTime));
            }
            draft = given.Anew();
            foreach (LostWork one in lost.Values) draft.Add([.. Vacancy.Tours(draft.Board, one.Work, draft.Now, keepsStarts: true)]);
        }
    }
}
