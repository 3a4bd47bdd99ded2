using System.Collections.Immutable;
using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;
using OptiTime.Planning.Travel;

namespace OptiTime.Planning.Changes;

/// <summary>One version of a log: the changes one append made, in order.</summary>
/// <param name="Log">The log: a territory's id, or <c>catalogue</c>.</param>
/// <param name="Version">The version, from 1, without gaps.</param>
/// <param name="At">When the store took it; never before the entry before.</param>
/// <param name="AppendId">The id of the append, by which a lost reply is recognised.</param>
/// <param name="Changes">The changes.</param>
/// <param name="Places">The places the changes name, with the coordinates that are still known.</param>
public sealed record LogEntry(
    string Log, long Version, Moment At, Guid AppendId, ImmutableArray<Change> Changes, ImmutableArray<Place> Places);

/// <summary>A change together with the version that recorded it: what a snapshot is made of.</summary>
/// <param name="Version">The version that recorded it.</param>
/// <param name="Change">The change.</param>
public readonly record struct RecordedChange(long Version, Change Change);

/// <summary>
/// A board (or the catalogue) written as the shortest list of changes that builds it: read back by the same code that reads the log, with
/// no second format to keep right.
/// </summary>
/// <param name="Log">The log it belongs to.</param>
/// <param name="Version">The version it stands at.</param>
/// <param name="At">When that version was taken.</param>
/// <param name="Changes">The changes, in the order in which they are to be applied.</param>
/// <param name="Places">The places the changes name, with the coordinates that are still known.</param>
public sealed record Snapshot(
    string Log, long Version, Moment At, ImmutableArray<RecordedChange> Changes, ImmutableArray<Place> Places);

/// <summary>Which places a change names.</summary>
public static class PlaceReferences
{
    /// <summary>Adds the ids of the places a change names to a set.</summary>
    public static void Collect(Change change, ISet<string> into)
    {
        switch (change)
        {
            case ResourceDefined { Resource.Home: { } home }:
                into.Add(home);
                break;
            case CommitmentRecorded recorded: Collect(recorded.Commitment, into); break;
            case ProposalOpened opened when opened.Proposal.Asking() is { } asking: Collect(asking, into); break;
        }
    }

    private static void Collect(Commitment commitment, ISet<string> into)
    {
        foreach (CommittedStep step in commitment.Steps)
        {
            // A site's place is in the log with the site; to where somebody is lent, that of another territory's is not.
            if (step.Place is { } place && (step.Site is null || commitment.Loan is not null)) into.Add(place);
        }
    }
}
