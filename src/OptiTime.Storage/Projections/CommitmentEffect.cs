using OptiTime.Planning.Commitments;
using OptiTime.Planning.Time;

namespace OptiTime.Storage.Projections;

/// <summary>What an append does to one commitment.</summary>
internal sealed class CommitmentEffect
{
    /// <summary>The commitment as last recorded; null when the append does not record it.</summary>
    internal Commitment? Recorded { get; set; }

    /// <summary>Which change recorded it, from 0.</summary>
    internal int RecordedBy { get; set; }

    /// <summary>How it ended; null when the append does not end it.</summary>
    internal Ending? Ending { get; set; }

    /// <summary>Why it ended, where said.</summary>
    internal string? Reason { get; set; }

    /// <summary>When the append last planned each step that it plans.</summary>
    internal Dictionary<int, Interval> Planned { get; } = [];

    /// <summary>How many steps it has that can be planned: none while a job waits; null when the append does not record it.</summary>
    internal int? Steps => Recorded?.Steps.Count(step => !step.Assignments.IsEmpty);

    /// <summary>The planned times of all steps, after those before the append.</summary>
    internal Interval?[] PlannedAfter(IReadOnlyList<Interval?> before)
    {
        int steps = Steps ?? Math.Max(before.Count, Planned.Count == 0 ? 0 : Planned.Keys.Max() + 1);
        var after = new Interval?[steps];
        for (int step = 0; step < steps; step++)
            after[step] = Planned.TryGetValue(step, out Interval planned) ? planned : step < before.Count ? before[step] : null;
        return after;
    }
}
