using System.Collections.Immutable;
using OptiTime.Planning.Changes;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Holds;
using OptiTime.Planning.Search;

namespace OptiTime.Planning.Backlog;

/// <summary>Backlog jobs stand in the way of no change of master data, unless they are pinned: those that it makes impossible where they are wait again.</summary>
internal static class GivingWay
{
    /// <summary>Makes a change on a draft; where it breaks jobs that have not begun, once more on a draft on which they have been put back.</summary>
    /// <param name="draft">The draft, before any change; afterwards the one on which the change was made.</param>
    /// <param name="change">Makes the change, and tells the commitments that would no longer be possible.</param>
    /// <returns>The commitments that would no longer be possible all the same; then the draft is not to be used.</returns>
    internal static ImmutableArray<string> Make(ref Draft draft, Func<Draft, IEnumerable<string>> change)
    {
        Draft given = draft.Anew();
        var waiting = new List<Commitment>();
        for (; ; )
        {
            ImmutableArray<string> broken = [.. change(draft).Distinct().Order(StringComparer.Ordinal)];
            int before = waiting.Count;
            waiting.AddRange(broken.Except(waiting.Select(job => job.Id)).Select(id => given.Board.Commitments[id].Commitment).Where(job => MayWait(given, job)));
            if (waiting.Count == before) return broken;
            draft = given.Anew();
            foreach (Commitment job in waiting) draft.Add([.. Vacancy.Tours(draft.Board, job, draft.Now), new CommitmentRecorded(JobDecisions.PutBack(job))]);
        }
    }

    private static bool MayWait(Draft draft, Commitment job) =>
        job is { State: CommitmentState.Backlog, Pinned: not true } && draft.Board.Find(job, 0) is { } standing && standing.Stop.Start > draft.Now;
}
